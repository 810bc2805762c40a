/** Inline content while it is read: text with the marks that are open around it. */
import { mergeInline } from '../canonical.ts';
import { safeLink } from '../export/html.ts';
import type { Mark, TextNode } from '../model.ts';

const TAG_MARKS: Record<string, Mark['type']> = { b: 'bold', strong: 'bold', i: 'italic', em: 'italic', a: 'link' };

export interface InlineBuilder {
  text(text: string): void;
  /** Runs `inside` with a mark open; null opens none. */
  within(mark: Mark | null, inside: () => void): void;
  /** An HTML tag: opens or closes a mark, or is passed over. Returns whether it was one of a mark. */
  tag(name: string, closing: boolean, href?: string | null): boolean;
  /** The content so far, and starts anew with the same marks open. */
  take(): TextNode[];
}

/** A link's mark, or null where its address is not one for readers. */
export function linkMark(href: string): Mark | null {
  return safeLink(href) === null ? null : { type: 'link', attrs: { href } };
}

export function createInlineBuilder(): InlineBuilder {
  let nodes: TextNode[] = [];
  const depth = { bold: 0, italic: 0 };
  const links: (Mark | null)[] = [];
  const marks = (): Mark[] => {
    const link = links.at(-1);
    return [
      ...(depth.bold > 0 ? [{ type: 'bold' } as const] : []),
      ...(depth.italic > 0 ? [{ type: 'italic' } as const] : []),
      ...(link ? [link] : []),
    ];
  };
  const open = (type: Mark['type'], mark: Mark | null): void => {
    if (type === 'link') links.push(mark);
    else depth[type] += 1;
  };
  const close = (type: Mark['type']): void => {
    if (type === 'link') links.pop();
    else depth[type] = Math.max(0, depth[type] - 1);
  };
  return {
    text(text) {
      if (text !== '') nodes.push({ type: 'text', text, marks: marks() });
    },
    within(mark, inside) {
      if (mark) open(mark.type, mark);
      inside();
      if (mark) close(mark.type);
    },
    tag(name, closing, href) {
      const type = Object.hasOwn(TAG_MARKS, name) ? TAG_MARKS[name] : undefined;
      if (!type) return false;
      if (closing) close(type);
      else open(type, type === 'link' ? linkMark(href ?? '') : { type });
      return true;
    },
    take() {
      const taken = mergeInline(nodes);
      nodes = [];
      return taken;
    },
  };
}

/** Inline content with white space run together and none at its ends, as HTML shows it. */
export function collapseSpace(content: readonly TextNode[]): TextNode[] {
  let afterSpace = true;
  const collapsed = content.map((node) => {
    let text = node.text.replace(/[ \t\n\r\f]+/g, ' ');
    if (afterSpace) text = text.replace(/^ /, '');
    afterSpace = text === '' ? afterSpace : text.endsWith(' ');
    return { ...node, text };
  });
  for (let last = collapsed.at(-1); last; last = collapsed.at(-1)) {
    last.text = last.text.replace(/ $/, '');
    if (last.text !== '') break;
    collapsed.pop();
  }
  return mergeInline(collapsed);
}

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
  const open: { type: Mark['type']; mark: Mark | null }[] = [];
  return {
    text(text) {
      if (text === '') return;
      const marks = open.flatMap(({ mark }) => mark ?? []);
      nodes.push({ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) });
    },
    within(mark, inside) {
      if (mark) open.push({ type: mark.type, mark });
      inside();
      if (mark) open.pop();
    },
    tag(name, closing, href) {
      const type = Object.hasOwn(TAG_MARKS, name) ? TAG_MARKS[name] : undefined;
      if (!type) return false;
      if (closing) {
        const at = open.findLastIndex((entry) => entry.type === type);
        if (at >= 0) open.splice(at, 1);
      } else {
        open.push({ type, mark: type === 'link' ? linkMark(href ?? '') : { type } });
      }
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

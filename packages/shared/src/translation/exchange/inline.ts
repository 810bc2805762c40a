/** Inline content in exchange files: marks as nested elements on the way out, any dialect's codes on the way in. */
import { canonicalJson, mergeInline } from '../../article/canonical.ts';
import { createInlineBuilder } from '../../article/import/inline-builder.ts';
import type { Mark, TextNode } from '../../article/model.ts';
import type { XmlElement } from './xml.ts';

/** Inline content as a tree: a link around bold around italic. */
export type Nested = string | { readonly mark: Mark; readonly inside: readonly Nested[] };

const OUTERMOST_FIRST: readonly Mark['type'][] = ['link', 'bold', 'italic'];

/** Flat inline content as nested marks, each as wide as its run, so that a translator sees one link and not three. */
export function nested(content: readonly TextNode[]): Nested[] {
  return nest(mergeInline(content));
}

function nest(content: readonly TextNode[]): Nested[] {
  const result: Nested[] = [];
  for (let at = 0; at < content.length; ) {
    const mark = outermost(content[at]);
    if (mark === null) {
      result.push(content[at]?.text ?? '');
      at += 1;
      continue;
    }
    const key = canonicalJson(mark);
    let end = at;
    const inside: TextNode[] = [];
    for (let node = content[end]; node && hasMark(node, key); node = content[++end]) {
      inside.push({ ...node, marks: (node.marks ?? []).filter((one) => canonicalJson(one) !== key) });
    }
    result.push({ mark, inside: nest(inside) });
    at = end;
  }
  return result;
}

function outermost(node: TextNode | undefined): Mark | null {
  for (const type of OUTERMOST_FIRST) {
    const found = node?.marks?.find((mark) => mark.type === type);
    if (found) return found;
  }
  return null;
}

function hasMark(node: TextNode, key: string): boolean {
  return node.marks?.some((mark) => canonicalJson(mark) === key) ?? false;
}

/** What an inline element means. `open` and `close` are the halves of a code whose ends stand apart. */
export type InlineMeaning =
  | { readonly kind: 'mark'; readonly tag: MarkTag; readonly href?: string | null }
  | { readonly kind: 'open'; readonly tag: MarkTag; readonly id: string; readonly href?: string | null }
  | { readonly kind: 'close'; readonly id: string }
  /** Not a mark, but its content is text. */
  | { readonly kind: 'through' }
  | { readonly kind: 'text'; readonly text: string }
  /** Nothing of it belongs to the text; `lost` says so to the person where it stood for something. */
  | { readonly kind: 'nothing'; readonly lost: boolean };

/** As HTML names them. */
export type MarkTag = 'b' | 'i' | 'a';

/** Reads the inline content of an element; `onLost` is told the name of each code that the article has no place for. */
export function readInline(
  element: XmlElement,
  meaningOf: (code: XmlElement) => InlineMeaning,
  onLost: (code: string) => void,
): TextNode[] {
  const builder = createInlineBuilder();
  const open = new Map<string, MarkTag>();
  const visit = (parent: XmlElement): void => {
    for (const child of parent.children) {
      if (typeof child === 'string') builder.text(child);
      else code(child);
    }
  };
  const code = (child: XmlElement): void => {
    const meaning = meaningOf(child);
    switch (meaning.kind) {
      case 'mark':
        builder.tag(meaning.tag, false, meaning.href);
        visit(child);
        builder.tag(meaning.tag, true);
        break;
      case 'open':
        open.set(meaning.id, meaning.tag);
        builder.tag(meaning.tag, false, meaning.href);
        break;
      case 'close': {
        const tag = open.get(meaning.id);
        if (tag !== undefined) builder.tag(tag, true);
        open.delete(meaning.id);
        break;
      }
      case 'through':
        visit(child);
        break;
      case 'text':
        builder.text(meaning.text);
        break;
      case 'nothing':
        if (meaning.lost) onLost(child.name);
    }
  };
  visit(element);
  return builder.take();
}

/** Says once of each code that it was left out. */
export function lostCodes(warnings: Set<string>): (code: string) => void {
  return (code) => warnings.add(`Inline codes <${code}> have no place in an article and were left out.`);
}

/** The address in a native code such as `<a href="https://example.org">`, or null. */
export function hrefIn(nativeCode: string): string | null {
  const written = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(nativeCode);
  const href = written?.[1] ?? written?.[2];
  return href === undefined ? null : href.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** The native code that opens a link: what other programs show as a tag. */
export function linkCode(href: string): string {
  return `<a href="${href.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`;
}

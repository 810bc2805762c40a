/** A passage's side as the checks read it: its characters, and where links and bold stand in them. */
import type { Mark, TextBlock, TextNode } from '../article/model.ts';

/** UTF-16 offsets, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface RichText {
  readonly text: string;
  readonly bold: readonly Span[];
  readonly links: readonly (Span & { readonly href: string })[];
}

/** The text of blocks joined by newlines, as `blockText` reads each; offsets are into that. */
export function richTextOf(blocks: readonly TextBlock[]): RichText {
  let text = '';
  const bold: Span[] = [];
  const links: (Span & { href: string })[] = [];
  blocks.flatMap(lines).forEach((line, index) => {
    if (index > 0) text += '\n';
    for (const node of line) {
      const span = { from: text.length, to: text.length + node.text.length };
      text += node.text;
      for (const mark of node.marks ?? []) note(mark, span);
    }
  });
  return { text, bold, links };

  function note(mark: Mark, span: Span): void {
    if (mark.type === 'bold') grow(bold, span, () => true);
    if (mark.type === 'link') grow(links, { ...span, href: mark.attrs.href }, (last) => last.href === mark.attrs.href);
  }
}

/** Adds a span, as part of the last one where they touch: other marks cut one link into several nodes. */
function grow<S extends Span>(spans: S[], span: S, same: (last: S) => boolean): void {
  const last = spans.at(-1);
  if (last !== undefined && last.to === span.from && same(last)) spans[spans.length - 1] = { ...last, to: span.to };
  else spans.push(span);
}

function lines(block: TextBlock): (readonly TextNode[])[] {
  if (block.type !== 'figure') return [block.content ?? []];
  return block.content?.map((caption) => caption.content ?? []) ?? [];
}

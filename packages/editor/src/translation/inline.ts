import type { TextBlock, TextNode } from '@copydesk/shared/article';

/** A block's words with their marks; a figure's are its caption's. */
export function inlineOf(block: TextBlock): readonly TextNode[] {
  return block.type === 'figure'
    ? (block.content ?? []).flatMap((caption) => caption.content ?? [])
    : (block.content ?? []);
}

/** The words from one character to another, with their marks. */
export function sliceInline(nodes: readonly TextNode[], from: number, to = Number.POSITIVE_INFINITY): TextNode[] {
  let at = 0;
  return nodes.flatMap((node) => {
    const text = node.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += node.text.length;
    return text === '' ? [] : [{ ...node, text }];
  });
}

import type { TextNode } from '@copydesk/shared/article';
import type { Span } from '@copydesk/shared/translation';
import { Children, type ReactNode } from 'react';
import { inlineNodes } from '../components/reading-text.tsx';

/** A stretch of text and how it is marked, a class of the copy's style. */
export interface MarkedSpan extends Span {
  readonly mark: 'warned-words' | 'term-words';
}

/** Inline content with `spots` marked; offsets count from `start`, where this content begins. */
export function markedNodes(
  content: readonly TextNode[] | undefined,
  start: number,
  spots: readonly MarkedSpan[],
): ReactNode {
  let at = start;
  return Children.toArray(
    (content ?? []).flatMap((node) => {
      const from = at;
      at += node.text.length;
      return cutAt(from, at, spots).map(([a, b, marks]) => {
        const shown = inlineNodes([{ ...node, text: node.text.slice(a - from, b - from) }]);
        return marks !== '' ? (
          <span key={a} className={marks}>
            {shown}
          </span>
        ) : (
          shown
        );
      });
    }),
  );
}

/** The stretch `from`-`to` in pieces that lie in the same spots, with the marks of these. */
function cutAt(from: number, to: number, spots: readonly MarkedSpan[]): [number, number, string][] {
  const edges = new Set([from, to]);
  for (const spot of spots) {
    for (const edge of [spot.from, spot.to]) if (edge > from && edge < to) edges.add(edge);
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index): [number, number, string] => {
    const begin = sorted[index] ?? from;
    const around = spots.filter((spot) => spot.from <= begin && spot.to >= end);
    return [begin, end, [...new Set(around.map(({ mark }) => mark))].join(' ')];
  });
}

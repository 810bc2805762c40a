import type { TextNode } from '@copydesk/shared/article';
import type { Span } from '@copydesk/shared/translation';
import { Children, type ReactNode } from 'react';
import { inlineNodes } from '../components/reading-text.tsx';

/** Inline content with `spots` marked; offsets count from `start`, where this content begins. */
export function markedNodes(
  content: readonly TextNode[] | undefined,
  start: number,
  spots: readonly Span[],
): ReactNode {
  let at = start;
  return Children.toArray(
    (content ?? []).flatMap((node) => {
      const from = at;
      at += node.text.length;
      return cutAt(from, at, spots).map(([a, b, marked]) => {
        const shown = inlineNodes([{ ...node, text: node.text.slice(a - from, b - from) }]);
        return marked ? (
          <span key={a} className="warned-words">
            {shown}
          </span>
        ) : (
          shown
        );
      });
    }),
  );
}

/** The stretch `from`-`to` in pieces that lie in a spot or beside all of them. */
function cutAt(from: number, to: number, spots: readonly Span[]): [number, number, boolean][] {
  const edges = new Set([from, to]);
  for (const spot of spots) {
    for (const edge of [spot.from, spot.to]) if (edge > from && edge < to) edges.add(edge);
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index): [number, number, boolean] => {
    const begin = sorted[index] ?? from;
    return [begin, end, spots.some((spot) => spot.from <= begin && spot.to >= end)];
  });
}

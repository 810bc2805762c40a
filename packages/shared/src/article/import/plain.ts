/** Plain text into units. */

import { classify, flagsOf } from './classify.ts';
import type { LineKind } from './model.ts';
import { type Container, containersFor, plainInline, type Unit } from './units.ts';
import { type Line, readLines } from './wrap.ts';

/** What a person made of lines, by number. */
export type Changes = Readonly<Record<number, LineKind>>;

interface Marked {
  readonly kind: LineKind | null;
  readonly text: string;
  readonly within: readonly Container[];
  readonly level?: 2 | 3;
}

/** Reads a plain text story. */
export function plainUnits(text: string, changes: Changes): Unit[] {
  const lines = readLines(text);
  const marked = lines.map((line, index) => readMarker(line, lines[index - 1], lines[index + 1]));
  const kinds = classify(
    marked.map((mark, index) => ({ text: mark.text, kind: changes[lines[index]?.number ?? 0] ?? mark.kind })),
    { crossheads: true },
  );
  return lines.map((line, index): Unit => {
    const mark = marked[index] ?? { kind: null, text: line.text, within: [] };
    const kind = kinds[index] ?? 'paragraph';
    const joined = line.last > line.number ? [`lines ${line.number} to ${line.last}`] : [];
    return {
      line: line.number,
      kind,
      text: line.text,
      inline: plainInline(mark.text),
      flags: [...flagsOf(mark.text, kind), ...joined],
      within: kind === mark.kind ? mark.within : containersFor(kind, line.number),
      ...(mark.level ? { level: mark.level } : {}),
    };
  });
}

const BULLET = /^•\s+(?=\S)/u;
const SOFT_BULLET = /^[-*]\s+(?=\S)/u;
const NUMBER = /^\d{1,3}[.)]\s+(?=\S)/u;
const QUOTE = /^>\s*/u;
const CROSSHEAD = /^(?<signs>#{1,6})\s+(?=\S)/u;

/**
 * List, quote and heading markers as people type them in plain text. A hyphen or number counts only if a neighbour
 * has one too: "- Oui", "7. September" are sentences.
 */
function readMarker(line: Line, before: Line | undefined, after: Line | undefined): Marked {
  const { text } = line;
  if (QUOTE.test(text)) {
    const inside = text.replace(QUOTE, '');
    return { kind: inside === '' ? 'dropped' : 'quote', text: inside, within: [{ type: 'quote', key: 'quote' }] };
  }
  const heading = CROSSHEAD.exec(text)?.groups?.signs?.length;
  if (heading !== undefined && heading > 1) {
    return { kind: 'heading', text: text.replace(CROSSHEAD, ''), within: [], level: heading === 2 ? 2 : 3 };
  }
  if (heading === 1) return { kind: null, text: text.replace(CROSSHEAD, ''), within: [] };
  for (const [marker, type] of [
    [BULLET, 'bulletList'],
    [SOFT_BULLET, 'bulletList'],
    [NUMBER, 'orderedList'],
  ] as const) {
    const certain = marker === BULLET || [before, after].some((other) => other && marker.test(other.text));
    if (!marker.test(text) || !certain) continue;
    return {
      kind: 'item',
      text: text.replace(marker, ''),
      within: [
        { type, key: 'list' },
        { type: 'item', key: `${line.number}` },
      ],
    };
  }
  return { kind: null, text, within: [] };
}

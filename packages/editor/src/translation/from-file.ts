/** Takes what a file says of a passage into the text, as new edits of the person who takes it. */
import {
  type EditionText,
  hashText,
  inlineText,
  newSegment,
  passageRows,
  type Segment,
  sourceHash,
  type TextBlock,
  type TextNode,
} from '@copydesk/shared/article';
import type { MergeRow } from '@copydesk/shared/translation/exchange';
import type * as Y from 'yjs';
import { withWords } from '../review/words.ts';
import { setBlockText, writeSegment } from '../schema/index.ts';
import { addPassage } from './acts.ts';

export interface TakeOptions {
  readonly target: EditionText;
  readonly source: EditionText | null;
  readonly language: string;
  /** The person confirms, in their own name, what the file calls translated. */
  readonly confirm: boolean;
  readonly origin: unknown;
}

/** What a person may confirm in one go: the file calls it done, and it was made from today's source. */
export function confirmable({ unit, sourceDiffers }: MergeRow): boolean {
  return unit.state !== 'initial' && !sourceDiffers;
}

/** Writes the file's words into the passage, making it first if only its source is there. False: it is gone. */
export function takeFromFile(doc: Y.Doc, row: MergeRow, options: TakeOptions): boolean {
  const { target, source, language, confirm, origin } = options;
  const rows = passageRows(target, source, []);
  const index = rows.findIndex(({ passage, source: [first] }) => (passage?.id ?? first?.attrs.id) === row.passage.id);
  const found = rows[index];
  if (found === undefined) return false;
  const paired = found.passage?.source ?? found.source;
  const content = row.plain ? withWords(row.passage.target, inlineText(row.target), language) : row.target;
  return doc.transact(() => {
    const id = found.passage?.id ?? added(doc, paired, rows.slice(0, index), origin);
    if (id === null || !setBlockText(doc, id, content, origin)) return false;
    writeSegment(doc, id, segmentOf(row, paired, content, confirm && confirmable(row)), origin);
    return true;
  }, origin);
}

function added(
  doc: Y.Doc,
  [block]: readonly TextBlock[],
  before: readonly { readonly target: TextBlock | null }[],
  origin: unknown,
): string | null {
  if (block === undefined) return null;
  const after = before.findLast(({ target }) => target !== null)?.target ?? null;
  return addPassage(doc, block, after?.attrs.id ?? null, origin);
}

function segmentOf(
  { unit, sourceDiffers }: MergeRow,
  source: readonly TextBlock[],
  content: readonly TextNode[],
  confirmed: boolean,
): Segment {
  const segment = newSegment(source);
  if (confirmed) {
    const now = { source: sourceHash(source), target: hashText(inlineText(content)) };
    return { ...segment, confirmed: now };
  }
  // Made from an older source: stale, as if it had been written here before the source changed.
  return sourceDiffers && unit.source !== null ? { ...segment, madeFrom: hashText(inlineText(unit.source)) } : segment;
}

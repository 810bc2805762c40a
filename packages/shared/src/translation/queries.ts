/**
 * Questions that translators ask about the source. They lie in the notes of the source edition, so that one answer, or a
 * change of the source, settles them in every language.
 */
import * as z from 'zod';
import type { ArticleDoc, TextBlock } from '../article/model.ts';
import { Instant, LanguageTag } from '../article/model.ts';
import { blockText, textBlocks } from '../article/text.ts';

/** Who said what, when; as the person's own window wrote it. */
const Said = z.object({ text: z.string().min(1), by: z.string(), name: z.string(), at: Instant });

export const QueryReply = Said;
export type QueryReply = z.infer<typeof QueryReply>;

/** What one translator leaves for the next, as it lies in the translation's notes; `to`: for whom, null for whoever comes. */
export const HandoverNote = Said.extend({ to: z.string().nullable() });
export type HandoverNote = z.infer<typeof HandoverNote>;

/** A question as it lies in the notes' `queries` map; its replies lie in a map within. */
export const QueryEntry = Said.extend({
  /** The language it was asked from. */
  language: LanguageTag,
  /** The source block it is about, and the target block that was being worked on. */
  source: z.string(),
  target: z.string(),
  /** The source's words that it is about, as they stood. */
  quote: z.string().min(1),
  /** The quote was the whole passage: any change of it may be the answer. */
  whole: z.boolean(),
});
export type QueryEntry = z.infer<typeof QueryEntry>;

export interface Query extends QueryEntry {
  readonly id: string;
  /** Oldest first. */
  readonly replies: readonly QueryReply[];
}

/**
 * `open`: somebody has to answer. `answered`: the last word is not the asker's. `fixed`: the words it was about stand in
 * the source no more.
 */
export type QueryStanding = 'open' | 'answered' | 'fixed';

export interface PlacedQuery {
  readonly query: Query;
  readonly standing: QueryStanding;
  /** The source block it belongs to now; null: that passage is gone. */
  readonly block: TextBlock | null;
  /** Where its words begin in the block's text; null: they stand there no more. */
  readonly from: number | null;
}

/**
 * Questions laid over the source as it stands, in its order, those of passages that are gone at the end. A question is
 * found by its block and its words; if a block was split or joined, by its words alone.
 */
export function placeQueries(queries: readonly Query[], source: ArticleDoc): PlacedQuery[] {
  const blocks = textBlocks(source);
  const order = new Map(blocks.map((block, index) => [block, index]));
  const place = (query: Query): PlacedQuery => {
    const own = blocks.find((block) => block.attrs.id === query.source) ?? null;
    const holds = (block: TextBlock) => blockText(block).includes(query.quote);
    const block = own !== null && holds(own) ? own : (blocks.find(holds) ?? own);
    const from = block === null ? -1 : blockText(block).indexOf(query.quote);
    const stands = query.whole && block !== null ? blockText(block) === query.quote : from !== -1;
    return { query, block, from: from === -1 ? null : from, standing: standingOf(query, stands) };
  };
  const rank = ({ block }: PlacedQuery) => (block === null ? blocks.length : (order.get(block) ?? blocks.length));
  return queries.map(place).sort((a, b) => rank(a) - rank(b));
}

function standingOf({ by, replies }: Query, stands: boolean): QueryStanding {
  const last = replies.at(-1);
  if (last !== undefined && last.by !== by) return 'answered';
  return stands ? 'open' : 'fixed';
}

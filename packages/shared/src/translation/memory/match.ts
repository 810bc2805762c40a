/** What a translation memory keeps and offers. */
import * as z from 'zod';
import { ArticleId, Instant, LanguageTag } from '../../article/model.ts';

/** A neighbour's `contextHash`, or ''. */
export const ContextHash = z.string().regex(/^(?:[0-9a-f]{32})?$/);

/** Where a pair of texts comes from: an approved text, by whom and when. */
export const MemoryOrigin = z.object({
  articleId: ArticleId,
  /** The source story's headline when it was approved. */
  headline: z.string(),
  /** The approver's name. */
  approvedBy: z.string(),
  approvedAt: Instant,
});
export type MemoryOrigin = z.infer<typeof MemoryOrigin>;

/** Two texts that say the same, before they have a place in a memory. */
export const MemoryPairing = z.object({
  kind: z.enum(['passage', 'sentence']),
  source: z.string(),
  target: z.string(),
  /** What stood before and after the source text. */
  before: ContextHash,
  after: ContextHash,
});
export type MemoryPairing = z.infer<typeof MemoryPairing>;

/** A row of a memory. `id` is the newsroom's, and never given twice. */
export const MemoryRow = MemoryPairing.extend({
  id: z.int(),
  from: LanguageTag,
  to: LanguageTag,
  ...MemoryOrigin.shape,
});
export type MemoryRow = z.infer<typeof MemoryRow>;

/** A text that something is looked up for. */
export const MemoryQuestion = z.object({
  from: LanguageTag,
  to: LanguageTag,
  text: z.string().max(20_000),
  before: ContextHash.optional(),
  after: ContextHash.optional(),
});
export type MemoryQuestion = z.infer<typeof MemoryQuestion>;

export const MemoryMatch = z.object({
  id: z.int(),
  /**
   * The same text between the same neighbours; the same text; the same but for its numbers, which are put into the
   * target; or so many percent of its words.
   */
  kind: z.enum(['context', 'exact', 'numbers', 'fuzzy']),
  score: z.int().min(0).max(101),
  source: z.string(),
  target: z.string(),
  /** The range of the text that was asked for, where the match is for one sentence of it; null: for all of it. */
  part: z.object({ from: z.int(), to: z.int() }).nullable(),
  ...MemoryOrigin.shape,
});
export type MemoryMatch = z.infer<typeof MemoryMatch>;

/** Less alike than this is no help. */
export const LEAST_SCORE = 75;
const BANDS = [101, 100, 95, 85, LEAST_SCORE] as const;

/** The band that a score falls in: 101, 100, 95, 85 or 75; 0 below all. */
export function bandOf(score: number): (typeof BANDS)[number] | 0 {
  return BANDS.find((band) => score >= band) ?? 0;
}

/** A term of a language pair: how this newsroom says it, must not say it, or leaves it as it is. */
import * as z from 'zod';

export const TermStatus = z.enum(['preferred', 'forbidden', 'do-not-translate']);
export type TermStatus = z.infer<typeof TermStatus>;

export const GlossaryTerm = z.object({
  id: z.string().min(1),
  source: z.string().min(1),
  /** What to write (preferred), not to write (forbidden); the source's own words where nothing is translated. */
  target: z.string(),
  status: TermStatus,
  note: z.string().optional(),
  /** "Labour" the party, not "labour". */
  caseSensitive: z.boolean().optional(),
});
export type GlossaryTerm = z.infer<typeof GlossaryTerm>;

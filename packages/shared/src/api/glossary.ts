/** Glossaries as the server tells of them, and changes to them. */
import * as z from 'zod';
import { Instant, LanguageTag } from '../article/model.ts';
import { GlossaryTerm } from '../translation/glossary/term.ts';

/** A term with when and by whom it was changed last. `version` grows with each change. */
export const GlossaryEntry = GlossaryTerm.extend({
  version: z.int(),
  changedAt: Instant,
  changedBy: z.string().describe("the person's name"),
});
export type GlossaryEntry = z.infer<typeof GlossaryEntry>;

export const GlossaryPair = z.object({
  from: LanguageTag,
  to: LanguageTag,
  version: z.int().describe('0 before the first term'),
  terms: z.int(),
});
export type GlossaryPair = z.infer<typeof GlossaryPair>;

export const Glossary = GlossaryPair.extend({ terms: z.array(GlossaryEntry) });
export type Glossary = z.infer<typeof Glossary>;

const words = z.string().trim().max(300);

/** One change: `was` is the version of the term that it was made from, null for a new one; `term` null takes it out. */
export const GlossaryChange = z.object({
  id: z.uuid(),
  was: z.int().nullable(),
  term: GlossaryTerm.omit({ id: true })
    .extend({ source: words.min(1), target: words, note: z.string().trim().max(1_000).optional() })
    .refine(({ status, target }) => status === 'do-not-translate' || target !== '', {
      path: ['target'],
      message: 'A preferred or forbidden term needs its translation.',
    })
    .nullable(),
});
export type GlossaryChange = z.infer<typeof GlossaryChange>;

/** One call's worth: a file of more terms is sent in parts. */
export const MOST_GLOSSARY_CHANGES = 500;
export const MOST_GLOSSARY_TERMS = 10_000;

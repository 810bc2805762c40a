/** What the lines of a file become, before anything is made of them. */
import * as z from 'zod';
import { ArticleDoc, LanguageTag } from '../model.ts';

/** What a line is taken for. */
export const LineKind = z.enum([
  'headline',
  'standfirst',
  'caption',
  'credit',
  'label',
  'paragraph',
  'heading',
  'quote',
  'item',
  'dropped',
]);
export type LineKind = z.infer<typeof LineKind>;

/** What one line of an imported file became, for the person to check and change. */
export const ImportedLine = z.object({
  line: z.int().describe('1-based'),
  text: z.string(),
  as: LineKind,
  flags: z.array(z.string()).describe('such as "wire word: TOPSHOT"'),
});
export type ImportedLine = z.infer<typeof ImportedLine>;

export const ImportPlan = z.object({
  language: LanguageTag,
  role: z.enum(['source', 'translation']),
  label: z.string().nullable().describe('the label line as it stood in the file, kept as evidence'),
  headline: z.string(),
  lines: z.array(ImportedLine),
  warnings: z.array(z.string()),
  content: ArticleDoc,
});
export type ImportPlan = z.infer<typeof ImportPlan>;

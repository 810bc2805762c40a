/** What a window sends to have a file imported: the file itself, and the lines a person changed in the plan. */
import * as z from 'zod';
import { LineKind } from '../article/import/model.ts';
import { LanguageTag } from '../article/model.ts';

export const ImportPlanInput = z.object({
  name: z.string().max(255),
  type: z.string().max(100).describe('media type'),
  bytes: z.base64().max(28_000_000),
  language: LanguageTag,
  desk: z.string().optional(),
  /** Line number to what the person made of it. */
  changes: z.record(z.string(), LineKind).optional(),
});
export type ImportPlanInput = z.infer<typeof ImportPlanInput>;

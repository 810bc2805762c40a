/** A translation's passages as a file, for whoever asks by REST. */

import { defaultStyle } from '@copydesk/shared/translation';
import { exchangeStory, toXliff2 } from '@copydesk/shared/translation/exchange';
import type { EditionRef, Editions } from '../context.ts';
import { HttpProblem } from '../problem.ts';
import type { EditionRow } from '../storage/rows.ts';

export const XLIFF_TYPE = 'application/xliff+xml';

/** The passages as they stand, as XLIFF 2.1. Throws a 406 `HttpProblem` for a text that is no translation of another. */
export async function xliffOf(editions: Pick<Editions, 'text' | 'evidence'>, edition: EditionRow): Promise<string> {
  const { articleId, language, source, role, work } = edition;
  if (role !== 'translation' || source === null) {
    throw new HttpProblem(406, 'No such format', 'Only a translation beside its source is to be had as XLIFF.');
  }
  const ref = (of: string): EditionRef => ({ articleId, language: of });
  const [target, sourceText, evidence] = await Promise.all([
    editions.text(ref(language)),
    editions.text(ref(source)),
    editions.evidence(ref(language)),
  ]);
  return toXliff2(
    exchangeStory({
      articleId,
      from: source,
      to: language,
      target,
      source: sourceText,
      evidence,
      approved: work === 'approved' || work === 'closed',
      headlineMax: defaultStyle(language).headlineMax,
    }),
  );
}

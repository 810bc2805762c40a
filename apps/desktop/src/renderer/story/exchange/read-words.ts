/** What was found in a file, in sentences. */
import type { ExchangeFile, MergePlan } from '@copydesk/shared/translation/exchange';
import { countText, languageName } from '../../ui/index.ts';
import type { Story } from '../use-story.ts';

/** "Ready to take: 2 passages. Changed on both sides, or it cannot be told: 1 passage. Nothing new in 13 passages." */
export function planWords({ rows, unmatched }: MergePlan): string {
  const count = (...kinds: readonly MergePlan['rows'][number]['kind'][]) =>
    rows.filter(({ kind }) => kinds.includes(kind)).length;
  const [file, both, same] = [count('file'), count('both'), count('same', 'here')];
  const passages = (n: number) => countText(n, 'passage');
  const sentences = [
    ...(file > 0 ? [`Ready to take: ${passages(file)}.`] : []),
    ...(both > 0 ? [`Changed on both sides, or it cannot be told: ${passages(both)}.`] : []),
    ...(same > 0 ? [`Nothing new in ${passages(same)}.`] : []),
    ...(unmatched.length > 0 ? [`Without a place in this story: ${passages(unmatched.length)}.`] : []),
  ];
  return sentences.length === 0 ? 'The file has no translated passages.' : sentences.join(' ');
}

/** What to look out for: another story's file, or another pair of languages. */
export function fileWords(file: ExchangeFile, { article, edition, source }: Story): string[] {
  const warnings: string[] = [];
  if (file.articleId !== null && file.articleId !== article.id) {
    warnings.push('This file was written from another story. Passages are matched by their source words.');
  }
  const differs = (there: string | null, here: string | null) =>
    there !== null && here !== null && !there.startsWith(here) && !here.startsWith(there);
  if (differs(file.to, edition.language) && file.to !== null) {
    warnings.push(
      `The file is a translation into ${languageName(file.to)}, this text is ${languageName(edition.language)}.`,
    );
  }
  if (differs(file.from, source?.language ?? null) && file.from !== null && source !== null) {
    warnings.push(
      `The file is translated from ${languageName(file.from)}, this text from ${languageName(source.language)}.`,
    );
  }
  return warnings;
}

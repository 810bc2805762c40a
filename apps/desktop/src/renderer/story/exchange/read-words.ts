/** What was found in a file, in sentences. */
import type { ExchangeFile, MergePlan } from '@copydesk/shared/translation/exchange';
import { countText, languageName } from '../../ui/index.ts';
import type { Story } from '../use-story.ts';

/** "2 passages changed in the file, 1 changed on both sides, 13 are the same." */
export function planWords({ rows, unmatched }: MergePlan): string {
  const count = (...kinds: readonly MergePlan['rows'][number]['kind'][]) =>
    rows.filter(({ kind }) => kinds.includes(kind)).length;
  const [file, both, same] = [count('file'), count('both'), count('same', 'here')];
  const parts = [
    ...(file > 0 ? [`${countText(file, 'passage')} can be taken as they are`] : []),
    ...(both > 0 ? [`${countText(both, 'passage')} changed here too, or it cannot be told`] : []),
    ...(same > 0 ? [`${countText(same, 'passage')} say nothing new`] : []),
    ...(unmatched.length > 0 ? [`${countText(unmatched.length, 'passage')} have no place in this story`] : []),
  ];
  return parts.length === 0 ? 'The file has no translated passages.' : `${parts.join(', ')}.`;
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

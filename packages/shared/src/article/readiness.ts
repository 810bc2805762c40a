/** What speaks against submitting or approving a text, in words for the person. */
import { languageName } from './language.ts';
import type { ArticleDoc, Block, WorkState } from './model.ts';
import { blockText, textBlocks } from './text.ts';

/** What a text must have before it is submitted and has not. Empty: nothing is missing. */
export function submitProblems(doc: ArticleDoc): string[] {
  const problems: string[] = [];
  const headlines = doc.content.filter((block) => block.type === 'headline');
  const [first] = doc.content;
  if (headlines.every((block) => blockText(block).trim() === '')) problems.push('The story has no headline.');
  else if (headlines.length > 1) problems.push('The story has more than one headline.');
  else if (first?.type !== 'headline') problems.push('The headline does not come first.');
  if (doc.content.filter((block) => block.type === 'standfirst').length > 1) {
    problems.push('The story has more than one standfirst.');
  }
  if (doc.content.some(isEmptyList)) problems.push('The story has a list without items.');
  const body = textBlocks(doc).filter((block) => block.type !== 'headline' && block.type !== 'standfirst');
  if (body.every((block) => blockText(block).trim() === '')) problems.push('The story has no text yet.');
  return problems;
}

function isEmptyList(block: Block): boolean {
  if (block.type === 'quote') return (block.content ?? []).some(isEmptyList);
  if (block.type !== 'bulletList' && block.type !== 'orderedList') return false;
  const items = block.content ?? [];
  return items.length === 0 || items.some((item) => (item.content ?? []).some(isEmptyList));
}

/**
 * What speaks against approving or publishing a translation; a chief may override it with a reason. `stale` is the
 * number of stale passages, `source` the source edition (null for a translation without one).
 */
export function approvalBlockers(translation: {
  readonly stale: number;
  readonly source: { readonly language: string; readonly work: WorkState } | null;
}): string[] {
  const { stale, source } = translation;
  if (!source) return [];
  const blockers: string[] = [];
  const name = languageName(source.language, 'en');
  if (stale === 1) blockers.push(`1 passage follows older ${name}.`);
  if (stale > 1) blockers.push(`${stale} passages follow older ${name}.`);
  if (source.work !== 'approved' && source.work !== 'closed') blockers.push(`The ${name} text is not approved.`);
  return blockers;
}

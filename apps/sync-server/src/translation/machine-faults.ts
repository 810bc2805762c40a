/** What engines do wrong in ways of their own. */
import type { Passage } from '@copydesk/shared/article';
import { type CheckId, checkPassage, defaultStyle, richTextOf } from '@copydesk/shared/translation';

/** Words left as they were, and words said over and over. */
const FAULTS: ReadonlySet<CheckId> = new Set(['untranslated', 'machine-loop']);

/** What is wrong with an engine's output for a passage, in words for who revises it. */
export function machineFaults(
  passage: Passage,
  output: string,
  { from, to }: { readonly from: string; readonly to: string },
): string[] {
  if (output === '') return [];
  return checkPassage({
    source: richTextOf(passage.source),
    target: { text: output, bold: [], links: [] },
    from,
    to,
    kind: passage.target.type,
    style: defaultStyle(to),
    names: [],
    terms: [],
  })
    .filter(({ check }) => FAULTS.has(check))
    .map(({ message }) => message);
}

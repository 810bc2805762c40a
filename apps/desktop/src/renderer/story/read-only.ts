/** Why a text may only be read, in words that follow "Read only: ". */
import type { Edition } from '@copydesk/shared/api';

export type ReadOnlyEdition = Pick<
  Edition,
  'state' | 'public' | 'version' | 'approvedBy' | 'approvedAt' | 'submittedBy' | 'submittedAt'
>;

/** `reason` is the server's own; `nameOf` and `timeOf` put people and moments in words. */
export function readOnlyWords(
  edition: ReadOnlyEdition,
  reason: string,
  nameOf: (userId: string) => string | null,
  timeOf: (instant: string) => string,
): string {
  const signed = (word: string, by: string | null, at: string | null) => {
    const name = by === null ? null : nameOf(by);
    return [word, name === null ? '' : `by ${name}`, at === null ? '' : `at ${timeOf(at)}`]
      .filter((part) => part !== '')
      .join(' ');
  };
  switch (edition.state) {
    case 'approved':
      return signed('approved', edition.approvedBy, edition.approvedAt);
    case 'submitted':
      return signed('submitted', edition.submittedBy, edition.submittedAt);
    case 'closed':
      return closedWords(edition);
    case 'spiked':
      return 'spiked';
    case 'drafting':
      return lowerFirst(reason.replace(/\.$/, ''));
  }
}

function closedWords({ public: shown, version }: ReadOnlyEdition): string {
  if (shown === 'killed') return 'killed';
  return `version ${version} is ${shown === 'withheld' ? 'withheld' : 'published'}`;
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

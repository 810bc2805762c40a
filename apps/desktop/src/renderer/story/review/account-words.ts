/** The account of a revision, in words for a chief. */
import type { PassageAccount, RevisionAccount } from '@copydesk/shared/translation';

/** What the whole amounts to; nothing where no machine wrote any of it. */
export function accountWords({ confirmed, unchanged, seconds, share }: RevisionAccount): string[] {
  if (share === null) return [];
  const words = [`People changed ${percent(share)} of the machine’s words.`];
  if (unchanged > 0) {
    const time = seconds === null ? '' : `, in ${duration(seconds)}`;
    words.unshift(`${unchanged} of ${confirmed} confirmed unchanged${time}.`);
  }
  return words;
}

/** Where a passage came from, and what was done to it. */
export function originWords({ origin, engine, share, unchanged }: PassageAccount): string {
  if (origin === 'human') return 'Written by a person';
  const from = origin === 'import' ? 'Imported machine text' : (engine ?? 'Machine text');
  if (share === null) return from;
  return unchanged ? `${from}, unchanged` : `${from}, ${percent(share)} revised`;
}

/** A little is not nothing, and nearly all not all. */
function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (share > 0 && rounded === 0) return 'less than 1%';
  if (share < 1 && rounded === 100) return 'more than 99%';
  return `${rounded}%`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

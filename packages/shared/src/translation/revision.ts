/**
 * What people did to a machine's text, passage by passage: read off texts and evidence, never ticked. Names and times
 * are the server's.
 */
import { localeOf } from '../article/language.ts';
import type { LanguageTag, PassageEvidence, PassageState } from '../article/model.ts';
import { counts, isConfirmed, type Passage } from '../article/passages.ts';
import { blockText, hashText } from '../article/text.ts';
import { editDistance } from './edit-distance.ts';

/** Somebody vouched for a passage as both its texts stand now. */
export interface Vouch {
  readonly by: string;
  readonly name: string;
  readonly at: string;
}

export interface PassageAccount {
  /** Target block id. */
  readonly id: string;
  readonly state: PassageState;
  readonly stale: boolean;
  readonly origin: PassageEvidence['origin'];
  /** Name and version. */
  readonly engine: string | null;
  /** Share of its words that people changed, 0 to 1; null: a person wrote it, there is no machine text to compare. */
  readonly share: number | null;
  /** Stands as a machine wrote it. */
  readonly unchanged: boolean;
  readonly confirmed: Vouch | null;
  /** By a second person. */
  readonly reviewed: Vouch | null;
}

export interface RevisionAccount {
  readonly passages: readonly PassageAccount[];
  /** Confirmed passages that an engine wrote, or that were imported as a machine's. */
  readonly confirmed: number;
  /** Of these, how many stand as the machine wrote them. */
  readonly unchanged: number;
  /** Seconds from the first to the last confirmation of an unchanged one; null for fewer than two. */
  readonly seconds: number | null;
  /** Share of the machine's words that people changed in all passages, 0 to 1; null: no machine text. */
  readonly share: number | null;
}

/** The account of all passages that count. `language` is the target's. */
export function revisionAccount(
  passages: readonly Passage[],
  evidence: readonly PassageEvidence[],
  language: LanguageTag,
): RevisionAccount {
  const rows = new Map(evidence.map((row) => [row.block, row]));
  const segmenter = new Intl.Segmenter(localeOf(language), { granularity: 'word' });
  let words = 0;
  let changed = 0;
  const accounts = passages.filter(counts).map((passage): PassageAccount => {
    const row = rows.get(passage.id);
    const text = blockText(passage.target);
    const closest = row === undefined || row.origin === 'human' ? null : closestOutput(text, row, segmenter);
    if (closest !== null) {
      words += closest.words;
      changed += closest.changed;
    }
    return {
      id: passage.id,
      state: passage.state,
      stale: passage.stale,
      // A block without a segment counts as machine text.
      origin: row?.origin ?? (passage.segment === null ? 'machine' : 'human'),
      engine: row?.engine ?? null,
      share: closest === null ? null : shareOf(closest),
      unchanged: closest !== null && closest.changed === 0,
      ...vouchesOf(passage, row),
    };
  });
  const confirmed = accounts.filter((account) => account.confirmed !== null && account.share !== null);
  const unchanged = confirmed.filter((account) => account.unchanged);
  return {
    passages: accounts,
    confirmed: confirmed.length,
    unchanged: unchanged.length,
    seconds: secondsBetween(unchanged.flatMap((account) => account.confirmed?.at ?? [])),
    share: words === 0 ? null : changed / words,
  };
}

interface Compared {
  readonly changed: number;
  readonly words: number;
}

function shareOf({ changed, words }: Compared): number {
  return words === 0 ? 0 : changed / words;
}

/** How far the text is from the output that it is nearest to: an earlier one put back is no person's work either. */
function closestOutput(text: string, row: PassageEvidence, segmenter: Intl.Segmenter): Compared | null {
  const outputs = [row.output, ...(row.earlier ?? []).map(({ output }) => output)].filter((output) => output !== '');
  const now = wordsOf(text, segmenter);
  const compared = outputs.map((output): Compared => {
    const then = wordsOf(output, segmenter);
    const longer = Math.max(now.length, then.length);
    return { changed: editDistance(now, then, longer), words: longer };
  });
  return compared.toSorted((a, b) => shareOf(a) - shareOf(b))[0] ?? null;
}

/** Words and marks, without the spaces between them. */
function wordsOf(text: string, segmenter: Intl.Segmenter): string[] {
  return Array.from(segmenter.segment(text.normalize('NFC')), ({ segment }) => segment).filter(
    (segment) => segment.trim() !== '',
  );
}

/** Who vouched for a passage as both its texts stand now. `row`: what is on record of it. */
export function vouchesOf(
  passage: Passage,
  row: PassageEvidence | undefined,
): Pick<PassageAccount, 'confirmed' | 'reviewed'> {
  if (!isConfirmed(passage) || row === undefined) return { confirmed: null, reviewed: null };
  const target = hashText(blockText(passage.target));
  const source = (passage.segment?.confirmed ?? passage.segment?.reviewed)?.source;
  const holding = row.confirmations.filter((one) => one.target === target && one.source === source);
  const confirmed = holding.findLast((one) => !one.review) ?? holding.at(-1);
  const reviewed =
    passage.state === 'reviewed' ? holding.findLast((one) => one.review && one.by !== confirmed?.by) : undefined;
  return {
    confirmed: confirmed === undefined ? null : vouch(confirmed),
    reviewed: reviewed === undefined ? null : vouch(reviewed),
  };
}

function vouch({ by, name, at }: Vouch): Vouch {
  return { by, name, at };
}

function secondsBetween(times: readonly string[]): number | null {
  if (times.length < 2) return null;
  const moments = times.map((time) => Date.parse(time));
  return Math.round((Math.max(...moments) - Math.min(...moments)) / 1000);
}

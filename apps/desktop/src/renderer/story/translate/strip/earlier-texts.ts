import type { PassageEvidence } from '@copydesk/shared/article';

/** Words that stood in a passage before it was drafted anew. */
export interface EarlierText {
  readonly text: string;
  readonly by: 'person' | 'machine';
  /** The machine's name, where it is known. */
  readonly engine: string | null;
  /** A machine's: when it wrote them. A person's: when they were replaced. */
  readonly at: string;
}

/** What was in a passage before, the latest first, each text once; without what the machine wrote last. */
export function earlierTexts({ earlier = [], output, at: last }: PassageEvidence): EarlierText[] {
  const all = earlier.flatMap((row, index): EarlierText[] => [
    { text: row.output, by: 'machine', engine: row.engine, at: row.at },
    { text: row.replaced ?? '', by: 'person', engine: null, at: earlier[index + 1]?.at ?? last },
  ]);
  const latest = new Map(all.filter(({ text }) => text !== '' && text !== output).map((one) => [one.text, one]));
  return all.filter((one) => latest.get(one.text) === one).toReversed();
}

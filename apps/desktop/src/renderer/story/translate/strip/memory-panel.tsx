import { DiffText } from '@copydesk/editor';
import { directionOf } from '@copydesk/shared/article';
import { bandOf, type MemoryMatch } from '@copydesk/shared/translation';
import { shortcutText } from '../../../commands/index.ts';
import { Button, Time } from '../../../ui/index.ts';
import { useMemory } from '../use-memory.ts';
import styles from './aids.module.css';
import type { LanguagePair, PanelProps } from './panel.ts';
import strip from './strip.module.css';

/** The keys of the first two matches. */
export const MEMORY_KEYS = ['Aux+U', 'Aux+Shift+U'] as const;

/** What was approved before for the same or a similar text. */
export function MemoryPanel({ passage, pair, around, writable, onReplace, onInsert }: PanelProps) {
  const { state, text, matches } = useMemory(passage, pair, around);
  if (pair === null || text === '') return <p className={strip.quiet}>This passage has no source to look up.</p>;
  if (matches.length === 0) return <p className={strip.quiet}>{EMPTY[state]}</p>;
  return (
    <ol className={styles.list}>
      {matches.map((match, index) => (
        <li key={`${match.id}${match.part?.from ?? ''}`} className={styles.match}>
          <span className={styles.score} data-band={bandOf(match.score)}>
            {Math.min(match.score, 100)}%<span className={styles.why}>{kindWords(match)}</span>
          </span>
          <Texts match={match} text={text} pair={pair} />
          {writable && (
            <Button small onPress={() => (match.part === null ? onReplace : onInsert)(match.target)}>
              {match.part === null ? 'Use' : 'Insert'}
              {MEMORY_KEYS[index] !== undefined && <kbd>{shortcutText(MEMORY_KEYS[index])}</kbd>}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}

const EMPTY = {
  asking: 'Looking in the memory',
  filling: 'The memory is still coming to this computer. What is here so far has nothing like this.',
  here: 'Nothing like this has been approved yet.',
} as const;

function Texts({ match, text, pair }: { match: MemoryMatch; text: string; pair: LanguagePair }) {
  const { source, target, part, headline, approvedBy, approvedAt } = match;
  const asked = part === null ? text : text.slice(part.from, part.to);
  return (
    <div className={styles.texts}>
      <p className={strip.words} lang={pair.to} dir={directionOf(pair.to)}>
        {target}
      </p>
      {(match.score < 100 || part !== null) && (
        <p className={styles.source} lang={pair.from} dir={directionOf(pair.from)}>
          <DiffText before={source} after={asked} language={pair.from} short />
        </p>
      )}
      <p className={strip.quiet}>
        <bdi>{headline}</bdi>, approved by <bdi>{approvedBy}</bdi>, <Time at={approvedAt} />
      </p>
    </div>
  );
}

function kindWords({ kind, part }: MemoryMatch): string {
  if (part !== null) return kind === 'fuzzy' ? 'one sentence' : 'same sentence';
  return { context: 'same place', exact: 'same text', numbers: 'other numbers', fuzzy: 'similar' }[kind];
}

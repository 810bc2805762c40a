import { directionOf } from '@copydesk/shared/article';
import { sourceOf } from '@copydesk/shared/translation';
import { useHref } from '../../../app/index.ts';
import { shortcutText } from '../../../commands/index.ts';
import { TERM_STATUSES } from '../../../glossary/statuses.ts';
import { Button, ButtonLink } from '../../../ui/index.ts';
import { offeredTerms, useGlossary } from '../use-glossary.ts';
import styles from './aids.module.css';
import type { PanelProps } from './panel.ts';
import strip from './strip.module.css';

/** The glossary's terms in the passage's source. */
export function GlossaryPanel({ passage, pair, writable, onInsert }: PanelProps) {
  const href = useHref();
  const { state, find } = useGlossary(pair);
  if (pair === null) return <p className={strip.quiet}>This passage has no source to look up.</p>;
  const text = sourceOf(passage);
  const terms = offeredTerms(text, find(text));
  return (
    <>
      {terms.length === 0 && <p className={strip.quiet}>{EMPTY[state]}</p>}
      <ul className={styles.list}>
        {terms.map(({ term, words, insert, shortcut }) => {
          const { words: status, icon: Icon } = TERM_STATUSES[term.status];
          return (
            <li key={term.id} className={styles.term}>
              <span className={styles.word} lang={pair.from} dir={directionOf(pair.from)}>
                {words}
              </span>
              <span className={styles.status} data-status={term.status}>
                <Icon size={14} aria-hidden /> {status}
              </span>
              <span className={styles.texts}>
                <span className={styles.word} lang={pair.to} dir={directionOf(pair.to)}>
                  {insert ?? term.target}
                </span>
                {term.note !== undefined && <span className={strip.quiet}>{term.note}</span>}
              </span>
              {writable && insert !== null && (
                <Button small onPress={() => onInsert(insert)}>
                  Insert
                  {shortcut !== null && <kbd>{shortcutText(shortcut)}</kbd>}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <p className={styles.more}>
        <ButtonLink small href={href({ name: 'glossary', pair })}>
          Open the glossary
        </ButtonLink>
      </p>
    </>
  );
}

const EMPTY = {
  asking: 'Looking in the glossary',
  missing: 'The glossary is not on this computer yet. It comes with the line to the server.',
  here: 'No term of the glossary is in this passage.',
} as const;

import { stateWords } from '@copydesk/editor';
import type { Passage, PassageEvidence } from '@copydesk/shared/article';
import { vouchesOf } from '@copydesk/shared/translation';
import { type ReactNode, useCallback, useState } from 'react';
import { Time } from '../../../ui/index.ts';
import { offeredTerms, useGlossary } from '../use-glossary.ts';
import { useMemory } from '../use-memory.ts';
import { AidKeys } from './aid-keys.tsx';
import { choose, follow, type StripChoice } from './follow.ts';
import { PanelContext, type PanelProps } from './panel.ts';
import styles from './strip.module.css';
import { StripTabs } from './strip-tabs.tsx';
import type { TabId } from './tabs.tsx';

export interface StripProps extends Omit<PanelProps, 'passage'> {
  /** The passage that is worked on; null: none. */
  readonly passage: Passage | null;
  /** Buttons for the passage, by the screen. */
  readonly children?: ReactNode;
}

const FIRST: StripChoice = { tab: 'machine', seen: null, chosenIn: null };

/** What there is to know about one passage, in a strip of fixed height: nothing opens between the lines. */
export function Strip({ passage, children, ...known }: StripProps) {
  const memory = useMemory(passage, known.pair, known.around);
  const { find } = useGlossary(known.pair);
  const terms = passage === null ? [] : offeredTerms(memory.text, find(memory.text));
  const [choice, setChoice] = useState(FIRST);
  const warnings = passage === null ? 0 : known.warnings.of(passage).warnings;
  const now =
    passage === null ? choice : follow(choice, { passage: passage.id, stale: passage.stale, warned: warnings > 0 });
  if (now !== choice) setChoice(now);
  const onChoose = useCallback((tab: TabId) => setChoice((before) => choose(before, tab)), []);

  return (
    <section className={styles.strip} aria-label="Passage">
      <div className={styles.passage}>
        {passage === null ? (
          <p className={styles.quiet}>Put the caret in a passage to see what is known about it.</p>
        ) : (
          <>
            <p className={styles.state}>{sentence(stateWords(passage))}</p>
            <ConfirmedBy passage={passage} evidence={known.evidence} />
            <div className={styles.buttons}>{children}</div>
          </>
        )}
      </div>
      <PanelContext value={passage === null ? null : { passage, ...known }}>
        <StripTabs
          hasSource={known.pair !== null}
          selected={now.tab}
          best={memory.matches[0]?.score ?? null}
          terms={terms.length}
          warnings={warnings}
          changed={passage?.stale === true}
          onChoose={onChoose}
        />
      </PanelContext>
      {known.writable && (
        <AidKeys memory={memory} terms={terms} onReplace={known.onReplace} onInsert={known.onInsert} />
      )}
    </section>
  );
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function ConfirmedBy({ passage, evidence }: { passage: Passage; evidence: PassageEvidence | null }) {
  const { confirmed, reviewed } = vouchesOf(passage, evidence ?? undefined);
  return (
    <>
      {confirmed !== null && (
        <p className={styles.quiet}>
          By <bdi>{confirmed.name}</bdi>, <Time at={confirmed.at} />
        </p>
      )}
      {reviewed !== null && (
        <p className={styles.quiet}>
          Checked by <bdi>{reviewed.name}</bdi>, <Time at={reviewed.at} />
        </p>
      )}
    </>
  );
}

import { stateWords } from '@copydesk/editor';
import type { Passage, PassageEvidence } from '@copydesk/shared/article';
import { type MemoryMatch, vouchesOf } from '@copydesk/shared/translation';
import { type ReactNode, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { shortcutText, useAction } from '../../../commands/index.ts';
import { classes, Time } from '../../../ui/index.ts';
import { offeredTerms, useGlossary } from '../use-glossary.ts';
import { useMemory } from '../use-memory.ts';
import { AidKeys } from './aid-keys.tsx';
import { choose, follow, type StripChoice } from './follow.ts';
import type { PanelProps } from './panel.ts';
import styles from './strip.module.css';
import { STRIP_TABS, type StripTab, type TabId } from './tabs.tsx';

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
  const tabs = STRIP_TABS.filter((tab) => known.pair !== null || !tab.needsSource);
  const [choice, setChoice] = useState(FIRST);
  const warnings = passage === null ? 0 : known.warnings.of(passage).warnings;
  const now =
    passage === null ? choice : follow(choice, { passage: passage.id, stale: passage.stale, warned: warnings > 0 });
  if (now !== choice) setChoice(now);
  const onChoose = (tab: TabId) => setChoice((before) => choose(before, tab));

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
      <Tabs
        className={classes(styles.tabs)}
        selectedKey={tabs.some(({ id }) => id === now.tab) ? now.tab : 'machine'}
        onSelectionChange={(key) => {
          const tab = tabs.find(({ id }) => id === key);
          if (tab !== undefined) onChoose(tab.id);
        }}
      >
        <TabList className={classes(styles.tabList)} aria-label="Aids for this passage">
          {tabs.map(({ id, name, shortcut }) => (
            <Tab key={id} id={id} className={classes(styles.tab)}>
              {name}
              <Mark id={id} passage={passage} warnings={warnings} best={memory.matches[0]} terms={terms.length} />
              <kbd>{shortcutText(shortcut)}</kbd>
            </Tab>
          ))}
        </TabList>
        {tabs.map(({ id, Panel }) => (
          <TabPanel key={id} id={id} className={classes(styles.panel)}>
            {passage !== null && <Panel passage={passage} {...known} />}
          </TabPanel>
        ))}
      </Tabs>
      {known.writable && (
        <AidKeys memory={memory} terms={terms} onReplace={known.onReplace} onInsert={known.onInsert} />
      )}
      {tabs.map((tab) => (
        <TabKey key={tab.id} tab={tab} onChoose={onChoose} />
      ))}
    </section>
  );
}

interface MarkProps {
  readonly id: TabId;
  readonly passage: Passage | null;
  readonly warnings: number;
  readonly best: MemoryMatch | undefined;
  readonly terms: number;
}

/** Beside a tab's name: that there is something in it. */
function Mark({ id, passage, warnings, best, terms }: MarkProps) {
  if (id === 'memory' && best !== undefined) return <span className={styles.quiet}>{Math.min(best.score, 100)}%</span>;
  if (id === 'glossary' && terms > 0) return <span className={styles.quiet}>{terms}</span>;
  if (id === 'warnings' && warnings > 0) return <span className={styles.count}>{warnings}</span>;
  if (id === 'source' && passage?.stale === true) {
    return <span className={styles.dot} role="img" aria-label="changed" />;
  }
  return null;
}

function TabKey({ tab, onChoose }: { tab: StripTab; onChoose: (tab: TabId) => void }) {
  useAction({
    id: `strip-${tab.id}`,
    name: `Show beside the passage: ${tab.name.toLowerCase()}`,
    shortcut: tab.shortcut,
    group: 'Translation',
    run: () => onChoose(tab.id),
  });
  return null;
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

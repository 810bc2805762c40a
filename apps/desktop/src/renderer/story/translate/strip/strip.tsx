import { stateWords } from '@copydesk/editor';
import type { Passage, PassageEvidence } from '@copydesk/shared/article';
import { type ReactNode, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { shortcutText, useAction } from '../../../commands/index.ts';
import { classes, Time } from '../../../ui/index.ts';
import { choose, follow, type StripChoice } from './follow.ts';
import styles from './strip.module.css';
import { type PanelProps, STRIP_TABS, type StripTab, type TabId } from './tabs.tsx';

export interface StripProps extends Omit<PanelProps, 'passage'> {
  /** The passage that is worked on; null: none. */
  readonly passage: Passage | null;
  /** Buttons for the passage, by the screen. */
  readonly children?: ReactNode;
}

const FIRST: StripChoice = { tab: 'machine', seen: null, chosenIn: null };

/** What there is to know about one passage, in a strip of fixed height: nothing opens between the lines. */
export function Strip({ passage, children, ...known }: StripProps) {
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
              <Mark id={id} passage={passage} warnings={warnings} />
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
      {tabs.map((tab) => (
        <TabKey key={tab.id} tab={tab} onChoose={onChoose} />
      ))}
    </section>
  );
}

/** Beside a tab's name: that there is something in it. */
function Mark({ id, passage, warnings }: { id: TabId; passage: Passage | null; warnings: number }) {
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
  if (passage.state !== 'confirmed' && passage.state !== 'reviewed') return null;
  const last = evidence?.confirmations.at(-1);
  if (last === undefined) return null;
  return (
    <p className={styles.quiet}>
      By <bdi>{last.name}</bdi>, <Time at={last.at} />
    </p>
  );
}

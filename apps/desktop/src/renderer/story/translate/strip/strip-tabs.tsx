import { type ComponentType, memo, use } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { shortcutText, useAction } from '../../../commands/index.ts';
import { classes } from '../../../ui/index.ts';
import { PanelContext, type PanelProps } from './panel.ts';
import styles from './strip.module.css';
import { STRIP_TABS, type StripTab, type TabId } from './tabs.tsx';

interface Found {
  /** How alike the best match of the memory is; null: there is none. */
  readonly best: number | null;
  /** Terms of the glossary. */
  readonly terms: number;
  readonly warnings: number;
  /** The source has other words now. */
  readonly changed: boolean;
}

export interface StripTabsProps extends Found {
  readonly hasSource: boolean;
  readonly selected: TabId;
  readonly onChoose: (tab: TabId) => void;
}

/** The aids to choose from, and the chosen one. The passage comes by `PanelContext`, so that a key renders that alone. */
export const StripTabs = memo(({ hasSource, selected, onChoose, ...found }: StripTabsProps) => {
  const tabs = STRIP_TABS.filter(({ needsSource }) => hasSource || !needsSource);
  return (
    <>
      <Tabs
        className={classes(styles.tabs)}
        selectedKey={tabs.some(({ id }) => id === selected) ? selected : 'machine'}
        onSelectionChange={(key) => {
          const tab = tabs.find(({ id }) => id === key);
          if (tab !== undefined) onChoose(tab.id);
        }}
      >
        <TabList className={classes(styles.tabList)} aria-label="Aids for this passage">
          {tabs.map(({ id, name, shortcut }) => (
            <Tab key={id} id={id} className={classes(styles.tab)}>
              {name}
              <Mark id={id} {...found} />
              <kbd>{shortcutText(shortcut)}</kbd>
            </Tab>
          ))}
        </TabList>
        {tabs.map(({ id, Panel }) => (
          <TabPanel key={id} id={id} className={classes(styles.panel)}>
            <OfPassage Panel={Panel} />
          </TabPanel>
        ))}
      </Tabs>
      {tabs.map((tab) => (
        <TabKey key={tab.id} tab={tab} onChoose={onChoose} />
      ))}
    </>
  );
});

function OfPassage({ Panel }: { Panel: ComponentType<PanelProps> }) {
  const known = use(PanelContext);
  return known === null ? null : <Panel {...known} />;
}

/** Beside a tab's name: that there is something in it. */
function Mark({ id, best, terms, warnings, changed }: Found & { readonly id: TabId }) {
  if (id === 'memory' && best !== null) return <span className={styles.quiet}>{Math.min(best, 100)}%</span>;
  if (id === 'glossary' && terms > 0) return <span className={styles.quiet}>{terms}</span>;
  if (id === 'warnings' && warnings > 0) return <span className={styles.count}>{warnings}</span>;
  if (id === 'source' && changed) return <span className={styles.dot} role="img" aria-label="changed" />;
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

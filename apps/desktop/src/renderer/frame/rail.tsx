import { ArchiveRestore, BookA, type LucideIcon, PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { useHref, useRoute } from '../app/index.ts';
import { useAction } from '../commands/index.ts';
import { useCall, useLocalCall, useUser } from '../data/index.ts';
import { storyMatches } from '../desk/stories.ts';
import { IconButton } from '../ui/index.ts';
import { type FilterItem, STATE_FILTERS, WORK_FILTERS } from './filters.ts';
import styles from './frame.module.css';
import type { Narrow } from './use-narrow.ts';

/** The left rail: which stories the desk shows. */
export function Rail({ rail: { narrow, toggle } }: { rail: Narrow }) {
  const href = useHref();
  const held = useLocalCall('heldChanges', {}).data?.held.length ?? 0;
  const { name } = useRoute();
  useAction({ id: 'rail', name: 'Show or hide the rail', shortcut: 'Mod+\\', run: toggle });
  return (
    <nav className={styles.rail} aria-label="Desk">
      {WORK_FILTERS.map((item) => (
        <FilterLink key={item.filter} item={item} />
      ))}
      <RailLink
        href={href({ name: 'held' })}
        name="Held"
        icon={ArchiveRestore}
        count={held}
        current={name === 'held'}
      />
      <RailLink
        href={href({ name: 'glossary', pair: null })}
        name="Glossary"
        icon={BookA}
        count={0}
        current={name === 'glossary'}
      />
      <RailGroup title="By state">
        {STATE_FILTERS.map((item) => (
          <FilterLink key={item.filter} item={item} />
        ))}
      </RailGroup>
      <div className={styles.railEnd}>
        <IconButton label={narrow ? 'Widen the rail' : 'Narrow the rail'} shortcut="Mod+\\" onPress={toggle}>
          {narrow ? <PanelLeftOpen size={16} aria-hidden /> : <PanelLeftClose size={16} aria-hidden />}
        </IconButton>
      </div>
    </nav>
  );
}

function RailGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h2 className={styles.railTitle}>{title}</h2>
      <hr className={styles.railRule} />
      {children}
    </>
  );
}

function FilterLink({ item: { filter, name, icon } }: { item: FilterItem }) {
  const href = useHref();
  const route = useRoute();
  const user = useUser();
  const stories = useCall('listArticles', {}).data?.articles ?? [];
  const count = stories.filter((story) => storyMatches(story, filter, user)).length;
  const current = route.name === 'desk' && route.filter === filter;
  return <RailLink href={href({ name: 'desk', filter })} name={name} icon={icon} count={count} current={current} />;
}

interface RailLinkProps {
  readonly href: string;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly count: number;
  readonly current: boolean;
}

function RailLink({ href, name, icon: Icon, count, current }: RailLinkProps) {
  return (
    <Link
      className={styles.railLink ?? ''}
      href={href}
      aria-label={count === 0 ? name : `${name}, ${count}`}
      {...(current ? { 'aria-current': 'page' as const } : {})}
    >
      <Icon size={16} aria-hidden />
      <span className={styles.railName} title={name}>
        {name}
      </span>
      {count > 0 && <span className={styles.railCount}>{count}</span>}
    </Link>
  );
}

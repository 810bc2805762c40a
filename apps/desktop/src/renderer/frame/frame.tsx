import { Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button as AriaButton, Link } from 'react-aria-components';
import { useHref } from '../app/index.ts';
import { useAction } from '../commands/actions.tsx';
import { shortcutText } from '../commands/index.ts';
import { Palette } from '../commands/palette.tsx';
import { ShortcutSheet } from '../commands/shortcut-sheet.tsx';
import { useConnection, useLocalAct, useProfile } from '../data/index.ts';
import { Button, ButtonLink, classes, SaveState, useNotices } from '../ui/index.ts';
import styles from './frame.module.css';
import { MeMenu } from './me-menu.tsx';
import { Rail } from './rail.tsx';
import { type SlotName, SlotsProvider, useSlotActions, useSlots } from './slots.tsx';
import { useAlerts } from './use-alerts.ts';
import { useNarrow } from './use-narrow.ts';

/** What stays while screens change: top bar, rail, side panel, bottom bar. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <SlotsProvider>
      <FrameGrid>{children}</FrameGrid>
    </SlotsProvider>
  );
}

function FrameGrid({ children }: { children: ReactNode }) {
  const rail = useNarrow();
  const { filled } = useSlots();
  useAlerts();
  return (
    <div className={classes(styles.frame, rail.narrow && styles.narrow)}>
      <TopBar />
      <Rail rail={rail} />
      <main className={styles.main}>
        <SignedOutBanner />
        <EndedBanner />
        <DamageBanner />
        {children}
      </main>
      <aside className={styles.side} hidden={filled.side === 0} aria-label="Side panel">
        <SlotPlace name="side" />
      </aside>
      <footer className={styles.bottom}>
        <SlotPlace name="bottom" />
        {filled.bottom === 0 && <LineOnly />}
      </footer>
    </div>
  );
}

function SlotPlace({ name }: { name: SlotName }) {
  const { setElement } = useSlotActions();
  const [place] = useState(() => (element: HTMLElement | null) => setElement(name, element));
  return <div className={styles.slot} ref={place} />;
}

function TopBar() {
  const href = useHref();
  const { filled } = useSlots();
  const newsroom = useProfile()?.newsroom;
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null);
  useAction({ id: 'palette', name: 'Search or jump', shortcut: 'Mod+K', hidden: true, run: () => setOpen('palette') });
  const shortcuts = { name: 'Keyboard shortcuts', run: () => setOpen('shortcuts') };
  useAction({ ...shortcuts, id: 'shortcuts', shortcut: '?' });
  // While one types, a question mark is a question mark.
  useAction({
    ...shortcuts,
    id: 'shortcuts-typing',
    name: 'Keyboard shortcuts, while you type',
    shortcut: 'F1',
    hidden: true,
  });
  return (
    <header className={styles.top}>
      <Link
        className={styles.brand ?? ''}
        data-beside-story={filled.top > 0 || undefined}
        href={href({ name: 'desk', filter: 'all' })}
      >
        {newsroom?.name ?? 'Copydesk'}
      </Link>
      <div className={styles.topSlot}>
        <SlotPlace name="top" />
      </div>
      <AriaButton
        className={classes(styles.jump, filled.top > 0 && styles.jumpSmall)}
        onPress={() => setOpen('palette')}
        aria-label="Search or jump"
      >
        <Search size={14} aria-hidden />
        <span>Search or jump</span>
        <kbd>{shortcutText('Mod+K')}</kbd>
      </AriaButton>
      <MeMenu onShortcuts={() => setOpen('shortcuts')} />
      {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
      {open === 'shortcuts' && <ShortcutSheet onClose={() => setOpen(null)} />}
    </header>
  );
}

/** The bottom bar of screens that fill none: the line's and the disk's state. */
function LineOnly() {
  const profile = useProfile();
  if (profile === undefined) return null;
  return <SaveState facts={{ line: profile.line, fetching: profile.fetching, disk: profile.disk, document: null }} />;
}

/** The replica will not take this window back: its secret or its session is gone. */
function EndedBanner() {
  if (useConnection() !== 'ended') return null;
  return (
    <div className={styles.banner} role="alert">
      <span>
        This window is no longer connected: Copydesk on this computer was restarted or signed out. Save a copy of what
        you wrote last, then open Copydesk again.
      </span>
      <Button small onPress={() => location.reload()}>
        Reload
      </Button>
    </div>
  );
}

/** A copy on this computer was damaged: what became of it, until it was read. */
function DamageBanner() {
  const damage = useProfile()?.damage ?? null;
  const notices = useNotices();
  const read = useLocalAct('damageRead');
  if (damage === null) return null;
  return (
    <div className={styles.banner} role="alert">
      <span className={styles.bannerText}>{damage.message}</span>
      <Button small isPending={read.isPending} onPress={() => read.mutate({}, { onError: notices.problem })}>
        Understood
      </Button>
    </div>
  );
}

function SignedOutBanner() {
  const line = useProfile()?.line;
  if (line?.state !== 'signed-out') return null;
  return (
    <div className={styles.banner} role="status">
      <span>
        You are signed out: {line.reason} What is on this computer stays here, and is sent when you sign in again.
      </span>
      <ButtonLink small href="/">
        Sign in again
      </ButtonLink>
    </div>
  );
}

import { ArchiveRestore, Check, CircleAlert, Eye, HardDrive, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, DialogTrigger, Heading, Popover, Pressable } from 'react-aria-components';
import { useConnection, useLocalAct } from '../data/index.ts';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { useNotices } from './notices.tsx';
import styles from './save-state.module.css';
import { type SaveFacts, type SaveTone, saveStateWords } from './save-state-words.ts';
import { useNow } from './time.tsx';

const GLYPHS: Record<SaveTone, LucideIcon> = {
  good: Check,
  waiting: HardDrive,
  reading: Eye,
  held: ArchiveRestore,
  failing: CircleAlert,
};

export interface SaveStateProps {
  readonly facts: SaveFacts;
  /** More to do from here: "Save a copy", "See what is held". A button with `slot="close"` closes this too. */
  readonly children?: ReactNode;
}

/** The save state at the left of the bottom bar; what it means, and *Try offline*, behind it. */
export function SaveState({ facts, children }: SaveStateProps) {
  const words = saveStateWords({ connection: useConnection(), ...facts }, useNow());
  const Glyph = GLYPHS[words.tone];
  return (
    <DialogTrigger>
      <Pressable>
        <button type="button" className={classes(styles.trigger, styles[words.tone])} title={words.text}>
          <Glyph size={14} aria-hidden />
          <span role="status">{words.text}</span>
        </button>
      </Pressable>
      <Popover className={classes(styles.popover)} placement="top start" offset={6}>
        <Dialog className={classes(styles.dialog)}>
          <Heading slot="title" level={2}>
            {words.text}
          </Heading>
          <p className={styles.detail}>{words.detail}</p>
          <div className={styles.buttons}>
            <OfflineSwitch line={facts.line} />
            {children}
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function OfflineSwitch({ line }: { line: SaveFacts['line'] }) {
  const notices = useNotices();
  const setOffline = useLocalAct('setOffline');
  const byChoice = line.state === 'offline' && line.byChoice;
  if (line.state === 'signed-out' || (line.state === 'offline' && !byChoice)) return null;
  return (
    <Button
      isPending={setOffline.isPending}
      onPress={() => setOffline.mutate({ offline: !byChoice }, { onError: notices.problem })}
    >
      {byChoice ? 'Go online' : 'Try offline'}
    </Button>
  );
}

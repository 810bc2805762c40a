/** What came of an act, said once and quietly: "Story made". Problems stay until they are dismissed. */
import { X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { Button, IconButton } from './button.tsx';
import { classes } from './classes.ts';
import styles from './notices.module.css';
import { problemOf } from './problem-note.tsx';

export interface NoticeAction {
  readonly name: string;
  readonly run: () => void;
}

interface Notice {
  readonly id: number;
  readonly text: string;
  readonly problem: boolean;
  readonly action: NoticeAction | undefined;
}

export interface Notices {
  /**
   * Says an outcome; it goes away by itself after some seconds, later if there is something to do. Gives what takes it
   * off the screen before.
   */
  say(text: string, action?: NoticeAction): () => void;
  /**
   * Says what went wrong where no place on the screen belongs to it, until it is dismissed. For
   * `.catch(notices.problem)`. Gives what takes it off the screen.
   */
  problem(error: unknown): () => void;
}

const NoticesContext = createContext<Notices | null>(null);
const SHORT_MS = 6_000;
const LONG_MS = 20_000;
const MOST = 4;

export function useNotices(): Notices {
  const notices = useContext(NoticesContext);
  if (notices === null) throw new Error('Notices are used outside NoticesProvider');
  return notices;
}

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Notice[]>([]);
  const nextId = useRef(1);

  const dismiss = useCallback((id: number) => setShown((now) => now.filter((notice) => notice.id !== id)), []);
  const notices = useMemo<Notices>(() => {
    const add = (text: string, problem: boolean, action?: NoticeAction) => {
      const id = nextId.current++;
      setShown((now) => [...now.filter((notice) => notice.text !== text), { id, text, problem, action }].slice(-MOST));
      return () => dismiss(id);
    };
    return {
      say: (text, action) => add(text, false, action),
      problem: (error) => {
        const { title, detail } = problemOf(error);
        return add(`${title}. ${detail}`, true);
      },
    };
  }, [dismiss]);

  return (
    <NoticesContext value={notices}>
      {children}
      <section className={styles.region} aria-label="Notices" aria-live="polite">
        {shown.map((notice) => (
          <NoticeCard key={notice.id} notice={notice} onDismiss={dismiss} />
        ))}
      </section>
    </NoticesContext>
  );
}

function NoticeCard({ notice, onDismiss }: { notice: Notice; onDismiss: (id: number) => void }) {
  const { id, text, problem, action } = notice;
  useEffect(() => {
    if (problem) return;
    const timer = setTimeout(() => onDismiss(id), action === undefined ? SHORT_MS : LONG_MS);
    return () => clearTimeout(timer);
  }, [id, problem, action, onDismiss]);
  return (
    <div className={classes(styles.notice, problem && styles.problem)}>
      <div className={styles.text}>{text}</div>
      {action !== undefined && (
        <Button
          small
          onPress={() => {
            onDismiss(id);
            action.run();
          }}
        >
          {action.name}
        </Button>
      )}
      <IconButton small label="Dismiss" onPress={() => onDismiss(id)}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}

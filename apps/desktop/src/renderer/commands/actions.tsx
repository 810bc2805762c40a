/**
 * Each action of a screen has a name in the command palette and may have a shortcut. Screens announce theirs with
 * `useAction` while they are shown.
 */
import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { isShortcut, worksWhileTyping } from './shortcuts.ts';

export interface Action {
  /** Unique; a later screen's action with the same id stands in for an earlier one. */
  readonly id: string;
  /** A verb in the words of the newsroom: "Submit for approval". */
  readonly name: string;
  /** Such as `Mod+Enter`; see `shortcuts.ts`. */
  readonly shortcut?: string | undefined;
  /** Heading in the shortcut sheet: "Story", "Translation"; "Everywhere" if left out. */
  readonly group?: string | undefined;
  /** False: not offered now, and its shortcut does nothing; the shortcut sheet still tells of it. */
  readonly enabled?: boolean | undefined;
  /** Left out of the palette, though its shortcut is in the sheet. */
  readonly hidden?: boolean | undefined;
  readonly run: () => void;
}

export interface ActionRegistry {
  add(action: Action): () => void;
  list(): readonly Action[];
  subscribe(listener: () => void): () => void;
}

export function createActionRegistry(): ActionRegistry {
  const entries = new Set<Action>();
  const listeners = new Set<() => void>();
  let snapshot: readonly Action[] = [];

  function changed(): void {
    snapshot = [...new Map([...entries].map((action) => [action.id, action])).values()];
    for (const listener of listeners) listener();
  }

  return {
    add(action) {
      entries.add(action);
      changed();
      return () => {
        entries.delete(action);
        changed();
      };
    },
    list: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const ActionsContext = createContext<ActionRegistry | null>(null);

function useRegistry(): ActionRegistry {
  const registry = useContext(ActionsContext);
  if (registry === null) throw new Error('Actions are used outside ActionsProvider');
  return registry;
}

/** Keeps the registry and listens for the shortcuts of what is in it. */
export function ActionsProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(createActionRegistry);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const action = registry
        .list()
        .find(
          ({ shortcut, enabled }) =>
            enabled !== false &&
            shortcut !== undefined &&
            isShortcut(event, shortcut) &&
            (worksWhileTyping(shortcut) || !isTyping(event.target)),
        );
      if (action === undefined) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [registry]);
  return <ActionsContext value={registry}>{children}</ActionsContext>;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Offers an action while the calling component is shown. `run` may change at each render. */
export function useAction({ id, name, shortcut, group, enabled, hidden, run }: Action): void {
  const registry = useRegistry();
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(
    () => registry.add({ id, name, shortcut, group, enabled, hidden, run: () => latest.current() }),
    [registry, id, name, shortcut, group, enabled, hidden],
  );
}

/** The actions of the screen, those that are not offered now among them. */
export function useActions(): readonly Action[] {
  const registry = useRegistry();
  return useSyncExternalStore(registry.subscribe, registry.list);
}

/** Watches whether this computer can keep text, by the outcome of each append. */
import type { DiskState } from '@copydesk/shared/api';
import { type DocumentStore, StoreError, type StoreErrorKind } from '@copydesk/shared/sync';

/** The hub keeps such text in memory and sends it on, see `Turn.kept`. */
const UNTIL_THEN = 'Until then your text is only in this window and, while you are online, on the server.';

const MESSAGES = {
  full: `Cannot save on this computer: disk full. Free some space. ${UNTIL_THEN}`,
  readonly: `Cannot save on this computer: the disk is read-only. Make it writable again. ${UNTIL_THEN}`,
  corrupt: `Cannot save on this computer: its copy is damaged. Save a copy of your text. ${UNTIL_THEN}`,
  busy: `Cannot save on this computer: another program is using its file. ${UNTIL_THEN}`,
  io: `Cannot save on this computer: the disk does not answer. ${UNTIL_THEN}`,
} as const;

const REASONS: Record<StoreErrorKind, keyof typeof MESSAGES> = {
  full: 'full',
  readonly: 'readonly',
  corrupt: 'corrupt',
  busy: 'busy',
  closed: 'io',
  io: 'io',
};

export interface WatchedStore {
  readonly store: DocumentStore;
  state(): DiskState;
}

/** The same store, with its state told through `onChange` whenever it changes. */
export function watchDisk(inner: DocumentStore, onChange: (state: DiskState) => void): WatchedStore {
  let state: DiskState = { state: 'ok' };

  function become(next: DiskState): void {
    const same =
      state.state === next.state && (next.state === 'ok' || state.state === 'ok' || state.reason === next.reason);
    if (same) return;
    state = next;
    onChange(state);
  }

  return {
    state: () => state,
    store: {
      load: (document) => inner.load(document),
      compact: (document) => inner.compact(document),
      async append(document, rows) {
        try {
          const head = await inner.append(document, rows);
          become({ state: 'ok' });
          return head;
        } catch (error) {
          const reason = error instanceof StoreError ? REASONS[error.kind] : 'io';
          become({ state: 'failing', reason, message: MESSAGES[reason] });
          throw error;
        }
      },
    },
  };
}

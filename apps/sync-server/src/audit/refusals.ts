import type { DocumentName, PeerIdentity } from '@copydesk/shared/sync';

/** Audit rows are for ever, and a client that is refused may come back at once: the first is a row, more are counted. */
const COUNTED_MS = 60_000;

type Write = (document: DocumentName, by: PeerIdentity, code: string, times: number) => Promise<void>;

export interface RefusalBook {
  note(document: DocumentName, by: PeerIdentity, code: string): void;
  /** Writes down what was counted. */
  stop(): Promise<void>;
}

interface Counted {
  times: number;
  readonly timer: NodeJS.Timeout;
  readonly write: (times: number) => Promise<void>;
}

/** Notes refused writes by person, document and reason. `write` must not reject. */
export function createRefusalBook(write: Write): RefusalBook {
  const recent = new Map<string, Counted>();

  async function close(key: string, counted: Counted): Promise<void> {
    clearTimeout(counted.timer);
    recent.delete(key);
    if (counted.times > 0) await counted.write(counted.times);
  }

  return {
    note(document, by, code) {
      const key = JSON.stringify([by.userId, document, code]);
      const known = recent.get(key);
      if (known !== undefined) {
        known.times += 1;
        return;
      }
      const counted: Counted = {
        times: 0,
        timer: setTimeout(() => void close(key, counted), COUNTED_MS),
        write: (times) => write(document, by, code, times),
      };
      recent.set(key, counted);
      void counted.write(1);
    },
    async stop() {
      await Promise.all([...recent].map(([key, counted]) => close(key, counted)));
    },
  };
}

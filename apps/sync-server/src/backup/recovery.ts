/**
 * For a while after a restore desktops may bring back what the backup misses, other people's words too; after a single
 * document was mended, what that one misses. That is said in a file in the data folder, which the operator removes to end
 * it early (`admin recovery end`).
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Instant } from '@copydesk/shared/article';
import type { Log } from '@copydesk/shared/sync';
import * as z from 'zod';
import type { Clock } from '../context.ts';

const FILE = 'recovering.json';
/** How soon the end of the file is noticed. */
const LOOK_MS = 2_000;

const Recovery = z.object({
  /** The moment of the backup that was restored; null: documents were mended. */
  backupAt: Instant.nullable(),
  since: Instant,
  until: Instant,
  /** The documents that were mended; null: all of them are recovering. */
  documents: z.array(z.string()).nullable().default(null),
});
export type Recovery = z.infer<typeof Recovery>;

export const hoursFrom = (now: Date, hours: number): string =>
  new Date(now.getTime() + hours * 3_600_000).toISOString();

export async function writeRecovery(dataFolder: string, recovery: Recovery): Promise<void> {
  await writeFile(join(dataFolder, FILE), `${JSON.stringify(recovery, null, 2)}\n`, { mode: 0o600, flush: true });
}

/** Has one more document recover until then; with what else recovers in this folder, whose end may be put off by it. */
export async function recoverDocument(dataFolder: string, document: string, now: Date, until: string): Promise<void> {
  const before = await readRecovery(dataFolder);
  const others: Recovery =
    before !== null && before.until > now.toISOString()
      ? before
      : { backupAt: null, since: now.toISOString(), until, documents: [] };
  await writeRecovery(dataFolder, {
    ...others,
    until: others.until > until ? others.until : until,
    documents: others.documents === null ? null : [...new Set([...others.documents, document])],
  });
}

/** What the folder says, or null: there is none, or nobody can read it. */
export async function readRecovery(dataFolder: string): Promise<Recovery | null> {
  try {
    return Recovery.parse(JSON.parse(await readFile(join(dataFolder, FILE), 'utf8')));
  } catch {
    return null;
  }
}

/** A running server notices within seconds. */
export async function endRecovery(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, FILE), { force: true });
}

export interface RecoveryWatch {
  /** The moment until which desktops may bring back all that they have, or null if they may not. */
  until(): string | null;
  /** Whether they may bring back what this document misses. */
  covers(document: string): boolean;
  stop(): Promise<void>;
}

/** Follows the file for a running server. `onEnd` is called once if there was a recovery and it is over. */
export async function watchRecovery(options: {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly onEnd: (recovery: Recovery) => Promise<void>;
}): Promise<RecoveryWatch> {
  const { dataFolder, clock, log, onEnd } = options;
  let current = await readRecovery(dataFolder);
  if (current === null) return { until: () => null, covers: () => false, stop: async () => {} };
  log.warn('recovering', { ...current });
  let looking: Promise<void> = Promise.resolve();

  const isOver = ({ until }: Recovery) => clock.now().toISOString() >= until;

  async function look(): Promise<void> {
    const before = current;
    if (before === null) return;
    const found = await readRecovery(dataFolder);
    if (found !== null && !isOver(found)) return;
    current = null;
    clearInterval(timer);
    await endRecovery(dataFolder);
    log.warn('recovery-ended', { until: before.until });
    await onEnd(before);
  }
  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: unknown) => log.error('recovery-unread', { error: String(error) }));
  }, LOOK_MS);

  const now = () => (current === null || isOver(current) ? null : current);

  return {
    until() {
      const recovery = now();
      return recovery?.documents === null ? recovery.until : null;
    },
    covers(document) {
      const recovery = now();
      return recovery !== null && (recovery.documents?.includes(document) ?? true);
    },
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** When the stored data is looked through for damage: after a crash, and on a schedule. Off the event loop. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Log } from '@copydesk/shared/sync';
import * as z from 'zod';
import type { Clock } from '../context.ts';
import { databaseFile } from './client.ts';
import type { Depth, Finding } from './inspect.ts';
import { workerFile } from './worker-file.ts';

const HOUR_MS = 3_600_000;
const Kept = z.object({ at: z.iso.datetime() });

export interface Inspections {
  /** Begins to look, and to wait for when it is time again. */
  start(): Promise<void>;
  /** Whether everything was found whole since the start. */
  foundWhole(): boolean;
  stop(): Promise<void>;
}

interface InspectionsOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly crashed: boolean;
  /** Hours from one whole inspection to the next; 0: never. */
  readonly everyHours: number;
}

export function createInspections(options: InspectionsOptions): Inspections {
  const { dataFolder, clock, log, crashed, everyHours } = options;
  const lastFile = join(dataFolder, 'inspected.json');
  let worker: Worker | null = null;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  let whole = false;
  let stopped = false;

  /** What is found; null if the server stops first. */
  function look(depth: Depth): Promise<Finding[] | null> {
    return new Promise((resolve, reject) => {
      worker = new Worker(workerFile('inspect-worker'), {
        workerData: { file: databaseFile(dataFolder), depth },
      });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => resolve(null));
    });
  }

  async function run(depth: Depth): Promise<void> {
    if (stopped) return;
    const started = performance.now();
    const findings = await look(depth);
    if (findings === null) return;
    whole = findings.length === 0;
    for (const finding of findings) log.error('damage-found', { ...finding });
    log.info('inspected', { depth, findings: findings.length, ms: Math.round(performance.now() - started) });
    if (depth === 'whole') await writeFile(lastFile, JSON.stringify({ at: clock.now().toISOString() }));
  }

  function inspectNow(depth: Depth): Promise<void> {
    running = running
      .then(() => run(depth))
      .catch((error: unknown) => log.error('inspection-failed', { error: String(error) }));
    return running;
  }

  async function waitForNext(): Promise<void> {
    const next = (await lastInspection()) + everyHours * HOUR_MS;
    if (stopped) return;
    timer = setTimeout(
      () => {
        inspectNow('whole')
          .then(waitForNext)
          .catch((error: unknown) => log.error('inspection-unplanned', { error: String(error) }));
      },
      Math.max(0, next - clock.now().getTime()),
    );
  }

  /** In milliseconds since 1970; a server that was never inspected has until then to become interesting. */
  async function lastInspection(): Promise<number> {
    try {
      return Date.parse(Kept.parse(JSON.parse(await readFile(lastFile, 'utf8'))).at);
    } catch {
      return clock.now().getTime();
    }
  }

  return {
    async start() {
      if (everyHours > 0) await waitForNext();
      if (crashed) await inspectNow('quick');
    },
    foundWhole: () => whole,
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await worker?.terminate();
      await running;
    },
  };
}

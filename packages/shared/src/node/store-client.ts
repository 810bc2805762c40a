import { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { StoreError } from '../sync/ports.ts';
import type { PageCheck } from './database.ts';
import { fromMessage } from './sqlite-errors.ts';
import type { Call, Operations, Report, Request } from './store-worker.ts';

type Arguments<Operation> = Operation extends (db: Database, ...args: infer Args) => unknown ? Args : never;
type Result<Operation> = Operation extends (db: Database, ...args: never[]) => infer R ? R : never;

/** The near side of a store worker. */
export interface StoreClient<Ops extends Operations> {
  /** Resolves once the database is open and at its newest layout. Rejects with `StoreError` if it can't be. */
  ready(): Promise<void>;
  /** Runs an operation; resolves after its commit. Rejects with `StoreError` or what the operation threw. */
  call<N extends keyof Ops & string>(name: N, ...args: Arguments<Ops[N]>): Promise<Result<Ops[N]>>;
  /** After what was called before, moves all of the write-ahead log into the file and empties it. */
  checkpoint(): void;
  /** Ends after what was called before. Later calls are rejected. Idempotent. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * Starts the worker that owns a database file.
 * @param options.workerUrl the app's worker entry, which calls `runStoreWorker`.
 * @param options.check see `openDatabase`.
 */
export function startStoreWorker<Ops extends Operations>(options: {
  file: string;
  workerUrl: URL;
  check?: PageCheck;
}): StoreClient<Ops> {
  const { file, workerUrl, check = 'now' } = options;
  const worker = new Worker(workerUrl, { workerData: { file, check } });
  const waiting = new Map<number, Waiting>();
  const opened = Promise.withResolvers<void>();
  // Whoever calls something gets the same error; `ready` need not be asked.
  opened.promise.catch(() => {});
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
  });
  let ended: Error | null = null;
  let closing = false;
  let lastId = 0;

  function end(error: Error): void {
    ended ??= error;
    opened.reject(ended);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  }

  worker.on('message', (report: Report) => {
    if ('ready' in report) opened.resolve();
    else if ('failed' in report) end(fromMessage(report.failed));
    else
      for (const answer of report.answers)
        settle(answer.id, (call) => (answer.ok ? call.resolve(answer.result) : call.reject(fromMessage(answer.error))));
  });
  worker.on('error', (error) => end(new StoreError('io', 'The part that saves has stopped.', { cause: error })));
  worker.on('exit', () => end(new StoreError('closed', 'The database is closed.')));

  function settle(id: number, how: (call: Waiting) => void): void {
    const call = waiting.get(id);
    waiting.delete(id);
    if (call !== undefined) how(call);
  }

  /** What was called in this turn of the event loop, and goes over in one message. */
  let gathered: Call[] = [];

  function postGathered(): void {
    if (gathered.length === 0 || ended !== null) return;
    post(gathered);
    gathered = [];
  }

  function post(request: Request): void {
    worker.postMessage(request);
  }

  return {
    ready: () => opened.promise,
    call<N extends keyof Ops & string>(name: N, ...args: Arguments<Ops[N]>) {
      return new Promise<Result<Ops[N]>>((resolve, reject) => {
        if (ended !== null || closing) {
          reject(ended ?? new StoreError('closed', 'The database is closed.'));
          return;
        }
        lastId += 1;
        waiting.set(lastId, { resolve: resolve as (result: unknown) => void, reject });
        if (gathered.length === 0) setImmediate(postGathered);
        gathered.push({ id: lastId, name, args });
      });
    },
    checkpoint() {
      if (!closing && ended === null) post('checkpoint');
    },
    async close() {
      if (!closing && ended === null) {
        postGathered();
        post('close');
      }
      closing = true;
      await exited;
    },
  };
}

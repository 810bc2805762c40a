/**
 * The inside of a store worker: the only writer of its database. Calls that arrive together are committed together,
 * so that many people typing cost one fsync.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { type Migration, openDatabase, type PageCheck, prepared } from './database.ts';
import { asStoreError, type ErrorMessage, toMessage } from './sqlite-errors.ts';

/** What a worker can be asked to do. Each runs in a transaction of its own, whole or not at all; none may wait. */
export type Operations = Record<string, (db: Database, ...args: never[]) => unknown>;

/** Names operations, keeping their types for the client. */
export function defineOperations<const Ops extends Operations>(operations: Ops): Ops {
  return operations;
}

export interface Call {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

/** Calls in their order, a checkpoint that leaves the write-ahead log empty, or the end. */
export type Request = readonly Call[] | 'checkpoint' | 'close';

export type Answer =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly id: number; readonly ok: false; readonly error: ErrorMessage };

/** From the worker: that it is ready, or could not open its database; and answers, after their commit. */
export type Report =
  | { readonly ready: true }
  | { readonly failed: ErrorMessage }
  | { readonly answers: readonly Answer[] };

/** Runs in the worker's entry file. Opens the database named by the client and serves calls until told to close. */
export function runStoreWorker(operations: Operations, migrations: readonly Migration[]): void {
  const port = parentPort;
  if (port === null) throw new Error('a store worker must be started by startStoreWorker');
  const { file, check } = workerData as { file: string; check: PageCheck };
  let db: Database;
  try {
    db = openDatabase(file, migrations, check);
  } catch (error) {
    report(port, { failed: toMessage(error) });
    port.close();
    return;
  }
  report(port, { ready: true });
  serve(port, db, operations);
}

function report(port: MessagePort, message: Report): void {
  port.postMessage(message);
}

function serve(port: MessagePort, db: Database, operations: Operations): void {
  let queue: Call[] = [];
  let scheduled = false;

  function work(): void {
    scheduled = false;
    const calls = queue;
    queue = [];
    if (calls.length > 0) report(port, { answers: commitGroup(db, operations, calls) });
  }

  port.on('message', (request: Request) => {
    if (request === 'close') {
      work();
      db.close();
      port.close();
      return;
    }
    if (request === 'checkpoint') {
      work();
      // One that another connection stands in the way of is made at the close.
      db.pragma('wal_checkpoint(TRUNCATE)');
      return;
    }
    queue.push(...request);
    // All messages that have arrived by now are handed over first.
    if (!scheduled) setImmediate(work);
    scheduled = true;
  });
}

/**
 * Runs calls in one transaction, each in a savepoint, and answers once it is committed. If that cannot be, what only
 * reads is answered all the same: nobody who opens a text has to wait for a disk that is full. Exported for tests.
 */
export function commitGroup(db: Database, operations: Operations, calls: readonly Call[]): Answer[] {
  try {
    run(db, 'BEGIN IMMEDIATE');
    const answers = calls.map((call) => runInSavepoint(db, operations, call));
    run(db, 'COMMIT');
    return answers;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    return answerReaders(db, operations, calls, toMessage(error));
  }
}

/** Answers what only reads, from one moment; every other call with the error, nothing of it done. */
function answerReaders(db: Database, operations: Operations, calls: readonly Call[], error: ErrorMessage): Answer[] {
  const failed = ({ id }: Call): Answer => ({ id, ok: false, error });
  try {
    db.pragma('query_only = ON');
    run(db, 'BEGIN');
    return calls.map((call) => {
      const answer = runInSavepoint(db, operations, call);
      // That it may not write now is no answer to it.
      return answer.ok || answer.error.kind !== 'readonly' ? answer : failed(call);
    });
  } catch {
    return calls.map(failed);
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
    db.pragma('query_only = OFF');
  }
}

function run(db: Database, sql: string): void {
  prepared(db, sql).run();
}

/** Throws only if SQLite gave the whole transaction up. */
function runInSavepoint(db: Database, operations: Operations, { id, name, args }: Call): Answer {
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) return { id, ok: false, error: toMessage(new Error(`no operation ${name}`)) };
  run(db, 'SAVEPOINT call');
  try {
    const result = operation(db, ...(args as never[]));
    run(db, 'RELEASE call');
    return { id, ok: true, result };
  } catch (error) {
    if (!db.inTransaction) throw asStoreError(error);
    db.exec('ROLLBACK TO call; RELEASE call');
    return { id, ok: false, error: toMessage(error) };
  }
}

/** The replica's store worker on a disk that turns read-only while there is a file `read-only` beside the database. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { type Operations, runStoreWorker } from '@copydesk/shared/node';
import type { Database } from 'better-sqlite3';
import { migrations, operations } from '../storage/operations.ts';

const { file } = workerData as { file: string };
const flag = join(dirname(file), 'read-only');

/** SQLite itself refuses to write then, as it does on such a disk. */
function checked(operation: Operations[string]): Operations[string] {
  return (db: Database, ...args: never[]) => {
    db.pragma(`query_only = ${existsSync(flag) ? 1 : 0}`);
    try {
      return operation(db, ...args);
    } finally {
      db.pragma('query_only = 0');
    }
  };
}

const watched = Object.entries(operations).map(([name, operation]) => [name, checked(operation)]);
runStoreWorker(Object.fromEntries(watched), migrations);

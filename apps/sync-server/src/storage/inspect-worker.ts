/** A thread that inspects a database beside the one that writes it, and ends: its message is what it found. */
import { parentPort, workerData } from 'node:worker_threads';
import { openReadOnly } from '@copydesk/shared/node';
import { type Depth, inspect } from './inspect.ts';

const { file, depth } = workerData as { file: string; depth: Depth };
const db = openReadOnly(file);
try {
  parentPort?.postMessage(await inspect(db, depth));
} finally {
  db.close();
}

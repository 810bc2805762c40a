import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { documentOperations, documentTables, loadDocument, openDatabase, packRows } from '@copydesk/shared/node';
import { commitGroup } from '@copydesk/shared/node/store-worker';
import { type DocumentName, documentName, type LogRow } from '@copydesk/shared/sync';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { PowerSupply } from '../support/power.ts';
import { temporaryFolder } from '../support/programs.ts';
import { figure, leftOut, rounds, runSeed, seeded } from '../support/soak.ts';

const DOCUMENTS = Array.from({ length: 4 }, (_, n) => documentName(`0b5e6f0a-0000-4000-8000-00000000001${n}`, 'en'));
/** Calls that arrive together, and what each writes: enough for the log to be checkpointed now and then. */
const GROUP = 5;
const WORD = 'word '.repeat(800);

interface Loss {
  /** Rows that were acknowledged and are gone. */
  readonly rows: number;
  readonly checkpoints: number;
}

/**
 * Commits groups of rows until the power goes, at a random point, and counts what is missing after it of what the store
 * had answered. What is there must be whole, and each document a beginning of what was written to it.
 */
function loseRows(folder: string, random: () => number, synchronous: 'FULL' | 'NORMAL'): Loss {
  const file = join(folder, 'store.sqlite');
  const left = join(folder, 'left.sqlite');
  for (const path of [file, left]) for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  const operations = documentOperations();
  const db = openDatabase(file, [documentTables]);
  if (synchronous === 'NORMAL') db.pragma('synchronous = NORMAL');
  // Often enough that cuts come after some, too.
  db.pragma('wal_autocheckpoint = 1000');
  let id = 0;
  const call = (name: string, ...args: unknown[]) => ({ id: ++id, name, args });
  commitGroup(
    db,
    operations,
    DOCUMENTS.map((document, n) => call('createDocument', document, `epoch-${n}`, null)),
  );
  db.pragma('wal_checkpoint(TRUNCATE)');
  const power = new PowerSupply(file, db);
  const acknowledged = new Map<DocumentName, number>(DOCUMENTS.map((document) => [document, 0]));
  let checkpoints = 0;
  const commits = 1 + Math.floor(random() * 120);
  for (let commit = 0; commit < commits; commit++) {
    const calls = Array.from({ length: GROUP }, () => {
      const document = DOCUMENTS[Math.floor(random() * DOCUMENTS.length)];
      return call('appendRows', document, packRows([rowOf(`${id} ${WORD}`)]));
    });
    // The last group is cut off: nobody was told of it.
    if (commit === commits - 1) power.answered();
    const answers = commitGroup(db, operations, calls);
    if (commit === commits - 1) break;
    if (power.committed()) checkpoints += 1;
    for (const [i, answer] of answers.entries()) {
      if (!answer.ok) throw new Error(answer.error.message);
      acknowledged.set(calls[i]?.args[0] as DocumentName, answer.result as number);
    }
  }
  power.cut(left, random);
  db.close();

  const after = openDatabase(left, [documentTables]);
  expect(after.pragma('integrity_check', { simple: true })).toBe('ok');
  let rows = 0;
  for (const document of DOCUMENTS) {
    const found = loadDocument(after, document);
    const doc = new Y.Doc();
    for (const update of found?.updates ?? []) Y.applyUpdate(doc, update);
    expect(doc.store.pendingStructs).toBeNull();
    rows += Math.max(0, (acknowledged.get(document) ?? 0) - (found?.head ?? 0));
  }
  after.close();
  return { rows, checkpoints };
}

function rowOf(text: string): LogRow {
  const doc = new Y.Doc();
  doc.getText('content').insert(0, text);
  const update = Y.encodeStateAsUpdate(doc);
  return { update, userId: 'ana', newClientIds: [doc.clientID], origin: 'upstream', witnessed: null };
}

describe.skipIf(leftOut('K5'))('the power goes while the store writes', () => {
  it('[K5] with synchronous=FULL nothing acknowledged is lost, with NORMAL it is: the cut bites', async () => {
    const seed = runSeed();
    console.info(`[K5] seed ${seed}`);
    const random = seeded(seed);
    const folder = await temporaryFolder('k5');
    try {
      const full: Loss[] = [];
      for (const _ of rounds('K5', 'cuts')) full.push(loseRows(folder.path, random, 'FULL'));
      expect(full.reduce((n, { rows }) => n + rows, 0)).toBe(0);
      const normal = Array.from({ length: Math.min(figure('K5', 'cuts'), 10) }, () =>
        loseRows(folder.path, random, 'NORMAL'),
      );
      const lost = normal.reduce((n, { rows }) => n + rows, 0);
      const checkpoints = full.reduce((n, loss) => n + loss.checkpoints, 0);
      console.info(
        `[K5] ${checkpoints} checkpoints; with NORMAL ${lost} acknowledged rows lost in ${normal.length} cuts`,
      );
      expect(lost).toBeGreaterThan(0);
      expect(checkpoints).toBeGreaterThan(0);
    } finally {
      await folder.remove();
    }
  });
});

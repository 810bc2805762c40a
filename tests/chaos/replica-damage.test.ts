/** The copy on somebody's computer is damaged: put aside, fetched anew, and what was not sent is there or held. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '@copydesk/shared/sync';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReplicaStore, type ReplicaStore } from '../../apps/desktop/src/replica/storage/store.ts';
import { silent } from '../../apps/desktop/src/replica/testing/window.ts';
import { headline, type Newsroom, type Person, startReplicaNewsroom, writeHeadline } from '../support/replicas.ts';
import { leftOut, rounds, runSeed, seeded } from '../support/soak.ts';

const PAGE = 4096;
const STORE_WORKER = new URL('../../apps/desktop/src/replica/storage/worker.ts', import.meta.url);

let newsroom: Newsroom;
beforeEach(async () => {
  newsroom = await startReplicaNewsroom();
});
afterEach(() => newsroom.stop());

const fileOf = (person: Person) => join(person.data, person.profile, 'replica.sqlite');

describe.skipIf(leftOut('K9'))('one stored row of a replica changes on the disk', () => {
  it('[K9] puts the story aside, fetches it anew, holds what was not sent, and leaves the others as they were', async () => {
    const sara = await newsroom.signIn('editor');
    const [damaged, whole] = [await sara.newStory(), await sara.newStory()];
    for (const document of [damaged, whole]) {
      const window = await sara.open(document);
      writeHeadline(window.doc, 'Harbour bridge closes');
      await window.changes.until(window.savedOnServer);
    }
    await sara.rpc.local('setOffline', { offline: true });
    for (const document of [damaged, whole]) {
      const window = await sara.open(document);
      writeHeadline(window.doc, 'Harbour bridge closes for a week');
      await window.changes.until(window.savedHere);
    }
    await sara.profiles.stop();

    const db = new SqliteDatabase(fileOf(sara));
    const at = db
      .prepare<[string], { document: number; seq: number; bytes: Buffer }>(
        `SELECT r.document, r.seq, r."update" AS bytes FROM document_rows r JOIN documents d ON d.id = r.document
         WHERE d.name = ? AND r.origin = 'upstream' ORDER BY r.seq DESC LIMIT 1`,
      )
      .get(damaged);
    if (at === undefined) throw new Error('nothing came from the server');
    at.bytes[at.bytes.length - 1] = (at.bytes.at(-1) ?? 0) ^ 1;
    db.prepare('UPDATE document_rows SET "update" = ? WHERE document = ? AND seq = ?').run(
      at.bytes,
      at.document,
      at.seq,
    );
    db.close();

    const again = await sara.again();
    const other = await again.open(whole);
    expect(headline(other.doc)).toBe('Harbour bridge closes for a week');
    const notice = () => again.rpc.events.findLast((event) => event.event === 'profile')?.profile.damage?.message;
    const refused = await again.open(damaged);
    expect(refused.synced()).toBe(false);
    await again.rpc.changes.until(() => notice() !== undefined);
    expect(notice()).toMatch(/damaged.*put aside, not deleted.*What was not sent of that was saved/);

    await again.rpc.local('setOffline', { offline: false });
    await again.rpc.changes.until(() => again.rpc.events.some(({ event }) => event === 'held'));
    const { held } = await again.rpc.local('heldChanges', {});
    expect(held).toEqual([expect.objectContaining({ code: 'damaged-copy', articleId: damaged.split('.')[0] })]);
    expect(held[0]?.changes).toEqual([
      expect.objectContaining({ before: 'Harbour bridge closes', after: 'Harbour bridge closes for a week' }),
    ]);
    const fresh = await again.open(damaged);
    expect(headline(fresh.doc)).toBe('Harbour bridge closes');
    await other.changes.until(other.savedOnServer);
    await again.rpc.local('damageRead', {});
    expect((await again.rpc.local('profile', {})).damage).toBeNull();

    // The bytes as they were found are still there.
    await again.profiles.stop();
    const after = new SqliteDatabase(fileOf(sara), { readonly: true });
    const kept = after.prepare('SELECT "update" FROM quarantined WHERE document = ? AND seq = ?').pluck();
    expect(kept.get(damaged, at.seq)).toEqual(at.bytes);
    after.close();
  });
});

/** Damages the files of a copy and says what it did. */
type Damage = (file: string, pick: (n: number) => number) => string;

const overwrite = (file: string, from: number, to: number, byte: () => number) => {
  const bytes = readFileSync(file);
  for (let i = from; i < Math.min(to, bytes.length); i++) bytes[i] = byte();
  writeFileSync(file, bytes);
};

/** Where the bytes of tables and indexes lie that are not zero. */
function bytesOf(file: string, names: readonly string[]): number[] {
  const db = new SqliteDatabase(file, { readonly: true });
  const pages = db.prepare<[string], number>('SELECT pageno FROM dbstat WHERE name = ?').pluck();
  const starts = names.flatMap((name) => pages.all(name)).map((page) => (page - 1) * PAGE);
  db.close();
  const bytes = readFileSync(file);
  return starts.flatMap((start) => Array.from({ length: PAGE }, (_, i) => start + i)).filter((at) => bytes[at] !== 0);
}

const damages: Record<string, Damage> = {
  'a page overwritten': (file, pick) => {
    const page = pick(readFileSync(file).length / PAGE);
    overwrite(file, page * PAGE, (page + 1) * PAGE, () => pick(256));
    return `page ${page + 1}`;
  },
  'the header overwritten': (file, pick) => {
    overwrite(file, 0, 100, () => pick(256));
    return 'bytes 0 to 99';
  },
  'the end cut off': (file, pick) => {
    const length = 1 + pick(readFileSync(file).length - 1);
    truncateSync(file, length);
    return `after ${length} bytes`;
  },
  'a byte changed in the lists of stories': (file, pick) => {
    const at = bytesOf(file, ['documents', 'sqlite_autoindex_documents_1', 'local_documents', 'document_rows_local']);
    const byte = at[pick(at.length)] ?? 0;
    overwrite(file, byte, byte + 1, () => pick(256));
    return `byte ${byte}`;
  },
  'a byte changed': (file, pick) => {
    const at = 100 + pick(readFileSync(file).length - 100);
    overwrite(file, at, at + 1, () => pick(256));
    return `byte ${at}`;
  },
};

/** Every row that has to go to the server, as text, wherever it lies; and how many are said to be lost of single stories. */
async function unsentIn(store: ReplicaStore): Promise<{ rows: Set<string>; lost: number }> {
  const found = new Set<string>();
  let lost = 0;
  for (const { document } of await store.call('localDocuments')) {
    try {
      await store.call('loadDocument', document);
    } catch (error) {
      // As the replica does when a story cannot be opened.
      expect(error).toMatchObject({ name: 'StoreError', kind: 'corrupt' });
      if (!(await store.call('isWhole'))) throw error;
      lost += (await store.call('quarantine', document, '2026-11-24T12:00:00.000Z')).lostRows;
    }
  }
  for (const { document, update } of await store.call('unsentRows'))
    if (update !== null) found.add(rowText(document, update));
  for (const document of await store.call('salvagedDocuments')) {
    for (const { update } of await store.call('salvagedRows', document)) found.add(rowText(document, update));
  }
  return { rows: found, lost };
}

const rowText = (document: string, update: Uint8Array) => `${document} ${Buffer.from(update).toString('base64')}`;

async function opened(folder: string, damaged = false): Promise<ReplicaStore> {
  return openReplicaStore({ folder, workerUrl: STORE_WORKER, damaged, log: silent });
}

/** Opens a damaged copy as the replica does, damage that is found while it is in use included. */
async function openedDamaged(folder: string): Promise<{ unsent: Set<string>; told: boolean }> {
  const store = await opened(folder);
  try {
    const { rows, lost } = await unsentIn(store);
    return { unsent: rows, told: lost > 0 || isToldLost(store) };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    await store.close();
    const again = await opened(folder, true);
    const { rows, lost } = await unsentIn(again);
    const told = lost > 0 || isToldLost(again);
    await again.close();
    return { unsent: rows, told };
  } finally {
    await store.close();
  }
}

const isToldLost = ({ salvage }: ReplicaStore) => salvage !== null && (salvage.lostRows > 0 || !salvage.complete);

describe.skipIf(leftOut('K8'))('the file of a replica is damaged', () => {
  let template: string;
  let truth: Set<string>;

  /** Eight stories offline with unsent text, some long, and one begun offline; the app closed, all in the file. */
  beforeEach(async () => {
    const sara = await newsroom.signIn('editor');
    const documents = await Promise.all(Array.from({ length: 8 }, () => sara.newStory()));
    const windows = await Promise.all(documents.map((document) => sara.open(document)));
    for (const [n, window] of windows.entries()) {
      for (let i = 0; i < 20 * n; i++) writeHeadline(window.doc, `The harbour bridge closes for ${i} days. `.repeat(9));
      await window.changes.until(window.savedOnServer);
    }
    await sara.rpc.local('setOffline', { offline: true });
    for (const [n, window] of windows.entries()) {
      for (let i = 0; i < 10; i++) writeHeadline(window.doc, `The ferries of line ${n} run until ${i}.`);
      await window.changes.until(window.savedHere);
    }
    await sara.profiles.stop();
    template = join(sara.data, sara.profile);
    const store = await opened(template);
    truth = (await unsentIn(store)).rows;
    await store.close();
    expect(truth.size).toBeGreaterThanOrEqual(80);
  });

  it.each(Object.keys(damages))(
    '[K8] %s: each unsent change is kept or said to be lost, the damaged file is put aside',
    async (kind) => {
      const seed = runSeed();
      console.info(`[K8] ${kind}: seed ${seed}`);
      const random = seeded(seed);
      const pick = (n: number) => Math.floor(random() * n);
      let [aside, whole, kept] = [0, 0, 0];
      for (const round of rounds('K8', 'hits')) {
        const folder = join(await newsroom.folder(), String(round));
        cpSync(template, folder, { recursive: true });
        const file = join(folder, 'replica.sqlite');
        const what = damages[kind]?.(file, pick) ?? '';
        const bytes = readFileSync(file);
        const { unsent, told } = await openedDamaged(folder);
        for (const row of unsent) expect(truth.has(row), `${what}: a row that nobody wrote`).toBe(true);
        if (unsent.size < truth.size) expect(told, `${what}: ${unsent.size} of ${truth.size}`).toBe(true);
        const asides = readdirSync(folder).filter((name) => name.startsWith('damaged-'));
        if (asides[0] !== undefined) {
          aside += 1;
          expect(readFileSync(join(folder, asides[0], 'replica.sqlite')).length, what).toBe(bytes.length);
        }
        if (unsent.size === truth.size) whole += 1;
        kept += unsent.size;
        rmSync(folder, { recursive: true });
      }
      console.info(`[K8] ${kind}: put aside ${aside} times, nothing lost ${whole} times, ${kept} rows kept`);
      expect(kept).toBeGreaterThan(0);
    },
  );

  it('[K8] -wal is gone, or is that of another file: opens, as of before, and never mixes them', async () => {
    const folder = join(await newsroom.folder(), 'wal');
    cpSync(template, folder, { recursive: true });
    const file = join(folder, 'replica.sqlite');
    expect(existsSync(`${file}-wal`)).toBe(false);
    writeFileSync(`${file}-wal`, readFileSync(join(template, 'replica.sqlite')).subarray(0, 3 * PAGE));
    const { unsent } = await openedDamaged(folder);
    expect(unsent).toEqual(truth);
  });
});

describe.skipIf(leftOut('K8'))('a person goes on after their file was damaged', () => {
  it('[K8] finds all stories again, what was not sent is sent or held, and is told what happened', async () => {
    const sara = await newsroom.signIn('editor');
    const document = await sara.newStory();
    const window = await sara.open(document);
    writeHeadline(window.doc, 'Ferries run');
    await window.changes.until(window.savedOnServer);
    await sara.rpc.local('setOffline', { offline: true });
    writeHeadline(window.doc, 'Ferries run all night');
    await window.changes.until(window.savedHere);
    await sara.profiles.stop();
    const file = fileOf(sara);
    overwrite(file, 0, PAGE, () => 0x5a);
    const again = await sara.again();
    const { damage } = await again.rpc.local('profile', {});
    expect(damage?.message).toMatch(/^The file with the stories on this computer was damaged/);
    await again.rpc.local('setOffline', { offline: false });
    await again.untilLine('online');
    const back = await again.open(document);
    await back.changes.until(() => headline(back.doc) === 'Ferries run all night');
    await back.changes.until(back.savedOnServer);
    const [folder = ''] = readdirSync(join(sara.data, sara.profile)).filter((name) => name.startsWith('damaged-'));
    expect(existsSync(join(sara.data, sara.profile, folder, 'replica.sqlite'))).toBe(true);
  });

  it('[K8] keeps the windows when the file breaks while they are open', async () => {
    const sara = await newsroom.signIn('editor');
    const [first, second] = [await sara.newStory(), await sara.newStory()];
    const window = await sara.open(first);
    writeHeadline(window.doc, 'Ferries run');
    await window.changes.until(window.savedOnServer);
    (await sara.open(second)).close();
    const file = fileOf(sara);
    const db = new SqliteDatabase(file);
    const version = db.pragma('user_version', { simple: true });
    db.pragma('wal_checkpoint(TRUNCATE)');
    overwrite(file, PAGE, 1_000 * PAGE, () => 0x5a);
    // Somebody else's commit makes the replica's connection forget all pages that it has read.
    db.pragma(`user_version = ${version}`);
    db.close();
    // Another row is written to pages that make no sense any more: the file is found out, and all is opened anew.
    writeHeadline(window.doc, 'Ferries run all night');
    await window.changes.until(() => window.closed() !== null);
    let back = await sara.open(first, { doc: window.doc, epoch: window.epoch() ?? '' });
    while (!back.synced()) back = await sara.open(first, { doc: window.doc, epoch: window.epoch() ?? '' });
    await back.changes.until(back.savedOnServer);
    expect(headline(back.doc)).toBe('Ferries run all night');
    const omar = await newsroom.signIn('editor2');
    expect(headline((await omar.open(first)).doc)).toBe('Ferries run all night');
  });
});

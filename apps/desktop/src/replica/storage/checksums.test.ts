import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDocument, openDatabase, rowChecksum } from '@copydesk/shared/node';
import { documentName } from '@copydesk/shared/sync';
import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { catalogueOperations } from './catalogue-operations.ts';
import { type HeldRow, heldOperations, insertHeld } from './held-operations.ts';
import { migrations } from './operations.ts';
import { salvageOperations } from './salvage-operations.ts';

const ARTICLE = '0b5e6f0a-0000-4000-8000-00000000000a';
const NAME = documentName(ARTICLE, 'en');
const CHANGES = JSON.stringify([{ block: 'first', before: 'The bridge', after: 'The harbour bridge' }]);

const held = (id: string): HeldRow => ({
  id,
  document: NAME,
  articleId: ARTICLE,
  language: 'en',
  code: 'read-only',
  detail: 'This text is approved.',
  baseSeal: null,
  since: '2026-11-24T22:00:00.000Z',
  words: 1,
  changes: CHANGES,
  text: 'The harbour bridge',
  update: Uint8Array.of(1, 2, 3),
  epoch: `epoch of ${id}`,
  base: Uint8Array.of(4, 5, 6),
});

let db: Database;

function open(steps: Parameters<typeof openDatabase>[1]): string {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-checksums-'));
  const file = join(folder, 'replica.sqlite');
  db = openDatabase(file, steps);
  onTestFinished(() => {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return file;
}

beforeEach(() => void open(migrations));

/** What a bit that flips leaves of a value, whatever its type. */
function flipped(value: unknown, at = 1): unknown {
  if (typeof value === 'number') return value ^ 1;
  const bytes = Buffer.from(value instanceof Uint8Array ? value : String(value));
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return value instanceof Uint8Array ? bytes : bytes.toString();
}

/** Changes a column of one row, as a failing disk does. */
function hit(table: string, column: string, where: string): void {
  const row = db.prepare<[], Record<string, unknown>>(`SELECT "${column}" AS value FROM ${table} WHERE ${where}`).get();
  const change = db.prepare(`UPDATE ${table} SET "${column}" = ? WHERE ${where}`);
  expect(change.run(flipped(row?.value)).changes, column).toBe(1);
}

describe('held text', () => {
  it('[K9] says so where the disk has changed it, in whatever, and is shown with all other held text', () => {
    const columns = ['document', 'article_id', 'language', 'code', 'detail', 'since', 'words', 'changes', 'text'];
    for (const column of [...columns, 'update', 'epoch', 'base', 'checksum']) {
      insertHeld(db, held(column));
      insertHeld(db, held(`whole ${column}`));
      hit('held', column, `id = '${column}'`);
      const [damaged, whole] = [column, `whole ${column}`].map((id) =>
        heldOperations.heldChanges(db).find((row) => row.id === id),
      );
      expect(damaged, column).toMatchObject({ code: 'damaged-held', detail: expect.stringContaining('damaged') });
      // Whoever lists them needs each to be well formed.
      expect(JSON.parse(damaged?.changes ?? ''), column).toEqual([
        expect.objectContaining({ before: expect.any(String) }),
      ]);
      expect(Date.parse(damaged?.since ?? ''), column).not.toBeNaN();
      expect(whole, column).toMatchObject({ code: 'read-only', changes: CHANGES });
      expect(heldOperations.heldOf(db, NAME, `epoch of ${column}`), column).toBeNull();
      expect(heldOperations.heldOf(db, NAME, `epoch of whole ${column}`), column).toMatchObject({
        text: 'The harbour bridge',
      });
    }
  });

  it('is whole after more was held of the same, and where it was held by a version without checksums', () => {
    insertHeld(db, held('a'));
    heldOperations.extendHeld(db, { ...held('a'), text: 'The harbour bridge closes', words: 2 });
    expect(heldOperations.heldChanges(db)).toMatchObject([{ code: 'read-only', words: 2 }]);
    const file = open(migrations.filter(({ version }) => version < 26));
    db.prepare(
      `INSERT INTO held (id, document, article_id, language, code, detail, since, words, changes, text, "update", epoch)
       VALUES ('old', ?, ?, 'en', 'read-only', '', '2026-11-01T00:00:00.000Z', 1, ?, 'words', x'00', 'e')`,
    ).run(NAME, ARTICLE, CHANGES);
    db.prepare("INSERT INTO kept (key, json) VALUES ('user', '1')").run();
    db.prepare("INSERT INTO articles (id, json, unsent) VALUES ('a', '{}', 0)").run();
    db.close();
    db = openDatabase(file, migrations);
    expect(heldOperations.heldChanges(db)).toMatchObject([{ id: 'old', code: 'read-only', changes: CHANGES }]);
    expect(catalogueOperations.kept(db, 'user')).toBe('1');
    expect(catalogueOperations.articles(db)).toEqual([{ id: 'a', json: '{}', unsent: false }]);
  });

  it('[K9] that was salvaged says which of its rows the disk has changed', () => {
    createDocument(db, NAME, 'epoch', null);
    const doc = new Y.Doc();
    doc.getText('content').insert(0, 'words');
    const row = db.prepare(
      `INSERT INTO document_rows (document, seq, "update", checksum, user_id, origin, at) VALUES (1, ?, ?, ?, '', 'local', 0)`,
    );
    const update = Y.encodeStateAsUpdate(doc);
    for (const seq of [1, 2]) row.run(seq, update, rowChecksum(NAME, seq, update));
    salvageOperations.quarantine(db, NAME, '2026-11-24T22:00:00.000Z');
    hit('salvaged', 'update', 'seq = 2');
    expect(salvageOperations.salvagedRows(db, NAME).map(({ damaged }) => damaged)).toEqual([false, true]);
  });
});

describe('what the server told', () => {
  it('[K9] counts as not told where the disk has changed it; a story that only this computer knows stays', () => {
    catalogueOperations.keep(db, 'user', '{"name":"Sara"}');
    expect(catalogueOperations.kept(db, 'user')).toBe('{"name":"Sara"}');
    hit('kept', 'json', "key = 'user'");
    expect(catalogueOperations.kept(db, 'user')).toBeNull();
    const json = '{"slug":"bridge"}';
    for (const id of ['told', 'also told']) catalogueOperations.putArticle(db, { id, json, unsent: false });
    catalogueOperations.putArticle(db, { id: 'unsent', json, unsent: true });
    hit('articles', 'json', "id = 'told'");
    hit('articles', 'json', "id = 'unsent'");
    const found = new Map(catalogueOperations.articles(db).map((row) => [row.id, row.json]));
    expect(found.get('told')).toBe('');
    expect(found.get('also told')).toBe(json);
    expect(found.get('unsent')).toBe(flipped(json));
  });
});

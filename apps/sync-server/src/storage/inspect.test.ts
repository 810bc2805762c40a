import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openReadOnly } from '@copydesk/shared/node';
import { documentName } from '@copydesk/shared/sync';
import SqliteDatabase from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { startNewsroom } from '../testing/newsroom.ts';
import { databaseFile } from './client.ts';
import { inspect, inspection } from './inspect.ts';

const HELD = '0b5e6f0a-0000-4000-8000-00000000000e';

/** A newsroom with a published story and one that is being written, stopped. */
async function stoppedNewsroom() {
  const newsroom = await startNewsroom();
  const [sara, chief] = [await newsroom.as('editor'), await newsroom.as('chief')];
  const published = await sara.write('Harbour bridge closes', 'The city closed the bridge.');
  await sara.transition(published, 'submit');
  const { seal } = await chief.edition(published);
  await chief.transition(published, 'approve', { seal });
  await chief.transition(published, 'publish', { seal });
  const written = await sara.write('Ferries run', 'Ferries run all night.');
  await sara.client.call('reportHeld', {
    params: { id: written.articleId, language: 'en', held: HELD },
    body: {
      device: 'laptop',
      code: 'read-only',
      since: '2026-11-24T22:00:00.000Z',
      words: 1,
      changes: [{ block: 'first', before: '', after: 'Ferries' }],
    },
  });
  await newsroom.server.stop();
  return { newsroom, published, written, file: databaseFile(newsroom.config.dataFolder) };
}

async function findings(file: string) {
  const db = openReadOnly(file);
  try {
    return (await inspect(db, 'whole')).map(({ what, id }) => ({ what, id }));
  } finally {
    db.close();
  }
}

test('[A7] an inspection names each damaged row, text, history and link of the audit chain, and nothing else', async () => {
  const { newsroom, file, published, written } = await stoppedNewsroom();
  expect(await findings(file)).toEqual([]);
  const nameOf = (ref: typeof written) => documentName(ref.articleId, ref.language);
  const firstOfStory = firstActOn(file);
  const tamper = async (sql: string[], found: { what: string; id: string }[]) => {
    const copy = join(newsroom.config.dataFolder, 'copy.sqlite');
    copyFileSync(file, copy);
    const db = new SqliteDatabase(copy);
    // What protects these rows is in the file, and so in the hands of whoever writes to it.
    const triggers = db.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all();
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    db.pragma('foreign_keys = OFF');
    for (const statement of sql) expect(db.prepare(statement).run().changes, statement).toBeGreaterThan(0);
    db.close();
    expect(await findings(copy), sql.join('; ')).toEqual(found);
  };
  const id = `(SELECT id FROM documents WHERE name = '${nameOf(written)}')`;
  await tamper(
    [`UPDATE document_rows SET checksum = checksum + 1 WHERE document = ${id}`],
    [{ what: 'document', id: nameOf(written) }],
  );
  await tamper(
    [`DELETE FROM document_rows WHERE document = ${id} AND seq = 1`],
    [{ what: 'document', id: nameOf(written) }],
  );
  await tamper(
    [`UPDATE documents SET epoch = 'other' WHERE name = '${nameOf(written)}'`],
    [{ what: 'history', id: nameOf(written) }],
  );
  await tamper([`UPDATE document_owners SET document = 999 WHERE document = ${id}`], [{ what: 'pages', id: '' }]);
  await tamper(
    ["UPDATE sealed_texts SET bytes = CAST('{}' AS BLOB)"],
    [{ what: 'sealed-text', id: `${published.articleId}.en` }],
  );
  const story = `article_id = '${published.articleId}'`;
  const edition = { what: 'edition', id: `${published.articleId}.en` };
  await tamper([`UPDATE editions SET work = 'drafting' WHERE ${story}`], [edition]);
  await tamper([`UPDATE editions SET sealed = replace(sealed, substr(sealed, 1, 1), 'x') WHERE ${story}`], [edition]);
  await tamper([`UPDATE editions SET checksum = checksum + 1 WHERE ${story}`], [edition]);
  await tamper(
    [`UPDATE articles SET slug = slug || '!' WHERE id = '${published.articleId}'`],
    [{ what: 'story', id: published.articleId }],
  );
  await tamper(["UPDATE held SET report = replace(report, 'Ferries', 'Berries')"], [{ what: 'held', id: HELD }]);
  await tamper(['UPDATE audit SET facts = \'{"else":1}\' WHERE seq = 3'], [{ what: 'audit', id: '3' }]);
  await tamper(["UPDATE audit SET actor = 'nobody' WHERE seq = 4"], [{ what: 'audit', id: '4' }]);
  await tamper(
    ['UPDATE audit SET article_id = NULL WHERE article_id IS NOT NULL'],
    [{ what: 'audit', id: String(firstOfStory) }],
  );
  await tamper(['DELETE FROM audit WHERE seq = 5'], [{ what: 'audit', id: '5' }]);
  await tamper(
    [
      'UPDATE audit SET seq = -1 WHERE seq = 2',
      'UPDATE audit SET seq = 2 WHERE seq = 3',
      'UPDATE audit SET seq = 3 WHERE seq = -1',
    ],
    [{ what: 'audit', id: '2' }],
  );
  expect(await findings(file)).toEqual([]);
});

/** The sequence of the first act on any story. */
function firstActOn(file: string): number {
  const db = openReadOnly(file);
  const seq = db.prepare<[], number>('SELECT min(seq) FROM audit WHERE article_id IS NOT NULL').pluck().get() ?? 0;
  db.close();
  return seq;
}

test('[K9] a server starts on facts that the disk has changed: lists are computed anew, held text is said to be damaged', async () => {
  const { newsroom, written, file } = await stoppedNewsroom();
  await newsroom.restart();
  const headline = async () => (await (await newsroom.as('editor')).edition(written)).headline;
  expect(await headline()).toBe('Ferries run');
  await newsroom.server.stop();
  const db = new SqliteDatabase(file);
  expect(db.prepare("UPDATE digests SET data = replace(data, 'Ferries', 'Berries')").run().changes).toBeGreaterThan(0);
  expect(db.prepare('UPDATE held SET report = substr(report, 3)').run().changes).toBe(1);
  db.close();
  await newsroom.restart();
  expect(await headline()).toBe('Ferries run');
  const { held } = await (await newsroom.as('chief')).edition(written);
  expect(held).toMatchObject([{ id: HELD, code: 'damaged-held', changes: [] }]);
});

test('an inspection of a running server leaves its log to be emptied after each piece, and finds what is damaged then', async () => {
  const newsroom = await startNewsroom();
  const sara = await newsroom.as('editor');
  const stories = [await sara.write('Ferries run', 'All night.'), await sara.write('Bridge closes', 'For a year.')];
  const file = databaseFile(newsroom.config.dataFolder);
  const other = new SqliteDatabase(file);
  const last = documentName(stories[1]?.articleId ?? '', 'en');
  const flip = `UPDATE document_rows SET checksum = checksum + 1
                WHERE seq = 1 AND document = (SELECT id FROM documents WHERE name = ?)`;
  const db = openReadOnly(file);
  const found: unknown[] = [];
  let pieces = 0;
  try {
    for await (const piece of inspection(db, 'whole')) {
      found.push(...piece.map(({ what, id }) => ({ what, id })));
      pieces += 1;
      // Before its turn comes, which a look at one moment would not see.
      if (pieces === 1) expect(other.prepare(flip).run(last).changes).toBe(1);
      await sara.client.call('createArticle', { body: { language: 'en' } });
      const [emptied] = other.pragma('wal_checkpoint(TRUNCATE)') as { busy: number; log: number }[];
      expect(emptied).toMatchObject({ busy: 0, log: 0 });
    }
  } finally {
    db.close();
    other.close();
  }
  // Pages, four documents (a text and its notes each), histories, acts.
  expect(pieces).toBeGreaterThanOrEqual(7);
  expect(found).toEqual([{ what: 'document', id: last }]);
});

test('a server that died has its pages looked through at the next start, one that was stopped has not', async () => {
  const log = { info: vi.fn(), warn: () => {}, error: vi.fn() };
  const newsroom = await startNewsroom({ log });
  const inspected = () => log.info.mock.calls.filter(([event]) => event === 'inspected');
  await newsroom.restart();
  await newsroom.server.stop();
  expect(inspected()).toEqual([]);
  const mark = join(newsroom.config.dataFolder, 'running');
  expect(existsSync(mark)).toBe(false);
  writeFileSync(mark, '');
  const lookedThrough = new Promise<void>((resolve) => {
    log.info.mockImplementation((event) => event === 'inspected' && resolve());
  });
  await newsroom.restart();
  await lookedThrough;
  expect(inspected()[0]?.[1]).toMatchObject({ depth: 'quick', findings: 0 });
  await newsroom.server.stop();
  expect(existsSync(mark)).toBe(false);
});

import SqliteDatabase, { type Database } from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { contextHash, likeness, maskedWords } from '../translation/memory/index.ts';
import { clearMemory, dropMemory, MEMORY_TABLES, matchMemory, putMemory, type ScopedRow } from './memory.ts';
import { syntheticMemory } from './testing/synthetic-memory.ts';

let db: Database;
beforeEach(() => {
  db = new SqliteDatabase(':memory:');
  db.exec(MEMORY_TABLES);
  return () => void db.close();
});

let last = 0;
const row = (source: string, target: string, more: Partial<ScopedRow> = {}): ScopedRow => {
  last += 1;
  return {
    id: last,
    from: 'en',
    to: 'es',
    kind: 'passage',
    source,
    target,
    before: '',
    after: '',
    articleId: '0b9f7c1e-8a54-4c6e-9a3f-1c2d3e4f5a6b',
    headline: 'The orchard',
    approvedBy: 'Leila Mansour',
    approvedAt: '2026-11-01T10:00:00.000Z',
    scope: '',
    ...more,
  };
};
const ask = (text: string, scopes = [''], context = {}) =>
  matchMemory(db, { from: 'en', to: 'es', text, ...context }, scopes).map(({ score, target, part }) =>
    part === null ? [score, target] : [score, target, text.slice(part.from, part.to)],
  );

test('the best first, the newest of equals, each translation once', () => {
  const before = contextHash('Fog came.');
  putMemory(db, [
    row('The ferry left at noon today.', 'Salió hoy.'),
    row('The ferry left at noon.', 'Salió.', { approvedAt: '2026-11-02T10:00:00.000Z' }),
    row('The ferry left at noon.', 'Zarpó.', { approvedAt: '2026-11-03T10:00:00.000Z' }),
    row('The ferry left at noon.', 'Salió.', { before }),
    row('A ship sank.', 'Se hundió.'),
  ]);
  expect(ask('The ferry left at noon.')).toEqual([
    [100, 'Zarpó.'],
    [100, 'Salió.'],
    [83, 'Salió hoy.'],
  ]);
  expect(ask('The ferry left at noon.', [''], { before })[0]).toEqual([101, 'Salió.']);
});

test('only what the person may see, in the pair of languages asked for', () => {
  putMemory(db, [
    row('One two three.', 'De deporte.', { scope: 'sport' }),
    row('One two three.', 'De nadie.', { scope: null }),
    row('One two three.', 'Drei.', { to: 'de' }),
  ]);
  expect(ask('One two three.')).toEqual([]);
  expect(ask('One two three.', ['', 'sport'])).toEqual([[100, 'De deporte.']]);
});

test('what is replaced or withdrawn is offered no more', () => {
  const one = row('One two three.', 'Uno.');
  putMemory(db, [one]);
  putMemory(db, [{ ...one, target: 'Dos.' }]);
  expect(ask('One two three.')).toEqual([[100, 'Dos.']]);
  dropMemory(db, [one.id, 12_345]);
  expect(ask('One two three.')).toEqual([]);
  putMemory(db, [one]);
  clearMemory(db);
  expect(ask('One two three.')).toEqual([]);
});

test('sentences of a text that is not there as a whole', () => {
  putMemory(db, [
    row('The ferry left at noon.', 'Zarpó a mediodía.', { kind: 'sentence' }),
    row('Nobody was hurt.', 'No hubo heridos.', { kind: 'sentence' }),
  ]);
  expect(ask('Rain fell all day long. Nobody was hurt.')).toEqual([[100, 'No hubo heridos.', 'Nobody was hurt.']]);
});

describe('odd texts', () => {
  test.each(['', '   ', '…', '"', 'NOT OR AND', '*', 'w1 OR', '漢字 仮名', '١٢'])('%j', (text) => {
    putMemory(db, [row(text === '' ? 'x' : text, 'y')]);
    const expected = maskedWords(text).length === 0 ? [] : [[100, 'y']];
    expect(ask(text)).toEqual(expected);
  });
});

test('the index leaves nothing out that a look at every row finds', () => {
  const seed = 4_711;
  const { rows, questions } = syntheticMemory({ rows: 3_000, questions: 60, seed });
  putMemory(db, rows);
  for (const text of questions) {
    const words = maskedWords(text);
    const alike = rows.filter((one) => likeness(words, maskedWords(one.source)) >= 75);
    const expected = new Set(alike.map(({ target }) => target));
    const found = matchMemory(db, { from: 'en', to: 'es', text }, ['']).filter(({ part }) => part === null);
    expect(found.length, `seed ${seed}: ${text}`).toBe(Math.min(expected.size, 8));
    for (const { target } of found) expect(expected).toContain(target);
  }
});

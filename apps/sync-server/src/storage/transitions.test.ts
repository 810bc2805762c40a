import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@copydesk/shared/node';
import { commitGroup } from '@copydesk/shared/node/store-worker';
import { documentName } from '@copydesk/shared/sync';
import type { Database } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { oneEdition } from './editions.ts';
import { migrations } from './migrations/index.ts';
import { operations } from './operations.ts';
import { standingOf } from './rows.ts';
import type { TransitionStep } from './transitions.ts';

const ARTICLE = '0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11';
const REF = { articleId: ARTICLE, language: 'en' };
const AT = '2026-11-24T10:00:00.000Z';
const act = (action: string) => ({
  at: AT,
  actor: 'leila',
  action,
  subject: `${ARTICLE}.en`,
  articleId: ARTICLE,
  facts: {},
});

/** A database with one story, and the step that publishes it. */
function approvedStory(): { db: Database; step: TransitionStep } {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-transitions-'));
  const db = openDatabase(join(folder, 'copydesk.sqlite'), migrations);
  onTestFinished(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });
  const made = { createdAt: AT, createdBy: 'sara' };
  operations.createArticle(
    db,
    { id: ARTICLE, slug: 'bridge', desk: 'world', assignees: [], due: null, embargo: null, ...made },
    {
      edition: {
        ...REF,
        role: 'source',
        source: null,
        epoch: 'e1',
        engine: null,
        machine: false,
        labelLine: null,
        ...made,
      },
      document: { epoch: 'e1', update: Y.encodeStateAsUpdate(new Y.Doc()), userId: 'sara' },
      evidence: [],
    },
    act('create'),
  );
  const edition = oneEdition(db, REF);
  if (edition === null) throw new Error('no edition');
  const from = standingOf(edition);
  const seal = 'a'.repeat(64);
  const step: TransitionStep = {
    ...REF,
    from,
    to: { ...from, work: 'closed', public: 'live', version: 1, sealed: seal },
    heads: [
      {
        document: documentName(ARTICLE, 'en'),
        head: operations.documentHead(db, documentName(ARTICLE, 'en'))?.head ?? 0,
      },
    ],
    checkpoint: {
      seal,
      kind: 'published',
      version: 1,
      revision: null,
      at: AT,
      by: 'leila',
      words: 0,
      note: null,
      epoch: 'e1',
      head: 1,
      labelText: null,
      bytes: new TextEncoder().encode('{}'),
    },
    memory: null,
    out: 'publish',
    act: act('publish'),
  };
  return { db, step };
}

/** What publishing leaves in the database. */
function traces(db: Database) {
  const count = (table: string) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  return {
    work: oneEdition(db, REF)?.work,
    checkpoints: count('checkpoints'),
    sealed: count('sealed_texts'),
    outbox: count('outbox'),
    audit: count('audit'),
    changes: count('changes'),
  };
}

/** Has the statement with this number (from 0) fail as a broken disk would; answers what runs it to its end. */
function failAt(db: Database, point: number): () => number {
  let visited = 0;
  // A statement may be kept for the next time it is needed.
  let broken = true;
  const { prepare } = db;
  db.prepare = ((sql: string) => {
    const statement = prepare.call(db, sql);
    for (const method of ['run', 'get', 'all'] as const) {
      const real: (...args: unknown[]) => unknown = statement[method].bind(statement) as never;
      statement[method] = ((...args: unknown[]) => {
        if (broken && visited++ === point)
          throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' });
        return real(...args);
      }) as never;
    }
    return statement;
  }) as typeof db.prepare;
  return () => {
    db.prepare = prepare;
    broken = false;
    return visited;
  };
}

test('[A8] a publication that breaks off at any statement leaves neither version, nor audit row, nor anything to carry out', () => {
  const { db, step } = approvedStory();
  const before = traces(db);
  const publish = () => commitGroup(db, operations, [{ id: 1, name: 'commitTransition', args: [[step]] }])[0];
  let points = 0;
  for (;;) {
    const mend = failAt(db, points);
    const answer = publish();
    mend();
    if (answer?.ok) break;
    expect(traces(db), `statement ${points}`).toEqual(before);
    points += 1;
  }
  expect(points).toBeGreaterThanOrEqual(6);
  const after = traces(db);
  expect(after).toMatchObject({ work: 'closed', checkpoints: 1, sealed: 1, outbox: 1, audit: before.audit + 1 });
  // Judged anew, it has moved: the same act is never carried out twice.
  expect(publish()).toMatchObject({ ok: true, result: { outcome: 'moved' } });
  expect(traces(db)).toEqual(after);
});

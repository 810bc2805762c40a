import type { Database } from 'better-sqlite3';
import { noteChange } from './changes.ts';
import { areFactsIntact, type FactRow, sealFacts } from './facts.ts';
import type { DigestRow, EditionRef, EditionRow } from './rows.ts';

interface EditionRecord extends Omit<EditionRow, 'machine'> {
  machine: number;
}

const EDITION = `article_id AS articleId, language, role, source, epoch, engine, machine, label_line AS labelLine, work, public,
  version, revision, submitted_by AS submittedBy, submitted_at AS submittedAt, opened_by AS openedBy,
  approved_by AS approvedBy, approved_at AS approvedAt, note, sealed, created_at AS createdAt,
  created_by AS createdBy, changed_at AS changedAt, changed_by AS changedBy`;

function edition({ machine, ...record }: EditionRecord): EditionRow {
  return { ...record, machine: machine === 1 };
}

export type NewEdition = Pick<
  EditionRow,
  | 'articleId'
  | 'language'
  | 'role'
  | 'source'
  | 'epoch'
  | 'engine'
  | 'machine'
  | 'labelLine'
  | 'createdAt'
  | 'createdBy'
>;

export function insertEdition(db: Database, e: NewEdition): void {
  db.prepare(
    `INSERT INTO editions (article_id, language, role, source, epoch, engine, machine, label_line, created_at,
       created_by, changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    e.articleId,
    e.language,
    e.role,
    e.source,
    e.epoch,
    e.engine,
    e.machine ? 1 : 0,
    e.labelLine,
    e.createdAt,
    e.createdBy,
    e.createdAt,
    e.createdBy,
  );
  sealFacts(db, 'editions', e.articleId, e.language);
}

export function oneEdition(db: Database, ref: EditionRef): EditionRow | null {
  const record = db
    .prepare<[string, string], EditionRecord>(`SELECT ${EDITION} FROM editions WHERE article_id = ? AND language = ?`)
    .get(ref.articleId, ref.language);
  return record === undefined ? null : edition(record);
}

export function allEditions(db: Database): EditionRow[] {
  return db.prepare<[], EditionRecord>(`SELECT ${EDITION} FROM editions ORDER BY created_at`).all().map(edition);
}

type DigestRecord = FactRow & { readonly article_id: string; readonly language: string; readonly data: string };

/** All that are as they were written: a damaged one is computed anew when it is asked for. */
export function allDigests(db: Database): DigestRow[] {
  return db
    .prepare<[], DigestRecord>('SELECT * FROM digests')
    .all()
    .filter((row) => areFactsIntact('digests', row))
    .map(({ article_id: articleId, language, data }) => ({ ...JSON.parse(data), articleId, language }));
}

export const editionOperations = {
  /** Keeps what a list shows of an edition; `announce` if someone who lists it would see a difference. */
  putDigest(db: Database, digest: DigestRow, announce: boolean): void {
    const { articleId, language, ...data } = digest;
    db.prepare(
      'INSERT INTO digests (article_id, language, data) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET data = excluded.data',
    ).run(articleId, language, JSON.stringify(data));
    sealFacts(db, 'digests', articleId, language);
    if (announce) noteChange(db, { kind: 'edition', articleId, language });
  },
};

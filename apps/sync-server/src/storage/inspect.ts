/** Looks for damage in all that is stored. Reads only, and from one moment, so it may run while the server writes. */
import { createHash } from 'node:crypto';
import { asStoreError, damagedPages, documentDamage, documentNames } from '@copydesk/shared/node';
import type { Database } from 'better-sqlite3';
import { verifyChain } from '../audit/verify.ts';
import { auditOperations } from './audit.ts';

/** `quick`: SQLite's pages. `whole`: indexes, every row of every document, every sealed text, the audit chain, too. */
export type Depth = 'quick' | 'whole';

/** One thing that is damaged. */
export interface Finding {
  readonly what: 'pages' | 'document' | 'sealed-text' | 'history' | 'audit';
  /** Which one: a document's or edition's name, a row of the audit log; empty for the file as a whole. */
  readonly id: string;
  readonly problem: string;
}

/** Everything that is damaged, as far as `depth` goes. */
export async function inspect(db: Database, depth: Depth): Promise<Finding[]> {
  db.exec('BEGIN');
  try {
    const pages = damagedPages(db, depth).map((problem): Finding => ({ what: 'pages', id: '', problem }));
    if (depth === 'quick') return pages;
    return [
      ...pages,
      ...readable(() => documents(db)),
      ...readable(() => sealedTexts(db)),
      ...readable(() => histories(db)),
      ...(await audit(db)),
    ];
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}

/** A list that cannot be read to its end is a finding of its own. */
function readable(look: () => Finding[]): Finding[] {
  try {
    return look();
  } catch (error) {
    return [{ what: 'pages', id: '', problem: asStoreError(error).message }];
  }
}

function documents(db: Database): Finding[] {
  return documentNames(db).flatMap((id): Finding[] => {
    const problem = documentDamage(db, id);
    return problem === null ? [] : [{ what: 'document', id, problem }];
  });
}

function sealedTexts(db: Database): Finding[] {
  const texts = db.prepare<[], { id: string; seal: string; bytes: Buffer }>(
    `SELECT article_id || '.' || language AS id, seal, bytes FROM sealed_texts`,
  );
  return [...texts.iterate()].flatMap(({ id, seal, bytes }): Finding[] =>
    createHash('sha256').update(bytes).digest('hex') === seal
      ? []
      : [
          {
            what: 'sealed-text',
            id,
            problem: `The bytes of the text sealed as ${seal} are not those that were sealed.`,
          },
        ],
  );
}

/** The name of a history stands in two places; a desktop whose name differs is told that its copy is another one. */
function histories(db: Database): Finding[] {
  return db
    .prepare<[], { id: string }>(
      `SELECT e.article_id || '.' || e.language AS id FROM editions e
       LEFT JOIN documents d ON d.name = e.article_id || '.' || e.language WHERE d.epoch IS NOT e.epoch`,
    )
    .all()
    .map(({ id }) => ({ what: 'history', id, problem: 'The edition and its document name different histories.' }));
}

async function audit(db: Database): Promise<Finding[]> {
  const problem = 'This row or one before it was changed, removed or moved.';
  try {
    const { broken } = await verifyChain(async (since) => auditOperations.auditSince(db, since));
    const first = broken ?? misfiled(db);
    return first === null ? [] : [{ what: 'audit', id: String(first), problem }];
  } catch (error) {
    return [{ what: 'audit', id: '', problem: asStoreError(error).message }];
  }
}

/** The first row of the audit log under another story than its subject's: that column alone is not in its hash. */
function misfiled(db: Database): number | null {
  const story = 'substr(subject, 1, 36)';
  return (
    db
      .prepare<[], { seq: number | null }>(
        `SELECT min(seq) AS seq FROM audit
         WHERE article_id IS NOT CASE WHEN ${story} IN (SELECT id FROM articles) THEN ${story} END`,
      )
      .get()?.seq ?? null
  );
}

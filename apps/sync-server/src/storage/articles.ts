import { createDocument } from '@copydesk/shared/node';
import { documentName } from '@copydesk/shared/sync';
import type { Database } from 'better-sqlite3';
import { type Act, appendAct } from './audit.ts';
import { noteChange } from './changes.ts';
import { putDraftingRow } from './desk-work.ts';
import { insertEdition, type NewEdition, oneEdition } from './editions.ts';
import { putEvidenceRows } from './evidence.ts';
import { sealFacts } from './facts.ts';
import { settleMemory } from './memory.ts';
import type { ArticleRow, DraftingRow, EditionRow, NewEvidence } from './rows.ts';

interface ArticleRecord {
  id: string;
  slug: string;
  desk: string;
  assignees: string;
  due: string | null;
  embargo: string | null;
  createdAt: string;
  createdBy: string;
}

const ARTICLE = 'id, slug, desk, assignees, due, embargo, created_at AS createdAt, created_by AS createdBy';

function article({ assignees, ...record }: ArticleRecord): ArticleRow {
  return { ...record, assignees: JSON.parse(assignees) };
}

export function allArticles(db: Database): ArticleRow[] {
  return db.prepare<[], ArticleRecord>(`SELECT ${ARTICLE} FROM articles ORDER BY created_at DESC`).all().map(article);
}

function oneArticle(db: Database, id: string): ArticleRow | null {
  const record = db.prepare<[string], ArticleRecord>(`SELECT ${ARTICLE} FROM articles WHERE id = ?`).get(id);
  return record === undefined ? null : article(record);
}

/** An edition to make, with the bytes its document begins with. */
export interface EditionSeed {
  readonly edition: NewEdition;
  /** What its document begins with; written by `userId`. */
  readonly document: { readonly epoch: string; readonly update: Uint8Array; readonly userId: string };
  readonly evidence: readonly NewEvidence[];
}

export type Created =
  | { readonly outcome: 'created' | 'same'; readonly article: ArticleRow; readonly edition: EditionRow }
  | { readonly outcome: 'taken' };

/** An edition, its document, its notes and where its text came from. */
function seedEdition(db: Database, { edition, document, evidence }: EditionSeed): void {
  insertEdition(db, edition);
  const { epoch, update, userId } = document;
  const { articleId, language } = edition;
  createDocument(db, documentName(articleId, language), epoch, { update, userId, origin: 'upstream' });
  createDocument(db, documentName(articleId, language, true), epoch, null);
  putEvidenceRows(db, edition, evidence);
  noteChange(db, { kind: 'edition', articleId: edition.articleId, language: edition.language });
}

export const articleOperations = {
  /**
   * Makes a story with its first edition. Idempotent: asked again by the same person with the same language and
   * history it answers `same`; anything else under that id is `taken`.
   */
  createArticle(db: Database, row: ArticleRow, seed: EditionSeed, act: Act): Created {
    const existing = oneArticle(db, row.id);
    if (existing !== null) {
      const edition = oneEdition(db, seed.edition);
      const same =
        edition !== null &&
        existing.createdBy === row.createdBy &&
        edition.epoch === seed.edition.epoch &&
        edition.source === null;
      return same ? { outcome: 'same', article: existing, edition } : { outcome: 'taken' };
    }
    db.prepare(
      `INSERT INTO articles (id, slug, desk, assignees, due, embargo, created_at, created_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      row.id,
      row.slug,
      row.desk,
      JSON.stringify(row.assignees),
      row.due,
      row.embargo,
      row.createdAt,
      row.createdBy,
    );
    sealFacts(db, 'articles', row.id);
    noteChange(db, { kind: 'article', articleId: row.id });
    seedEdition(db, seed);
    appendAct(db, act);
    const edition = oneEdition(db, seed.edition);
    if (edition === null) throw new Error('an edition vanished within its own transaction');
    return { outcome: 'created', article: row, edition };
  },

  /** `drafting`: what an engine is to do then. Null if the story already has an edition in that language. */
  createEdition(db: Database, seed: EditionSeed, drafting: DraftingRow | null, act: Act): EditionRow | null {
    if (oneEdition(db, seed.edition) !== null) return null;
    seedEdition(db, seed);
    if (drafting !== null) putDraftingRow(db, seed.edition, drafting);
    appendAct(db, act);
    return oneEdition(db, seed.edition);
  },

  updateArticle(
    db: Database,
    id: string,
    to: Pick<ArticleRow, 'slug' | 'desk' | 'assignees' | 'due' | 'embargo'>,
    act: Act,
  ): ArticleRow | null {
    const record = db
      .prepare<[string, string, string, string | null, string | null, string], ArticleRecord>(
        `UPDATE articles SET slug = ?, desk = ?, assignees = ?, due = ?, embargo = ? WHERE id = ? RETURNING ${ARTICLE}`,
      )
      .get(to.slug, to.desk, JSON.stringify(to.assignees), to.due, to.embargo, id);
    if (record === undefined) return null;
    sealFacts(db, 'articles', id);
    settleMemory(db, id);
    noteChange(db, { kind: 'article', articleId: id });
    appendAct(db, act);
    return article(record);
  },
};

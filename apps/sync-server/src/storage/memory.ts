/** The newsroom's translation memory: filled by approving, opened to all by publishing, emptied by killing. */
import { dropMemory, matchMemory, memoryRow, prepared, putMemory } from '@copydesk/shared/node';
import type { MemoryMatch, MemoryPairing, MemoryQuestion, MemoryRow } from '@copydesk/shared/translation';
import type { Database } from 'better-sqlite3';
import { noteChange } from './changes.ts';
import { AHEAD } from './restored.ts';
import type { EditionRef } from './rows.ts';

/** What an approval leaves to the memory. */
export interface NewMemory {
  /** The source's language. */
  readonly from: string;
  readonly seal: string;
  readonly headline: string;
  /** The approver's name. */
  readonly approvedBy: string;
  readonly approvedAt: string;
  readonly pairings: readonly MemoryPairing[];
}

/** The rows of one approved text, and how they stood when they were last told of. */
interface Group {
  readonly language: string;
  readonly source: string;
  readonly seal: string;
  readonly published: number;
  readonly scope: string | null;
}

interface Standing {
  readonly language: string;
  readonly work: string;
  readonly public: string;
  readonly sealed: string | null;
}

function nextPlace(db: Database): number {
  const last = prepared<[], { seq: number | null }>(db, 'SELECT max(seq) AS seq FROM memory_origins').get();
  return (last?.seq ?? 0) + 1;
}

/** Keeps an approved text's pairs, within the approval's transaction; offered to nobody until `settleMemory`. */
export function keepMemory(db: Database, { articleId, language }: EditionRef, memory: NewMemory): void {
  const { from, seal, headline, approvedBy, approvedAt } = memory;
  const known = prepared(
    db,
    'SELECT 1 FROM memory_origins WHERE article_id = ? AND gone = 0 AND language = ? AND seal = ?',
  ).get(articleId, language, seal);
  if (known !== undefined) return;
  const origin = prepared<unknown[], { id: number }>(
    db,
    `INSERT INTO memory_origins (seq, article_id, language, source_language, seal) VALUES (?, ?, ?, ?, ?) RETURNING id`,
  );
  let seq = nextPlace(db);
  const rows = memory.pairings.map((pairing) => {
    const id = origin.get(seq, articleId, language, from, seal)?.id;
    if (id === undefined) throw new Error('a row of the memory was not kept');
    seq += 1;
    return { ...pairing, id, from, to: language, articleId, headline, approvedBy, approvedAt, scope: null };
  });
  putMemory(db, rows);
}

/**
 * Brings the memory of a story in line with where its editions stand, within the caller's transaction. Approved text is
 * offered to the story's desk, published text to the whole newsroom; of a newer approved version the older one is not
 * offered any more. Nothing is offered while the translation or its source is withheld, and what was killed, spiked,
 * withdrawn or replaced is taken out for good.
 */
export function settleMemory(db: Database, articleId: string): void {
  const groups = prepared<[string], Group>(
    db,
    `SELECT DISTINCT language, source_language AS source, seal, published, scope FROM memory_origins
     WHERE article_id = ? AND gone = 0`,
  ).all(articleId);
  if (groups.length === 0) return;
  const desk = prepared<[string], string>(db, 'SELECT desk FROM articles WHERE id = ?').pluck().get(articleId);
  const editions = prepared<[string], Standing>(
    db,
    'SELECT language, work, public, sealed FROM editions WHERE article_id = ?',
  ).all(articleId);
  let changed = false;
  for (const group of groups) {
    const target = editions.find(({ language }) => language === group.language);
    const source = editions.find(({ language }) => language === group.source);
    const next = target === undefined ? null : standingOf(group, target, source, desk ?? '');
    if (next !== null && next.published === (group.published === 1) && next.scope === group.scope) continue;
    tell(db, articleId, group, next);
    changed = true;
  }
  if (changed) noteChange(db, { kind: 'memory' });
}

/** What is to become of a text's rows; null: they are taken out. */
function standingOf(
  { seal, published: was }: Group,
  target: Standing,
  source: Standing | undefined,
  desk: string,
): { published: boolean; scope: string | null } | null {
  const both = [target, ...(source === undefined ? [] : [source])];
  if (both.some((one) => one.public === 'killed' || one.work === 'spiked')) return null;
  const current = target.sealed === seal;
  const published = was === 1 || (current && target.work === 'closed' && target.public !== 'never');
  if (!published && !(current && target.work === 'approved')) return null;
  if (target.work === 'closed' && !current) return null;
  const withheld = both.some((one) => one.public === 'withheld');
  const overtaken = published && target.work === 'approved' && !current;
  return { published, scope: withheld || overtaken ? null : published ? '' : desk };
}

/** Gives a text's rows their new standing, each at a place of its own in the order of changes. */
function tell(
  db: Database,
  articleId: string,
  { language, seal }: Group,
  next: { published: boolean; scope: string | null } | null,
): void {
  const ids = prepared<[string, string, string], number>(
    db,
    'SELECT id FROM memory_origins WHERE article_id = ? AND gone = 0 AND language = ? AND seal = ? ORDER BY id',
  )
    .pluck()
    .all(articleId, language, seal);
  const update = prepared(db, 'UPDATE memory_origins SET seq = ?, published = ?, scope = ?, gone = ? WHERE id = ?');
  let seq = nextPlace(db);
  for (const id of ids) {
    update.run(seq, next?.published === true ? 1 : 0, next?.scope ?? null, next === null ? 1 : 0, id);
    seq += 1;
    if (next !== null) prepared(db, 'UPDATE memory SET scope = ? WHERE id = ?').run(next.scope, id);
  }
  if (next === null) dropMemory(db, ids);
}

/** A part of the memory for a copy elsewhere. */
export interface MemoryPart {
  readonly rows: MemoryRow[];
  /** Ids of what the copy must not offer (any more). */
  readonly gone: number[];
  /** The place to go on from. */
  readonly seq: number;
  readonly more: boolean;
}

export const memoryOperations = {
  matchMemory(db: Database, question: MemoryQuestion, scopes: readonly string[]): MemoryMatch[] {
    return matchMemory(db, question, scopes);
  },

  /** What changed after `since`, at most `limit` rows, as somebody may see it to whom these scopes are open. */
  memorySince(db: Database, since: number, limit: number, scopes: readonly string[]): MemoryPart {
    const origins = prepared<[number, number], { id: number; seq: number; scope: string | null }>(
      db,
      'SELECT id, seq, scope FROM memory_origins WHERE seq > ? ORDER BY seq LIMIT ?',
    ).all(since, limit);
    const rows: MemoryRow[] = [];
    const gone: number[] = [];
    for (const { id, scope } of origins) {
      const found = scope !== null && scopes.includes(scope) ? memoryRow(db, id) : null;
      if (found === null) gone.push(id);
      else rows.push(found);
    }
    return { rows, gone, seq: origins.at(-1)?.seq ?? since, more: origins.length === limit };
  },

  /** The last place in the order of changes, and which restore of the data these places are of. */
  memoryHistory(db: Database): { last: number; restores: number } {
    const ids = prepared<[], { seq: number }>(
      db,
      "SELECT seq FROM sqlite_sequence WHERE name = 'memory_origins'",
    ).get();
    return { last: nextPlace(db) - 1, restores: Math.floor((ids?.seq ?? 0) / AHEAD) };
  },
};

/** The newsroom's glossaries. Each change names the version of the term that it was made from. */
import type { Glossary, GlossaryChange, GlossaryEntry, GlossaryPair } from '@copydesk/shared/api';
import type { Database } from 'better-sqlite3';
import { type Act, appendAct } from './audit.ts';
import { noteChange } from './changes.ts';

export type GlossaryOutcome =
  | { readonly outcome: 'done'; readonly glossary: Glossary }
  /** These terms are others by now: nothing was changed. */
  | { readonly outcome: 'moved'; readonly terms: GlossaryEntry[]; readonly removed: number }
  | { readonly outcome: 'full' };

interface TermRecord extends Omit<GlossaryEntry, 'note' | 'caseSensitive'> {
  readonly note: string | null;
  readonly caseSensitive: number;
}

const TERM = `id, version, source, target, status, note, case_sensitive AS caseSensitive, changed_at AS changedAt,
  changed_by AS changedBy`;

function entry({ note, caseSensitive, ...record }: TermRecord): GlossaryEntry {
  return { ...record, ...(note === null ? {} : { note }), ...(caseSensitive === 1 ? { caseSensitive: true } : {}) };
}

function glossary(db: Database, from: string, to: string): Glossary {
  const version = db
    .prepare<[string, string], number>('SELECT version FROM glossaries WHERE from_language = ? AND to_language = ?')
    .pluck()
    .get(from, to);
  const terms = db
    .prepare<[string, string], TermRecord>(
      `SELECT ${TERM} FROM glossary_terms WHERE from_language = ? AND to_language = ? ORDER BY source, id`,
    )
    .all(from, to);
  return { from, to, version: version ?? 0, terms: terms.map(entry) };
}

/** Who changes a glossary, and how large it may become. */
export interface GlossaryAuthor {
  readonly name: string;
  readonly most: number;
  readonly act: Act;
}

export const glossaryOperations = {
  glossaries(db: Database): GlossaryPair[] {
    return db
      .prepare<[], GlossaryPair>(
        `SELECT g.from_language AS "from", g.to_language AS "to", g.version, count(t.id) AS terms
         FROM glossaries g LEFT JOIN glossary_terms t USING (from_language, to_language)
         GROUP BY g.from_language, g.to_language ORDER BY 1, 2`,
      )
      .all();
  },

  glossary,

  /** All of the changes, or none if one of them was made from another version of its term. */
  changeGlossary(
    db: Database,
    { from, to }: { readonly from: string; readonly to: string },
    changes: readonly GlossaryChange[],
    { name, most, act }: GlossaryAuthor,
  ): GlossaryOutcome {
    const before = glossary(db, from, to);
    const known = new Map(before.terms.map((term) => [term.id, term]));
    const moved = changes.filter(({ id, was }) => (known.get(id)?.version ?? null) !== was);
    if (moved.length > 0) {
      const terms = moved.flatMap(({ id }) => known.get(id) ?? []);
      return { outcome: 'moved', terms, removed: moved.length - terms.length };
    }
    const added = changes.filter(({ id, term }) => term !== null && !known.has(id)).length;
    const removed = changes.filter(({ id, term }) => term === null && known.has(id)).length;
    if (added > removed && before.terms.length + added - removed > most) return { outcome: 'full' };
    const version = before.version + 1;
    db.prepare(
      `INSERT INTO glossaries (from_language, to_language, version) VALUES (?, ?, ?)
       ON CONFLICT (from_language, to_language) DO UPDATE SET version = excluded.version`,
    ).run(from, to, version);
    const drop = db.prepare('DELETE FROM glossary_terms WHERE from_language = ? AND to_language = ? AND id = ?');
    const put = db.prepare(
      `INSERT INTO glossary_terms (from_language, to_language, id, version, source, target, status, note, case_sensitive,
         changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const { id, term } of changes) {
      drop.run(from, to, id);
      if (term === null) continue;
      const { source, target, status, note = null, caseSensitive = false } = term;
      put.run(from, to, id, version, source, target, status, note, caseSensitive ? 1 : 0, act.at, name);
    }
    noteChange(db, { kind: 'glossary', from, to });
    appendAct(db, act);
    return { outcome: 'done', glossary: glossary(db, from, to) };
  },
};

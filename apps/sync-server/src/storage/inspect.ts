/**
 * Looks for damage in all that is stored. Reads only, and in pieces, each of them from one moment, so it may run while the
 * server writes: between two pieces nothing keeps the write-ahead log from being emptied.
 */
import { createHash } from 'node:crypto';
import { asStoreError, damagedPages, documentDamage, documentNames } from '@copydesk/shared/node';
import type { Database } from 'better-sqlite3';
import { verifyChain } from '../audit/verify.ts';
import { auditOperations } from './audit.ts';
import { brokenFacts } from './facts.ts';

/** `quick`: SQLite's pages. `whole`: indexes, every row of every document, every sealed text, the audit chain, too. */
export type Depth = 'quick' | 'whole';

/** One thing that is damaged. */
export interface Finding {
  readonly what: 'pages' | 'document' | 'sealed-text' | 'story' | 'edition' | 'held' | 'history' | 'audit';
  /** Which one: a document's or edition's name, a story's or held change's id, a row of the audit log; empty for the file as a whole. */
  readonly id: string;
  readonly problem: string;
}

/** Sealed texts that are read at once: some megabytes at most. */
const TEXTS_AT_ONCE = 50;
/** Acts that are looked at together. */
const ACTS_AT_ONCE = 1_000;

/** Everything that is damaged, as far as `depth` goes. */
export async function inspect(db: Database, depth: Depth): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const piece of inspection(db, depth)) findings.push(...piece);
  return findings;
}

/**
 * The same piece by piece. The look at the pages is one: which page belongs to what can only be said of one moment. Each
 * document is one, and so are some sealed texts or acts; what stands in two places is compared in one.
 */
export async function* inspection(db: Database, depth: Depth): AsyncGenerator<Finding[]> {
  yield damagedPages(db, depth).map((problem) => ({ what: 'pages', id: '', problem }));
  if (depth === 'quick') return;
  yield* readable(documents(db));
  yield* readable(sealedTexts(db));
  for (const facts of FACTS) yield* readable(brokenRows(db, facts));
  yield* readable(histories(db));
  yield await audit(db);
}

/** What cannot be read to its end is a finding of its own. */
function* readable(pieces: Iterable<Finding[]>): Generator<Finding[]> {
  try {
    yield* pieces;
  } catch (error) {
    yield [{ what: 'pages', id: '', problem: asStoreError(error).message }];
  }
}

function* documents(db: Database): Generator<Finding[]> {
  for (const id of documentNames(db)) {
    const problem = db.transaction(() => documentDamage(db, id))();
    yield problem === null ? [] : [{ what: 'document', id, problem }];
  }
}

interface SealedText {
  readonly place: number;
  readonly id: string;
  readonly seal: string;
  readonly bytes: Buffer;
}

function* sealedTexts(db: Database): Generator<Finding[]> {
  const after = db.prepare<[number, number], SealedText>(
    `SELECT rowid AS place, article_id || '.' || language AS id, seal, bytes FROM sealed_texts
     WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  );
  let texts: SealedText[] = [];
  do {
    texts = after.all(texts.at(-1)?.place ?? 0, TEXTS_AT_ONCE);
    yield texts.filter(isBroken).map(({ id, seal }) => ({
      what: 'sealed-text',
      id,
      problem: `The bytes of the text sealed as ${seal} are not those that were sealed.`,
    }));
    // Fewer are the last: what is written meanwhile would have no end.
  } while (texts.length === TEXTS_AT_ONCE);
}

const isBroken = ({ seal, bytes }: SealedText) => createHash('sha256').update(bytes).digest('hex') !== seal;

/** What lists show is left out: where it is damaged, it is computed anew. */
const FACTS = [
  { table: 'articles', what: 'story' },
  { table: 'editions', what: 'edition' },
  { table: 'held', what: 'held' },
] as const;

function* brokenRows(db: Database, { table, what }: (typeof FACTS)[number]): Generator<Finding[]> {
  for (const ids of brokenFacts(db, table))
    yield ids.map((id) => ({ what, id, problem: 'What is known of it beside its text is not what was written.' }));
}

/** The name of a history stands in two places; a desktop whose name differs is told that its copy is another one. */
function* histories(db: Database): Generator<Finding[]> {
  yield db
    .prepare<[], { id: string }>(
      `SELECT e.article_id || '.' || e.language AS id FROM editions e
       LEFT JOIN documents d ON d.name = e.article_id || '.' || e.language WHERE d.epoch IS NOT e.epoch`,
    )
    .all()
    .map(({ id }) => ({ what: 'history', id, problem: 'The edition and its document name different histories.' }));
}

/** Whether the chain holds, and each act is filed under its story. */
async function audit(db: Database): Promise<Finding[]> {
  try {
    const { broken } = await verifyChain(async (since) => auditOperations.auditSince(db, since));
    const first = broken ?? misfiled(db);
    if (first === null) return [];
    return [{ what: 'audit', id: String(first), problem: 'This row or one before it was changed, removed or moved.' }];
  } catch (error) {
    return [{ what: 'audit', id: '', problem: asStoreError(error).message }];
  }
}

/** The first row of the audit log under another story than its subject's: that column alone is not in its hash. */
function misfiled(db: Database): number | null {
  const story = 'substr(subject, 1, 36)';
  const first = db
    .prepare<[number, number], number | null>(
      `SELECT min(seq) FROM audit WHERE seq > ? AND seq <= ?
       AND article_id IS NOT CASE WHEN ${story} IN (SELECT id FROM articles) THEN ${story} END`,
    )
    .pluck();
  const last = db.prepare<[], number | null>('SELECT max(seq) FROM audit').pluck().get() ?? 0;
  for (let seq = 0; seq < last; seq += ACTS_AT_ONCE) {
    const found = first.get(seq, seq + ACTS_AT_ONCE) ?? null;
    if (found !== null) return found;
  }
  return null;
}

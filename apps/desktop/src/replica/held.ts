/** Held changes: what they say, who is told of them, and how they are settled. */
import { readEdition } from '@copydesk/editor/schema';
import { type Client, type HeldChange, HeldReport, ProblemError } from '@copydesk/shared/api';
import {
  blockText,
  canonicalContent,
  changedBlocks,
  type EditionText,
  hashText,
  sealOf,
  textBlocks,
} from '@copydesk/shared/article';
import { type DocumentName, type Log, parseDocumentName } from '@copydesk/shared/sync';
import type * as Y from 'yjs';
import * as z from 'zod';
import type { HeldEntry, HeldRow } from './storage/held-operations.ts';
import type { ReplicaStore } from './storage/store.ts';

export type Changes = HeldReport['changes'];

const StoredChanges = z.string().transform((json) => HeldReport.shape.changes.parse(JSON.parse(json)));

/** What is to be held of a document: the text it was built on, the text as its author had it, and the difference. */
export interface ToHold {
  readonly document: DocumentName;
  readonly code: string;
  readonly detail: string;
  readonly base: Y.Doc;
  readonly mine: Y.Doc;
  readonly update: Uint8Array;
}

/** Makes the row for a held change: readable without the document it came from. */
export function describeHeld({ document, code, detail, base, mine, update }: ToHold): HeldRow {
  const before = readEdition(base);
  const after = readEdition(mine);
  const changes = changedBlocks(before.content, after.content).map((change) => ({
    block: change.block,
    before: change.before ?? '',
    after: change.after ?? '',
  }));
  const held = { document, code, detail, changes, text: plainText(after), update };
  return heldRow({ ...held, baseSeal: sealOf(canonicalContent(before, null)) });
}

/** Makes the row from a difference that is known already (a window's own). */
export function heldRow(from: {
  document: DocumentName;
  code: string;
  detail: string;
  baseSeal: string | null;
  changes: Changes;
  text: string;
  update: Uint8Array;
}): HeldRow {
  const { document, changes, ...rest } = from;
  const { articleId = '', language = '' } = parseDocumentName(document) ?? {};
  return {
    ...rest,
    id: crypto.randomUUID(),
    document,
    articleId,
    language,
    since: new Date().toISOString(),
    words: changes.reduce((sum, { before, after }) => sum + wordsAdded(before, after), 0),
    changes: JSON.stringify(changes),
  };
}

/** Two descriptions of the same text count once, for a window and its replica may both report it. */
export function fingerprint(changes: Changes): string {
  return hashText(JSON.stringify(changes.map(({ block, after }) => [block, after])));
}

function plainText(edition: EditionText): string {
  return textBlocks(edition.content)
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n');
}

function wordsAdded(before: string, after: string): number {
  const rest = new Map<string, number>();
  for (const word of before.split(/\s+/)) rest.set(word, (rest.get(word) ?? 0) + 1);
  let added = 0;
  for (const word of after.split(/\s+/)) {
    const left = rest.get(word) ?? 0;
    if (left > 0) rest.set(word, left - 1);
    else if (word !== '') added += 1;
  }
  return added;
}

export interface HeldChanges {
  list(articleId?: string): Promise<HeldChange[]>;
  text(id: string): Promise<string>;
  /** Keeps a window's own text, unless the same text is held already; gives the id, or null if there was nothing. */
  add(row: HeldRow): Promise<string | null>;
  settle(id: string, outcome: 'taken' | 'given-up'): Promise<void>;
  /** Tells the server what it has not been told. Call when the line is back or something changed. */
  report(): Promise<void>;
}

export interface HeldOptions {
  readonly store: ReplicaStore;
  readonly client: Client;
  readonly user: () => { id: string; name: string };
  readonly device: string;
  readonly log: Log;
  readonly onChange: () => void;
}

export function createHeldChanges({ store, client, user, device, log, onChange }: HeldOptions): HeldChanges {
  const asHeldChange = (row: HeldEntry): HeldChange => ({
    id: row.id,
    userId: user().id,
    name: user().name,
    device,
    code: row.code,
    detail: row.detail,
    since: row.since,
    words: row.words,
    changes: StoredChanges.parse(row.changes),
    articleId: row.articleId,
    language: row.language,
    baseSeal: row.baseSeal,
  });

  /** One after another: the second would tell again what the first is telling. */
  let reporting: Promise<void> = Promise.resolve();

  /** True if the server has been told, or does not want to know (no such story any more). */
  async function told(call: Promise<unknown>): Promise<boolean> {
    try {
      await call;
      return true;
    } catch (error) {
      log.info('held-not-told', { error: String(error) });
      return error instanceof ProblemError && [403, 404, 409].includes(error.problem.status);
    }
  }

  async function tellServer(): Promise<void> {
    for (const row of await store.call('heldChanges')) {
      if (row.reported) continue;
      const { code, since, words, changes, articleId, language } = asHeldChange(row);
      const call = client.call('reportHeld', {
        params: { id: articleId, language, held: row.id },
        body: { device, code, since, words, changes },
      });
      if (await told(call)) await store.call('heldReported', row.id);
    }
    for (const { id, articleId, language } of await store.call('heldToClear')) {
      const call = client.call('clearHeld', { params: { id: articleId, language, held: id } });
      if (await told(call)) await store.call('heldCleared', id);
    }
  }

  return {
    async list(articleId) {
      const rows = await store.call('heldChanges');
      return rows.filter((row) => articleId === undefined || row.articleId === articleId).map(asHeldChange);
    },
    async text(id) {
      const text = await store.call('heldText', id);
      if (text !== null) return text;
      const detail = 'This held text is not on this computer.';
      throw new ProblemError({ type: 'about:blank', title: 'Not found', status: 404, detail });
    },
    async add(row) {
      if (row.changes === '[]') return null;
      const mine = fingerprint(StoredChanges.parse(row.changes));
      const same = (await store.call('heldChanges')).find(
        (other) => other.document === row.document && fingerprint(StoredChanges.parse(other.changes)) === mine,
      );
      if (same) return same.id;
      await store.call('addHeld', row);
      onChange();
      return row.id;
    },
    async settle(id, outcome) {
      await store.call('settleHeld', id, outcome);
      onChange();
    },
    report() {
      reporting = reporting.then(tellServer, tellServer);
      return reporting;
    },
  };
}

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
import { applyAsIs, type DocumentName, type Log, partsOf } from '@copydesk/shared/sync';
import * as Y from 'yjs';
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
  /** The history it was written to, as the windows name it. */
  readonly epoch: string;
  readonly base: Y.Doc;
  readonly mine: Y.Doc;
  readonly update: Uint8Array;
}

/** Makes the row for a held change: readable without the document it came from. */
export function describeHeld({ document, code, detail, epoch, base, mine, update }: ToHold): HeldRow {
  const before = readEdition(base);
  const after = readEdition(mine);
  const changes = changedBlocks(before.content, after.content).map((change) => ({
    block: change.block,
    before: change.before ?? '',
    after: change.after ?? '',
  }));
  const text = plainText(after);
  const held = { document, code, detail, changes, text, update, epoch, base: Y.encodeStateAsUpdate(base) };
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
  epoch: string;
  base: Uint8Array | null;
}): HeldRow {
  const { document, changes, ...rest } = from;
  const { articleId, language } = partsOf(document);
  return {
    ...rest,
    id: crypto.randomUUID(),
    document,
    articleId,
    language,
    since: new Date().toISOString(),
    words: changes.reduce((sum, { before, after }) => sum + addedWords(before, after).length, 0),
    changes: JSON.stringify(changes),
  };
}

/** A held change with what a window had of the same history besides; null if the two do not make one text. */
function extendedWith(row: HeldRow, document: DocumentName, update: Uint8Array): HeldRow | null {
  if (row.base === null) return null;
  const base = new Y.Doc();
  applyAsIs(base, [row.base]);
  const mine = new Y.Doc();
  applyAsIs(mine, [row.base, row.update, update]);
  if (mine.store.pendingStructs !== null || mine.store.pendingDs !== null) return null;
  const { code, detail, epoch } = row;
  const both = Y.mergeUpdates([row.update, update]);
  const { words, changes, text } = describeHeld({ document, code, detail, epoch, base, mine, update: both });
  return { ...row, words, changes, text, update: both };
}

/** Two descriptions of the same text count once, for a window and its replica may both report it. */
function fingerprint(changes: Changes): string {
  return hashText(JSON.stringify(changes.map(({ block, after }) => [block, after])));
}

/** A whole text, readable: its blocks with empty lines between them. */
export function plainText(edition: EditionText): string {
  return textBlocks(edition.content)
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n');
}

/** The words of `after` that `before` has not, or not as often. */
export function addedWords(before: string, after: string): string[] {
  const rest = new Map<string, number>();
  for (const word of before.split(/\s+/)) rest.set(word, (rest.get(word) ?? 0) + 1);
  return after.split(/\s+/).filter((word) => {
    const left = rest.get(word) ?? 0;
    rest.set(word, left - 1);
    return left <= 0 && word !== '';
  });
}

/** Why something is held. */
export interface Reason {
  readonly code: string;
  readonly detail: string;
}

/** What a window had that its replica had not taken. */
export interface WindowsOwn {
  readonly document: DocumentName;
  readonly epoch: string;
  readonly update: Uint8Array;
  readonly changes: Changes;
}

export interface HeldChanges {
  list(articleId?: string): Promise<HeldChange[]>;
  text(id: string): Promise<string>;
  /**
   * Keeps text that only a window had when its document was replaced: in the entry of the same history if there is
   * one, else in one of its own, for the reason `why`. Gives the entry's id, or null if there was nothing to keep.
   */
  holdOwn(own: WindowsOwn, why: Reason): Promise<string | null>;
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
    async holdOwn({ document, epoch, update, changes }, why) {
      const same = await store.call('heldOf', document, epoch);
      const extended = same === null || same.settled !== null ? null : extendedWith(same, document, update);
      if (same !== null && extended !== null) {
        if (extended.changes !== same.changes) {
          await store.call('extendHeld', extended);
          onChange();
        }
        return same.id;
      }
      if (changes.length === 0) return null;
      const { code, detail } = same ?? why;
      const text = changes.map(({ after }) => after).join('\n\n');
      const row = heldRow({ document, code, detail, baseSeal: null, changes, text, update, epoch, base: null });
      const mine = fingerprint(changes);
      const told = (await store.call('heldChanges')).find(
        (other) => other.document === document && fingerprint(StoredChanges.parse(other.changes)) === mine,
      );
      if (told) return told.id;
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

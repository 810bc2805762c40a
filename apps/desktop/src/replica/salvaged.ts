/** Unsent rows of damaged copies: held as soon as the text they were written to is here again, or will never be. */
import { applyAsIs, type DocumentName, insertedText, type Log, partsOf } from '@copydesk/shared/sync';
import * as Y from 'yjs';
import { describeHeld, heldRow } from './held.ts';
import { mergeMany } from './merge.ts';
import type { HeldRow } from './storage/held-operations.ts';
import type { SalvagedRow } from './storage/salvage-operations.ts';
import type { ReplicaStore } from './storage/store.ts';

const CODE = 'damaged-copy';
const DETAIL = 'The copy of this text on this computer was damaged.';

export interface SalvagedText {
  /** Documents of which something was salvaged that is not settled. */
  documents(): DocumentName[];
  /** More was found. */
  found(documents: readonly DocumentName[]): void;
  /** Makes what was salvaged of a document a held change. `base`: its text, as the server gave it; null if it will not. */
  settle(document: DocumentName, base: Uint8Array | null): Promise<void>;
}

export interface SalvagedTextOptions {
  readonly store: ReplicaStore;
  readonly log: Log;
  readonly onHeld: () => void;
}

export async function openSalvagedText({ store, log, onHeld }: SalvagedTextOptions): Promise<SalvagedText> {
  const waiting = new Set(await store.call('salvagedDocuments'));
  return {
    documents: () => [...waiting],
    found(documents) {
      for (const document of documents) waiting.add(document);
    },
    async settle(document, base) {
      if (!waiting.has(document)) return;
      const rows = await store.call('salvagedRows', document);
      const held = rows.length === 0 ? null : describeSalvaged(document, rows, base);
      await store.call('settleSalvaged', document, held);
      waiting.delete(document);
      log.info('salvage-settled', { document, held: held !== null });
      if (held !== null) onHeld();
    },
  };
}

/** The held change that salvaged rows make; null if all of it is in the server's text. */
function describeSalvaged(
  document: DocumentName,
  rows: readonly SalvagedRow[],
  base: Uint8Array | null,
): HeldRow | null {
  const update = mergeMany(rows.map((row) => row.update));
  const epoch = rows.at(-1)?.epoch ?? '';
  const [before, mine] = [new Y.Doc(), new Y.Doc()];
  if (base !== null) for (const doc of [before, mine]) applyAsIs(doc, [base]);
  applyAsIs(mine, [update]);
  const whole = mine.store.pendingStructs === null && mine.store.pendingDs === null;
  const isText = !partsOf(document).notes;
  if (base !== null && whole && isText) {
    const row = describeHeld({ document, code: CODE, detail: DETAIL, epoch, base: before, mine, update });
    return row.changes === '[]' ? null : row;
  }
  if (base !== null && whole && Y.equalSnapshots(Y.snapshot(before), Y.snapshot(mine))) return null;
  // What it builds on is lost: the words alone are left.
  const text = insertedText(update);
  if (text === '') return null;
  const changes = [{ block: 'salvaged', before: '', after: text }];
  return heldRow({ document, code: CODE, detail: DETAIL, baseSeal: null, changes, text, update, epoch, base: null });
}

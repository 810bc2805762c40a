/** Unsent rows of damaged copies: held as soon as the text they were written to is here again, or will never be. */
import { applyAsIs, type DocumentName, insertedText, type Log, partsOf, readableText } from '@copydesk/shared/sync';
import * as Y from 'yjs';
import { describeHeld, heldRow } from './held.ts';
import { mergeMany } from './merge.ts';
import { DAMAGED_DETAIL, DAMAGED_HELD } from './storage/held-intact.ts';
import type { HeldRow } from './storage/held-operations.ts';
import type { SalvagedRow } from './storage/salvage-operations.ts';
import type { ReplicaStore } from './storage/store.ts';

const CODE = 'damaged-copy';
/** The update that holds nothing. */
const NOTHING = Uint8Array.of(0, 0);
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
  const whole = rows.filter(({ damaged }) => !damaged).map((row) => row.update);
  const update = whole.length === 0 ? NOTHING : mergeMany(whole);
  const epoch = rows.at(-1)?.epoch ?? '';
  if (whole.length < rows.length) {
    const text = rows.map((row) => readableText(row.update)).join('\n');
    return wordsAlone({ document, code: DAMAGED_HELD, detail: DAMAGED_DETAIL, text, update, epoch });
  }
  const [before, mine] = [new Y.Doc(), new Y.Doc()];
  if (base !== null) for (const doc of [before, mine]) applyAsIs(doc, [base]);
  applyAsIs(mine, [update]);
  const fits = mine.store.pendingStructs === null && mine.store.pendingDs === null;
  const isText = !partsOf(document).notes;
  if (base !== null && fits && isText) {
    const row = describeHeld({ document, code: CODE, detail: DETAIL, epoch, base: before, mine, update });
    return row.changes === '[]' ? null : row;
  }
  if (base !== null && fits && Y.equalSnapshots(Y.snapshot(before), Y.snapshot(mine))) return null;
  // What it builds on is lost: the words alone are left.
  const text = insertedText(update);
  if (text === '') return null;
  return wordsAlone({ document, code: CODE, detail: DETAIL, text, update, epoch });
}

function wordsAlone(from: Omit<Parameters<typeof heldRow>[0], 'baseSeal' | 'changes' | 'base'>): HeldRow {
  return heldRow({
    ...from,
    baseSeal: null,
    changes: [{ block: 'salvaged', before: '', after: from.text }],
    base: null,
  });
}

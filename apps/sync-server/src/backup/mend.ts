/** Mends one damaged document. The server of its data folder is stopped. */
import {
  documentDamage,
  foundRows,
  isIntact,
  loadDocument,
  openDatabase,
  openReadOnly,
  rebuildDocument,
} from '@copydesk/shared/node';
import { type DocumentName, partsOf, StoreError } from '@copydesk/shared/sync';
import type { Database } from 'better-sqlite3';
import * as Y from 'yjs';
import { appendAct } from '../storage/audit.ts';
import { databaseFile } from '../storage/client.ts';
import { migrations } from '../storage/migrations/index.ts';
import { AHEAD } from '../storage/restored.ts';
import { type Found, putAside, waitingRows } from './aside.ts';
import { fitTogether } from './fitting.ts';
import { checkBackup } from './manifest.ts';
import { hoursFrom, recoverDocument } from './recovery.ts';

/** The document is not mended; `message` says why. Nothing was changed. */
export class NotMended extends Error {
  override readonly name = 'NotMended';
}

export interface Mended {
  /** Rows that were found, and how many of them are not what was written. */
  readonly rows: number;
  readonly damaged: number;
  /** Rows that are not there at all. */
  readonly missing: number;
  /** Whole rows that build on what is lost, now or after an earlier mending. */
  readonly waiting: number;
  /** The moment of the backup that was used, or null. */
  readonly backupAt: string | null;
  /** Where everything is kept as it was found. */
  readonly aside: string;
  /** Until when desktops bring back what is missing; null: they do not. */
  readonly until: string | null;
}

export interface MendOptions {
  /** A backup's folder, or null. */
  readonly from: string | null;
  /** For how long desktops may bring back what is missing; 0: not at all. */
  readonly recoverHours: number;
  readonly now: Date;
}

/**
 * Puts all that is stored of a damaged document aside, and in its place what its whole rows make, together with the
 * document of a backup and with whole rows that earlier had to wait. Its history stays the same and its numbers go on
 * beyond those given out before, as after a restore: so desktops recognise their copies and bring back what is missing.
 * Cut short, it has changed nothing but what it wrote aside; run it again.
 * Throws `NotMended`, `AsideUnreadable`, `NotABackup`, `StoreError` or the file system's error.
 */
export async function mend(dataFolder: string, document: DocumentName, options: MendOptions): Promise<Mended> {
  const backup = options.from === null ? null : await readBackup(options.from, document);
  const earlier = await waitingRows(dataFolder, document);
  const db = openWhole(dataFolder);
  try {
    const found = foundRows(db, document);
    if (found === null) throw new NotMended(`There is no document ${document}. Nothing was changed.`);
    if (backup !== null && backup.epoch !== found.epoch)
      throw new NotMended(
        `In the backup of ${backup.at} ${document} has another history: the two cannot be joined. Nothing was changed.`,
      );
    const whole = found.rows.filter((row) => isIntact(document, row));
    const fitted = fitTogether<{ readonly update: Uint8Array }>([...(backup?.updates ?? []), ...whole, ...earlier]);
    const waiting = new Set(whole.filter((row) => fitted.waiting.includes(row)));
    if (documentDamage(db, document) === null && Y.equalSnapshots(fitted.snapshot, fitTogether(whole).snapshot))
      throw new NotMended(whyWhole(document, fitted.waiting.length));

    const until = options.recoverHours === 0 ? null : hoursFrom(options.now, options.recoverHours);
    const aside = await putAside(dataFolder, document, found, { waiting, now: options.now });
    if (until !== null) await recoverDocument(dataFolder, document, options.now, until);
    const counts = {
      rows: found.rows.length,
      damaged: found.rows.length - whole.length,
      missing: missingRows(found),
      waiting: fitted.waiting.length,
      backupAt: backup?.at ?? null,
    };
    const head = Math.max(found.head, backup?.head ?? 0, ...found.rows.map(({ seq }) => seq)) + AHEAD;
    const replace = db.transaction(() => {
      rebuildDocument(db, document, head, fitted.update);
      const problem = documentDamage(db, document);
      if (problem !== null) throw new NotMended(`${problem} Nothing was changed.`);
      appendAct(db, {
        at: options.now.toISOString(),
        actor: 'admin',
        action: 'mend',
        subject: document,
        articleId: partsOf(document).articleId,
        facts: { ...counts, recoveringUntil: until },
      });
    });
    replace.immediate();
    return { ...counts, aside, until };
  } finally {
    db.close();
  }
}

/** Writing into a file whose pages are damaged would damage more. Throws `StoreError`. */
function openWhole(dataFolder: string): Database {
  try {
    return openDatabase(databaseFile(dataFolder), migrations);
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'corrupt') throw error;
    throw new StoreError(
      'corrupt',
      `${error.message} More than one document is damaged then: restore a backup of all. Nothing was changed.`,
      { cause: error },
    );
  }
}

interface FromBackup {
  readonly at: string;
  readonly epoch: string;
  readonly head: number;
  readonly updates: readonly { readonly update: Uint8Array }[];
}

/** A document as a backup has it. Throws `NotABackup`, `NotMended`. */
async function readBackup(place: string, document: DocumentName): Promise<FromBackup> {
  const { at } = await checkBackup(place);
  const db = openReadOnly(databaseFile(place));
  try {
    const stored = loadDocument(db, document);
    if (stored === null) throw new NotMended(`The backup of ${at} has no document ${document}. Nothing was changed.`);
    const { epoch, head, updates } = stored;
    return { at, epoch, head, updates: updates.map((update) => ({ update })) };
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'corrupt') throw error;
    throw new NotMended(`${document} is damaged in the backup of ${at}, too. Nothing was changed.`, { cause: error });
  } finally {
    db.close();
  }
}

/** Numbers up to the head that neither a row nor the snapshot stands for. */
function missingRows({ head, rows }: Found): number {
  const snapshot = rows.find(({ kind }) => kind === 'snapshot')?.seq ?? 0;
  const there = rows.filter(({ kind, seq }) => kind === 'row' && seq > snapshot && seq <= head).length;
  return Math.max(0, head - snapshot - there);
}

function whyWhole(document: DocumentName, waiting: number): string {
  const still = waiting === 0 ? '' : ` ${waiting} rows that were put aside still build on what is lost.`;
  return `${document} is whole: there is nothing to mend.${still} Nothing was changed.`;
}

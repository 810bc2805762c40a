/** Tells held text that is what was written from what the disk has changed. */
import { HeldReport } from '@copydesk/shared/api';
import { areIntact, type StoredValue, valuesChecksum } from '@copydesk/shared/node';
import { parseDocumentName } from '@copydesk/shared/sync';
import * as z from 'zod';
import type { HeldRow } from './held-operations.ts';

/** A row as it was found. */
export interface FoundHeld extends HeldRow {
  readonly checksum: number | null;
}

/** Held text that is not what was written. It stays, for it may be in no other place. */
export const DAMAGED_HELD = 'damaged-held';
export const DAMAGED_DETAIL =
  'This was damaged on this computer\u2019s disk: some of it may be missing, or other than it was written.';

const placeOf = ({ id }: HeldRow) => `held ${id}`;

function valuesOf(row: HeldRow): StoredValue[] {
  const { document, articleId, language, code, detail, baseSeal, since, words } = row;
  const { changes, text, update, epoch, base } = row;
  return [
    document,
    articleId,
    language,
    code,
    detail,
    baseSeal,
    since,
    String(words),
    changes,
    text,
    update,
    epoch,
    base,
  ];
}

export function heldChecksum(row: HeldRow): number {
  return valuesChecksum(placeOf(row), valuesOf(row));
}

export function isHeldIntact(row: FoundHeld): boolean {
  return areIntact(placeOf(row), valuesOf(row), row.checksum);
}

/** A damaged row as it can be shown with the others, saying that it is damaged. */
export function showDamaged<Row extends FoundHeld>(row: Row): Row {
  const parts = parseDocumentName(row.document);
  const since = HeldReport.shape.since.safeParse(row.since);
  return {
    ...row,
    ...(parts === null ? {} : { articleId: parts.articleId, language: parts.language }),
    code: DAMAGED_HELD,
    detail: DAMAGED_DETAIL,
    since: since.success ? since.data : new Date(0).toISOString(),
    changes: Changes.safeParse(row.changes).success ? row.changes : asOneChange(row.text),
  };
}

/** A description of what is held, as JSON, where all that is left is words. */
function asOneChange(text: string): string {
  return JSON.stringify([{ block: 'damaged', before: '', after: text }]);
}

const Changes = z
  .string()
  .transform((json, context) => {
    try {
      return JSON.parse(json);
    } catch {
      context.addIssue('not JSON any more');
      return z.NEVER;
    }
  })
  .pipe(HeldReport.shape.changes);

/**
 * The file into which everything that was stored of a damaged document is put before it is mended: each row as it was
 * found, with the words that can be read in it.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FoundRow, isIntact } from '@copydesk/shared/node';
import { type DocumentName, readableText } from '@copydesk/shared/sync';
import * as z from 'zod';
import { flush } from './manifest.ts';

const FOLDER = 'mended';

const AsideRow = z.object({
  kind: z.enum(['snapshot', 'row']),
  seq: z.number().int(),
  /** `whole`: as it was written; `damaged`: it is not; `waiting`: whole, but builds on what is lost. */
  state: z.enum(['whole', 'damaged', 'waiting']),
  /** The words in it, as far as they can be read. */
  text: z.string(),
  userId: z.string().nullable(),
  origin: z.string().nullable(),
  at: z.number().nullable(),
  witnessed: z.string().nullable(),
  checksum: z.number(),
  update: z.base64(),
});
type AsideRow = z.infer<typeof AsideRow>;

const Aside = z.object({
  format: z.literal(1),
  document: z.string(),
  epoch: z.string(),
  head: z.number(),
  at: z.iso.datetime(),
  rows: z.array(AsideRow),
});

/** What was stored of a document. */
export interface Found {
  readonly epoch: string;
  readonly head: number;
  readonly rows: readonly FoundRow[];
}

/** Writes the file, which is on the disk then, and gives its place. */
export async function putAside(
  dataFolder: string,
  document: DocumentName,
  { epoch, head, rows }: Found,
  options: { readonly waiting: ReadonlySet<FoundRow>; readonly now: Date },
): Promise<string> {
  const folder = join(dataFolder, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const at = options.now.toISOString();
  const file = join(folder, `${document}.${at.replaceAll(/[:.]/g, '-')}.json`);
  const aside: z.infer<typeof Aside> = {
    format: 1,
    document,
    epoch,
    head,
    at,
    rows: rows.map((row) => asideRow(document, row, options.waiting.has(row))),
  };
  await writeFile(file, `${JSON.stringify(aside, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  await flush(folder);
  return file;
}

function asideRow(document: DocumentName, row: FoundRow, isWaiting: boolean): AsideRow {
  const state = !isIntact(document, row) ? 'damaged' : isWaiting ? 'waiting' : 'whole';
  return { ...row, state, text: readableText(row.update), update: Buffer.from(row.update).toString('base64') };
}

/** A file that was written aside cannot be read; `message` says which. */
export class AsideUnreadable extends Error {
  override readonly name = 'AsideUnreadable';
}

async function readAside(file: string): Promise<z.infer<typeof Aside>> {
  try {
    return Aside.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const message = `${file} is damaged: rows that wait in it would be left out. Move it elsewhere to mend without them. Nothing was changed.`;
    throw new AsideUnreadable(message, { cause });
  }
}

/** Rows of this document that were put aside earlier because they built on what was lost; each is as it was written. Throws `AsideUnreadable`. */
export async function waitingRows(dataFolder: string, document: DocumentName): Promise<{ update: Uint8Array }[]> {
  const folder = join(dataFolder, FOLDER);
  const names = existsSync(folder) ? await readdir(folder) : [];
  const found: { update: Uint8Array }[] = [];
  for (const name of names.filter((each) => each.startsWith(`${document}.`))) {
    const aside = await readAside(join(folder, name));
    if (aside.document !== document) continue;
    for (const { state, seq, checksum, update: encoded } of aside.rows) {
      const update = Buffer.from(encoded, 'base64');
      if (state === 'waiting' && isIntact(document, { seq, checksum, update })) found.push({ update });
    }
  }
  return found;
}

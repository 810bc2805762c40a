/** Puts published texts into a folder that a website or a wire can take them from. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { documentName } from '@copydesk/shared/sync';
import type { OutboxRow } from '../context.ts';
import { type Ninjs, type PubStatus, toNinjs } from './ninjs.ts';
import { htmlOf } from './render.ts';

const STATUS: Readonly<Record<OutboxRow['act'], PubStatus>> = {
  publish: 'usable',
  restore: 'usable',
  withhold: 'withheld',
  kill: 'canceled',
};

/**
 * Carries out one act in `<folder>/<articleId>/<language>/`: `v<N>.json` (ninjs) and `v<N>.html`, and both again as
 * `current`. A text that is taken down leaves only its identity and status in `v<N>.json` and `current.json`; its
 * pages and older versions are removed. Each file is whole at any moment; doing an act twice changes nothing.
 * Rejects with the file system's error; then the act is to be done again.
 */
export async function publish(row: OutboxRow, folder: string): Promise<void> {
  const { articleId, language, version } = row.text;
  // Names of documents are safe names of folders, too: this throws for anything else.
  documentName(articleId, language);
  const place = join(folder, articleId, language);
  await mkdir(place, { recursive: true });
  // What a crash left half-written may be a text that is taken down now.
  for (const file of await readdir(place)) if (file.startsWith('.')) await rm(join(place, file), { force: true });
  const item = itemOf(row);
  const json = `${JSON.stringify(item, null, 2)}\n`;
  if (item.pubStatus === 'usable') {
    const html = htmlOf(row.text);
    await replace(place, `v${version}.json`, json);
    await replace(place, `v${version}.html`, html);
    await replace(place, 'current.json', json);
    await replace(place, 'current.html', html);
  } else {
    await replace(place, 'current.json', json);
    await replace(place, `v${version}.json`, json);
    for (const file of await readdir(place))
      if (file.endsWith('.html') || (/^v\d+\.json$/.test(file) && file !== `v${version}.json`))
        await rm(join(place, file), { force: true });
  }
  await flushFolder(place);
}

/** A version is an item's version; taking it down and putting it up again are later ones of the same item. */
function itemOf({ act, id, at, text }: OutboxRow): Ninjs {
  const item = toNinjs(text, STATUS[act]);
  if (act === 'publish') return item;
  const later = { ...item, version: `${text.version}.${id}`, versionCreated: at };
  return act === 'restore' ? later : { ...later, descriptions: [], bodies: [], associations: [] };
}

async function replace(place: string, name: string, text: string): Promise<void> {
  const temporary = join(place, `.${name}.${randomUUID()}`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(place, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** New names are on the disk only once their folder is. */
async function flushFolder(place: string): Promise<void> {
  const folder = await open(place, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

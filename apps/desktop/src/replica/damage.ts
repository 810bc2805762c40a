/** Finds out what is damaged when the store says that something is, tells the person, and has it put right. */
import type { DamageNotice } from '@copydesk/shared/api';
import { Instant } from '@copydesk/shared/article';
import { type DocumentName, type Log, partsOf, StoreError } from '@copydesk/shared/sync';
import * as z from 'zod';
import type { Catalogue } from './catalogue.ts';
import { readKept } from './kept.ts';
import type { Salvage } from './storage/salvage-operations.ts';
import { ifPossible, type ReplicaStore } from './storage/store.ts';
import type { TextIndex } from './text-index.ts';

/** Until the person has read it. */
const NOTICE_KEY = 'damage';
/** A whole folder of damaged copies still makes a notice that leaves room for a story. */
const MOST_NAMED = 3;

const DamagedStory = z.object({ name: z.string(), unsent: z.boolean(), lostRows: z.int() });
type DamagedStory = z.infer<typeof DamagedStory>;

/** What the person has not been told to the end: in words of the file, by name of single stories. */
const Unread = z.object({ at: Instant, file: z.string().nullable(), stories: z.array(DamagedStory) });
type Unread = z.infer<typeof Unread>;

export interface Damage {
  /** What to tell the person, until they have read it. */
  notice(): DamageNotice | null;
  read(): Promise<void>;
  /** A document could not be opened. */
  failed(document: DocumentName, error: Error): Promise<void>;
}

export interface DamageOptions {
  readonly store: ReplicaStore;
  readonly log: Log;
  /** To name stories in the notice. */
  readonly texts: Pick<TextIndex, 'text'>;
  readonly catalogue: Pick<Catalogue, 'get'>;
  readonly quarantine: (document: DocumentName) => Promise<Salvage>;
  /** The file itself is damaged: everything is to be opened anew. */
  readonly onFile: () => void;
  readonly onChange: () => void;
}

export async function openDamage(options: DamageOptions): Promise<Damage> {
  const { store, log } = options;
  let unread = readKept(Unread.nullable(), await store.call('kept', NOTICE_KEY));
  if (store.salvage !== null) await note({ file: describeFile(store.salvage) });

  async function note({ file = null, stories = [] }: Partial<Unread>): Promise<void> {
    unread = {
      at: new Date().toISOString(),
      file: file ?? unread?.file ?? null,
      stories: [...(unread?.stories ?? []), ...stories],
    };
    await ifPossible(store.call('keep', NOTICE_KEY, JSON.stringify(unread)), log);
  }

  function nameOf(document: DocumentName): string {
    const headline = options.texts.text(document)?.headline ?? '';
    const name = headline === '' ? (options.catalogue.get(partsOf(document).articleId)?.slug ?? '') : headline;
    return name === '' ? 'a story' : `\u201c${name}\u201d`;
  }

  return {
    notice: () => (unread === null ? null : { at: unread.at, message: describe(unread) }),
    async read() {
      unread = null;
      await ifPossible(store.call('keep', NOTICE_KEY, 'null'), log);
      options.onChange();
    },
    async failed(document, error) {
      if (!(error instanceof StoreError) || error.kind !== 'corrupt') return;
      if (!(await store.call('isWhole'))) return options.onFile();
      const name = nameOf(document);
      log.error('document-quarantined', { document, since: new Date().toISOString() });
      const { unsent, lostRows } = await options.quarantine(document);
      await note({ stories: [{ name, unsent: unsent.length > 0, lostRows }] });
      options.onChange();
    },
  };
}

function describe({ file, stories }: Unread): string {
  return [file, stories.length === 0 ? null : describeStories(stories)].filter((part) => part !== null).join(' ');
}

function describeStories(stories: readonly DamagedStory[]): string {
  const names = [...new Set(stories.map(({ name }) => name))];
  const more = names.splice(MOST_NAMED).length;
  const list = new Intl.ListFormat('en').format(more === 0 ? names : [...names, `${more} more`]);
  const parts = [
    stories.length === 1
      ? `The copy of ${list} on this computer was damaged. It was put aside, not deleted, and the story is fetched anew from the server.`
      : `The copies of ${list} on this computer were damaged. They were put aside, not deleted, and the stories are fetched anew from the server.`,
    'Other stories are as they were.',
  ];
  if (stories.some(({ unsent }) => unsent))
    parts.push('What was not sent of that was saved: it is shown as held as soon as the story has been fetched.');
  const lost = stories.reduce((sum, { lostRows }) => sum + lostRows, 0);
  if (lost > 0) parts.push(`${lost} changes that were not sent cannot be read.`);
  return parts.join(' ');
}

function describeFile({ unsent, lostRows, complete }: Salvage): string {
  const parts = [
    'The file with the stories on this computer was damaged. It was put aside, not deleted, and what could not be read of it is fetched anew from the server.',
  ];
  if (unsent.length > 0) {
    const stories = unsent.length === 1 ? '1 text' : `${unsent.length} texts`;
    parts.push(
      `What was not sent of ${stories} was saved: it is sent as ever where the text is whole, else shown as held once the text has been fetched.`,
    );
  }
  if (lostRows > 0) parts.push(`${lostRows} changes that were not sent cannot be read.`);
  if (!complete) parts.push('A part of the file cannot be read at all: look whether what you wrote last is there.');
  return parts.join(' ');
}

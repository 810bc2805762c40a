/** Finds out what is damaged when the store says that something is, tells the person, and has it put right. */
import { DamageNotice } from '@copydesk/shared/api';
import { type DocumentName, type Log, StoreError } from '@copydesk/shared/sync';
import { readKept } from './kept.ts';
import type { Salvage } from './storage/salvage-operations.ts';
import { ifPossible, type ReplicaStore } from './storage/store.ts';

/** Until the person has read it. */
const NOTICE_KEY = 'damage';

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
  /** Headline or name of a story for the notice. */
  readonly nameOf: (document: DocumentName) => string;
  readonly quarantine: (document: DocumentName) => Promise<Salvage>;
  /** The file itself is damaged: everything is to be opened anew. */
  readonly onFile: () => void;
  readonly onChange: () => void;
}

export async function openDamage(options: DamageOptions): Promise<Damage> {
  const { store, log } = options;
  let notice = readKept(DamageNotice.nullable(), await store.call('kept', NOTICE_KEY));
  if (store.salvage !== null) await note(describeFile(store.salvage));

  async function note(message: string): Promise<void> {
    const text = notice === null ? message : `${notice.message} ${message}`;
    notice = { at: new Date().toISOString(), message: text };
    await ifPossible(store.call('keep', NOTICE_KEY, JSON.stringify(notice)), log);
  }

  return {
    notice: () => notice,
    async read() {
      notice = null;
      await ifPossible(store.call('keep', NOTICE_KEY, 'null'), log);
      options.onChange();
    },
    async failed(document, error) {
      if (!(error instanceof StoreError) || error.kind !== 'corrupt') return;
      if (!(await store.call('isWhole'))) return options.onFile();
      const name = options.nameOf(document);
      log.error('document-quarantined', { document, since: new Date().toISOString() });
      const salvage = await options.quarantine(document);
      await note(describeDocument(name, salvage));
      options.onChange();
    },
  };
}

const HELD = 'It is shown as held as soon as the story has been fetched.';

function describeDocument(name: string, { unsent, lostRows }: Salvage): string {
  const parts = [
    `The copy of ${name} on this computer was damaged. It was put aside, not deleted, and the story is fetched anew from the server. Other stories are as they were.`,
  ];
  if (unsent.length > 0) parts.push(`Text of it that was not sent was saved. ${HELD}`);
  if (lostRows > 0) parts.push(`${lostRows} of its changes that were not sent cannot be read.`);
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

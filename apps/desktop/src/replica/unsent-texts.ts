/** The texts that only this computer has, as they are read here. */
import { readEdition } from '@copydesk/editor/schema';
import type { UnsentText } from '@copydesk/shared/api';
import { type DocumentName, type Hub, partsOf } from '@copydesk/shared/sync';
import type { Care } from './care.ts';
import { plainText } from './held.ts';
import type { LocalDocuments } from './local-documents.ts';
import type { ReplicaStore } from './storage/store.ts';
import type { TextIndex } from './text-index.ts';

export interface UnsentTextsOptions {
  readonly care: Care;
  readonly documents: LocalDocuments;
  readonly store: ReplicaStore;
  readonly texts: TextIndex;
  readonly hub: () => Hub;
}

/** One entry for each text not sent and for each held change. Notes are told with their text's name. */
export async function unsentTexts(options: UnsentTextsOptions): Promise<UnsentText[]> {
  const { care, documents, store, texts } = options;
  const found: UnsentText[] = [];
  for (const document of await care.unsent()) {
    const { words, since } = documents.unsent(document);
    if (since !== null) found.push({ ...named(document), words, held: false, text: await textOf(document) });
  }
  for (const { id, document, words } of await store.call('heldChanges')) {
    const name = documents.all().find((one) => one === document);
    if (name === undefined) continue;
    found.push({ ...named(name), words, held: true, text: (await store.call('heldText', id)) ?? '' });
  }
  return found;

  function named(document: DocumentName) {
    const { articleId, language } = partsOf(document);
    return { articleId, language, headline: texts.text(`${articleId}.${language}`)?.headline ?? '' };
  }

  async function textOf(document: DocumentName): Promise<string> {
    return options.hub().exclusive(document, async (turn) => plainText(readEdition(turn.doc)));
  }
}

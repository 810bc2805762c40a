/** Changes a document on the server as a person at a client of their own does, for stories that a test begins with. */
import { readEdition } from '@copydesk/editor/schema';
import type { EditionText } from '@copydesk/shared/article';
import * as decoding from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type SignedIn, syncUrl } from './api.ts';

const DURABLE = 100;

/** Opens `document`, makes `edit` in it and resolves with the text once the server has it committed. */
export async function editDocument(
  server: string,
  { protocols }: SignedIn,
  document: string,
  edit: (doc: Y.Doc) => void,
): Promise<EditionText> {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(syncUrl(server), document, doc, { protocols, disableBc: true });
  try {
    await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    const committed = new Promise<void>((resolve) => {
      provider.messageHandlers[DURABLE] = (_encoder, decoder) => {
        decoding.readVarUint8Array(decoder);
        if (decoding.readVarUint(decoder) > 0) resolve();
      };
    });
    doc.transact(() => edit(doc));
    await committed;
    return readEdition(doc);
  } finally {
    provider.destroy();
    doc.destroy();
  }
}

/** Changes a document on the server as a person at a client of their own does, for stories that a test begins with. */
import { readEdition } from '@copydesk/editor/schema';
import type { EditionText } from '@copydesk/shared/article';
import { MESSAGE } from '@copydesk/shared/sync';
import * as decoding from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type SignedIn, syncUrl } from './api.ts';
import { countingSocket } from './counting-socket.ts';

/**
 * Opens `document`, makes `edit` in it and resolves with the text once the server has all of it committed, at once where
 * the edit changes nothing. Throws when the server refuses it.
 */
export async function editDocument(
  server: string,
  { protocols }: SignedIn,
  document: string,
  edit: (doc: Y.Doc) => void,
): Promise<EditionText> {
  const doc = new Y.Doc();
  const frames = { written: 0, committed: 0 };
  const provider = new WebsocketProvider(syncUrl(server), document, doc, {
    protocols,
    disableBc: true,
    WebSocketPolyfill: countingSocket({
      opened: () => Object.assign(frames, { written: 0, committed: 0 }),
      wrote: () => {
        frames.written += 1;
      },
    }),
  });
  const committed = Promise.withResolvers<void>();
  let edited = false;
  const look = (): void => {
    if (edited && frames.committed >= frames.written) committed.resolve();
  };
  provider.messageHandlers[MESSAGE.access] = () => {};
  provider.messageHandlers[MESSAGE.durable] = (_encoder, decoder) => {
    decoding.readVarUint8Array(decoder);
    frames.committed = decoding.readVarUint(decoder);
    look();
  };
  provider.messageHandlers[MESSAGE.refused] = (_encoder, decoder) => {
    decoding.readVarUint(decoder);
    const code = decoding.readVarString(decoder);
    committed.reject(new Error(`the server refused what was written in ${document}: ${code}`));
  };
  try {
    await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    doc.transact(() => edit(doc));
    edited = true;
    look();
    await committed.promise;
    return readEdition(doc);
  } finally {
    provider.destroy();
    doc.destroy();
  }
}

import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyAsIs } from './apply.ts';

/** A text whose first words two people have made bold at once: one of the marks is needless. */
function updates(): Uint8Array[] {
  const all: Uint8Array[] = [];
  const [ana, omar] = [new Y.Doc(), new Y.Doc()];
  ana.on('update', (update: Uint8Array, origin: unknown) => origin !== 'wire' && all.push(update));
  omar.on('update', (update: Uint8Array, origin: unknown) => origin !== 'wire' && all.push(update));
  ana.getText('t').insert(0, 'Harbour bridge');
  Y.applyUpdate(omar, Y.encodeStateAsUpdate(ana), 'wire');
  ana.getText('t').format(0, 7, { bold: true });
  omar.getText('t').format(0, 7, { bold: true });
  return all;
}

it('[C1] adds nothing of its own to what it applies', () => {
  const tidied = new Y.Doc();
  const asIs = new Y.Doc();
  // Known as a text, as the types of an edition are.
  for (const doc of [tidied, asIs]) doc.getText('t');
  for (const update of updates()) Y.applyUpdate(tidied, update);
  let events = 0;
  asIs.on('update', () => {
    events += 1;
  });
  for (const update of updates()) applyAsIs(asIs, [update]);
  expect(events).toBe(3);
  const deletes = (doc: Y.Doc) =>
    [...Y.snapshot(doc).ds.clients.values()].flat().reduce((sum, { len }) => sum + len, 0);
  // What Yjs does by itself, and why it must not happen in a hub.
  expect(deletes(tidied)).toBeGreaterThan(0);
  expect(deletes(asIs)).toBe(0);
});

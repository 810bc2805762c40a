import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyAsIs, tidyOnlyIf } from './apply.ts';
import { deletesMarksAlone } from './update-check.ts';

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

it('[C1] leaves the places in a text right for who writes by them afterwards', () => {
  const doc = new Y.Doc();
  const text = doc.getText('t');
  text.insert(0, 'Harbour bridge');
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  // Yjs remembers such places, to find others from there.
  text.insert(7, ' road');
  other.getText('t').insert(0, 'The ');
  applyAsIs(doc, [Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc))]);
  text.insert(11, '-front');
  expect(text.toString()).toBe('The Harbour-front road bridge');
});

it('tidies a text only for who may write it, and tells that from other changes', () => {
  let mayWrite = false;
  const window = new Y.Doc();
  window.getText('t');
  tidyOnlyIf(window, () => mayWrite);
  const [typed = new Uint8Array(), ana = new Uint8Array(), omar = new Uint8Array()] = updates();
  const own: Uint8Array[] = [];
  window.on('update', (update: Uint8Array, origin: unknown) => origin !== 'wire' && own.push(update));
  for (const update of [typed, ana, omar]) Y.applyUpdate(window, update, 'wire');
  expect(own).toEqual([]);
  const before = new Y.Doc();
  applyAsIs(before, [Y.encodeStateAsUpdate(window)]);
  before.getText('t');

  mayWrite = true;
  const more = new Y.Doc();
  applyAsIs(more, [Y.encodeStateAsUpdate(window)]);
  more.getText('t').format(8, 6, { italic: true });
  const italic = Y.encodeStateAsUpdate(more, Y.encodeStateVector(window));
  Y.applyUpdate(window, italic, 'wire');
  expect(own).toHaveLength(1);
  expect(own.map((update) => deletesMarksAlone(window, update))).toEqual([true]);
  expect(deletesMarksAlone(before, italic)).toBe(false);
  window.getText('t').delete(0, 1);
  expect(own.map((update) => deletesMarksAlone(before, update))).toEqual([true, false]);
});

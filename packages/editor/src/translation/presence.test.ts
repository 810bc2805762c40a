import { expect, test, vi } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { findBlock, removeBlock, writeContent } from '../schema/index.ts';
import { createPresenceStore } from './presence.ts';

function story(): Y.Doc {
  const doc = new Y.Doc();
  writeContent(doc, {
    type: 'doc',
    content: [
      { type: 'paragraph', attrs: { id: 'a' }, content: [{ type: 'text', text: 'One.' }] },
      {
        type: 'quote',
        attrs: { id: 'q' },
        content: [{ type: 'paragraph', attrs: { id: 'b' }, content: [{ type: 'text', text: 'Two.' }] }],
      },
    ],
  });
  return doc;
}
function caretIn(doc: Y.Doc, block: string) {
  const text = findBlock(doc, block)?.get(0);
  if (!(text instanceof Y.XmlText)) throw new Error(`no words in ${block}`);
  return { anchor: null, head: Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, 2)) };
}

test('a person is in the passage that their caret is in, and nobody moves for a change of words', () => {
  const doc = story();
  const mine = new Awareness(doc);
  const hers = new Awareness(new Y.Doc());
  const listener = vi.fn();
  const store = createPresenceStore(doc, mine, 'me');
  store.subscribe(listener);
  const say = (state: Record<string, unknown>) => {
    hers.setLocalState({ user: { id: 'u1', name: 'Omar B.' }, ...state });
    applyAwarenessUpdate(mine, encodeAwarenessUpdate(hers, [hers.clientID]), 'line');
  };
  mine.setLocalState({ user: { id: 'me', name: 'Me' }, cursor: caretIn(doc, 'a') });
  say({ cursor: caretIn(doc, 'b') });
  expect([...store.read()]).toEqual([['b', [{ userId: 'u1', name: 'Omar B.' }]]]);
  expect(listener).toHaveBeenCalledTimes(1);
  const before = store.read();
  say({ cursor: caretIn(doc, 'b'), more: 1 });
  expect(store.read()).toBe(before);
  removeBlock(doc, 'b');
  say({ cursor: null });
  expect(store.read().size).toBe(0);
  mine.destroy();
  hers.destroy();
});

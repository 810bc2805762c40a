import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createWriteQueue } from './write-queue.ts';

/** A document whose edits go into a queue, as a session's do. */
function typing() {
  const doc = new Y.Doc();
  const queue = createWriteQueue();
  doc.on('update', (update: Uint8Array) => queue.add(update));
  return { doc, queue, type: (text: string) => doc.getText('t').insert(doc.getText('t').length, text) };
}

describe('the write queue', () => {
  it('holds an edit until this computer has said that it keeps it', () => {
    const { queue, type } = typing();
    queue.connected();
    type('a');
    queue.sent(false);
    type('b');
    queue.sent(false);
    expect(queue.savedHere).toBe(false);
    queue.acknowledged(1);
    expect(queue.savedHere).toBe(false);
    queue.acknowledged(2);
    expect(queue.savedHere).toBe(true);
    expect(queue.unsaved()).toBeNull();
  });

  it('lets the first Step2 of a new connection carry what an old one had not brought over', () => {
    const { queue, type } = typing();
    queue.connected();
    type('lost ');
    queue.sent(false);
    type('never sent');
    queue.connected();
    queue.acknowledged(5);
    expect(queue.savedHere).toBe(false);
    queue.sent(true);
    queue.acknowledged(1);
    expect(queue.savedHere).toBe(true);
  });

  it('counts a Step2 without news as a frame, and waits for nothing because of it', () => {
    const { queue, type } = typing();
    queue.connected();
    queue.sent(true);
    expect(queue.savedHere).toBe(true);
    type('a');
    queue.sent(false);
    queue.acknowledged(1);
    expect(queue.savedHere).toBe(false);
    queue.acknowledged(2);
    expect(queue.savedHere).toBe(true);
  });

  it('gives back what is not saved, deletions included', () => {
    const { doc, queue, type } = typing();
    queue.connected();
    type('kept');
    queue.sent(false);
    queue.acknowledged(1);
    const saved = new Y.Doc();
    Y.applyUpdate(saved, Y.encodeStateAsUpdate(doc));
    type(' and more');
    doc.getText('t').delete(0, 2);
    const unsaved = queue.unsaved();
    if (unsaved === null) throw new Error('nothing is unsaved');
    Y.applyUpdate(saved, unsaved);
    expect(saved.getText('t').toString()).toBe('pt and more');
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from './close-codes.ts';
import { Content } from './content.ts';
import { StoreError } from './ports.ts';
import { decodeFrame } from './protocol.ts';
import { HubFixture } from './testing/hub-fixture.ts';

const NOTHING = Uint8Array.of(0);

function textDoc(text: string, clientID = 1): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  doc.getText('content').insert(0, text);
  return doc;
}

function read(step2: Uint8Array, into = new Y.Doc()): string {
  const frame = decodeFrame(step2);
  if (frame.type !== 'step2') throw new Error('no Step2');
  Y.applyUpdate(into, frame.update);
  expect(into.store.pendingStructs).toBeNull();
  return into.getText('content').toString();
}

/** A document of 30 letters, 10 of them deleted again, that rests, and how many Y.Docs were made for it. */
function resting() {
  const doc = textDoc('x'.repeat(20));
  doc.getText('content').insert(20, 'y'.repeat(10));
  doc.getText('content').delete(5, 10);
  let built = 0;
  const content = new Content([Y.encodeStateAsUpdate(doc)], () => {
    built += 1;
  });
  return { content, doc, built: () => built };
}

describe('H31 a document that rests', () => {
  it('answers a Step1 as it would awake, whoever asks, and needs no Y.Doc for that', () => {
    const { content, doc, built } = resting();
    expect(read(content.step2(NOTHING))).toBe(doc.getText('content').toString());
    const behind = textDoc('x'.repeat(20));
    expect(read(content.step2(Y.encodeStateVector(behind)), behind)).toBe(doc.getText('content').toString());
    const stranger = textDoc('z', 99);
    read(content.step2(Y.encodeStateVector(stranger)), stranger);
    expect(Y.encodeStateVector(doc)).toEqual(content.stateVector());
    expect([content.clock(1), content.clock(2)]).toEqual([30, 0]);
    expect(built()).toBe(0);
  });

  it('wakes as it was', () => {
    const { content, doc, built } = resting();
    expect(content.doc.getText('content').toString()).toBe(doc.getText('content').toString());
    expect(built()).toBe(1);
    expect(Y.encodeStateAsUpdate(content.doc)).toEqual(Y.encodeStateAsUpdate(doc));
    expect(content.pending).toBe(false);
  });

  it('rests again as it was', () => {
    const { content, doc, built } = resting();
    content.doc.getText('content').insert(0, '!');
    content.changed();
    expect([content.tick(30, false), content.tick(30, false)]).toEqual([false, true]);
    expect(read(content.step2(NOTHING))).toBe(`!${doc.getText('content').toString()}`);
    expect(content.clock(1)).toBe(30);
    expect(built()).toBe(1);
  });

  it('is built at once where its rows hold what was deleted since, or do not make a document', () => {
    const doc = textDoc('x'.repeat(20));
    const rows = [Y.encodeStateAsUpdate(doc)];
    doc.on('update', (update: Uint8Array) => rows.push(update));
    doc.getText('content').delete(5, 10);
    let built = 0;
    const content = new Content(rows, () => {
      built += 1;
    });
    expect(built).toBe(1);
    expect(read(content.step2(NOTHING))).toBe('x'.repeat(10));
    expect(() => new Content(rows.slice(1), () => {})).toThrow(StoreError);
    expect(() => new Content([Uint8Array.of(1, 2, 3)], () => {})).toThrow(StoreError);
  });

  it('shares one answer among all who come empty, until it changes', () => {
    const { content } = resting();
    const first = content.step2(NOTHING);
    expect(content.step2(NOTHING)).toBe(first);
    content.doc.getText('content').insert(0, '!');
    content.changed();
    expect(read(content.step2(NOTHING))).toMatch(/^!/);
  });

  it('rests the later, the larger it is, and not while it is used', () => {
    const content = new Content([Y.encodeStateAsUpdate(textDoc('x'))], () => {});
    const ticksToRest = (bytes: number) => {
      content.doc.getText('content');
      for (let ticks = 1; ; ticks++) if (content.tick(bytes, false)) return ticks;
    };
    expect(ticksToRest(100)).toBe(2);
    expect(ticksToRest(100_000)).toBe(6);
    for (let i = 0; i < 5; i++) {
      content.doc.getText('content');
      expect(content.tick(100, false)).toBe(false);
    }
  });
});

describe('H31 a document that is away', () => {
  /** One that was written, then stored, and let go. */
  function away() {
    const content = new Content([], () => {});
    content.doc.getText('content').insert(0, 'words');
    content.changed();
    const stored = content.whole();
    while (!content.tick(1, true));
    return { content, stored };
  }

  it('knows how far it goes, and is as it was once it is brought back', () => {
    const { content, stored } = away();
    expect(content.away).toBe(true);
    expect(content.stateVector()).toEqual(Y.encodeStateVectorFromUpdate(stored));
    expect(() => content.step2(NOTHING)).toThrow('away');
    content.bringBack([stored]);
    expect(content.away).toBe(false);
    expect(read(content.step2(NOTHING))).toBe('words');
    expect(content.doc.getText('content').toString()).toBe('words');
  });

  it('lets its bytes go again once nobody has read them for a while', () => {
    const { content, stored } = away();
    content.bringBack([stored]);
    for (let i = 0; i < 5; i++) {
      content.step2(NOTHING);
      content.tick(1, true);
    }
    expect(content.away).toBe(false);
    for (let i = 0; i < 5; i++) content.tick(1, true);
    expect(content.away).toBe(true);
  });

  it('does not come back as another one', () => {
    const { content } = away();
    expect(() => content.bringBack([Y.encodeStateAsUpdate(textDoc('less'))])).toThrow(StoreError);
  });
});

describe('H31 a room whose document rests', () => {
  const fixture = new HubFixture();

  beforeEach(async () => {
    vi.useFakeTimers();
    await fixture.restart();
  });

  it('is not brought back for who moves a caret, but for who writes, once', async () => {
    const ana = await fixture.joined('ana');
    ana.type('one');
    await vi.advanceTimersByTimeAsync(5_000);
    const loads = vi.spyOn(fixture.store, 'load');
    ana.setAwareness({ caret: 1 });
    ana.setAwareness({ caret: 2 });
    await vi.advanceTimersByTimeAsync(0);
    expect(loads).not.toHaveBeenCalled();
    ana.type('two');
    await fixture.settled();
    expect(loads).toHaveBeenCalledTimes(1);
    expect(ana.durable[0]).toBe(ana.sent);
    expect((await fixture.joined('ben')).text()).toBe('onetwo');
  });

  it('closes, where it cannot be brought back, and is whole again once it can', async () => {
    const ana = await fixture.joined('ana');
    ana.type('one');
    await vi.advanceTimersByTimeAsync(5_000);
    fixture.store.failWith((operation) => (operation === 'load' ? new StoreError('io', 'no') : null));
    ana.type('two');
    await vi.advanceTimersByTimeAsync(0);
    expect(ana.closed).toMatchObject({ code: CLOSE.storage.code });
    fixture.store.failWith(null);
    ana.connect(fixture.hub);
    await fixture.settled();
    expect((await fixture.joined('ben')).text()).toBe(ana.text());
  });

  it('goes on as if nothing had been', async () => {
    const ana = await fixture.joined('ana');
    ana.type('one');
    await vi.advanceTimersByTimeAsync(5_000);
    const ben = await fixture.joined('ben');
    expect(ben.text()).toBe('one');
    await vi.advanceTimersByTimeAsync(5_000);
    ben.type(' two');
    ana.type('zero ', 0);
    await fixture.settled();
    expect([ana.text(), ben.text()]).toEqual(['zero one two', 'zero one two']);
    expect(ana.durable[0]).toBe(ana.sent);
    expect(ben.durable[0]).toBe(ben.sent);
    expect(ana.refused ?? ben.refused).toBeNull();
  });
});

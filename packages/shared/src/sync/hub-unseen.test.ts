import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { DEFAULT_LIMITS } from './limits.ts';
import { encodeStep2, encodeUpdate } from './protocol.ts';
import { HubFixture, NAME } from './testing/hub-fixture.ts';
import type { TestPeer } from './testing/index.ts';

const t = new HubFixture();

/** Two people with a paragraph on the screen; what the hub sends to the first waits. */
async function two(): Promise<[ana: TestPeer, ben: TestPeer]> {
  const ana = await t.joined('ana', { flow: false });
  const ben = await t.joined('ben');
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText('one')]);
  ben.doc.getXmlFragment('content').insert(0, [paragraph]);
  await t.settled();
  ana.far.flush();
  await t.settled();
  ana.far.flush();
  return [ana, ben];
}

const remove = ({ doc }: TestPeer) => doc.getXmlFragment('content').delete(0, 1);

function write({ doc }: TestPeer, words: string): void {
  const paragraph = doc.getXmlFragment('content').get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (text instanceof Y.XmlText) text.insert(text.length, words);
}

const textOf = (doc: Y.Doc) => doc.getXmlFragment('content').toString();
const stored = () => t.hub.exclusive(NAME, async ({ doc }) => textOf(doc));
const asked = ({ frames }: TestPeer) => frames.filter(({ type }) => type === 'step1').length;

describe('words that somebody takes out without having seen them', () => {
  it('[H34] stay until they were heard, and the deletion is acknowledged only then', async () => {
    const [ana, ben] = await two();
    const before = [asked(ana), ana.durable[0]];
    write(ben, ' two');
    await t.settled();
    remove(ana);
    await t.settled();
    expect(await stored()).toBe('<paragraph>one two</paragraph>');
    // The words come before the question, so the answer names them.
    ana.far.flush();
    await t.settled();
    ana.far.flush();
    expect(asked(ana)).toBe((before[0] ?? 0) + 1);
    expect(ana.durable[0]).toBe(ana.sent);
    expect([await stored(), textOf(ben.doc)]).toEqual(['', '']);
  });

  it('[H34] are sent before the question also if they came in one batch with the deletion', async () => {
    const [ana, ben] = await two();
    write(ben, ' two');
    remove(ana);
    await t.settled();
    ana.far.flush();
    await t.settled();
    ana.far.flush();
    expect(await stored()).toBe('');
    expect(ana.durable[0]).toBe(ana.sent);
  });

  it('[H34] stay when the line breaks before they were heard', async () => {
    const [ana, ben] = await two();
    write(ben, ' two');
    await t.settled();
    remove(ana);
    await t.settled();
    ana.disconnect();
    await t.settled();
    expect(await stored()).toBe('<paragraph>one two</paragraph>');
    expect(textOf(ben.doc)).toBe('<paragraph>one two</paragraph>');
  });

  it('[H34] hold up nobody who saw all there is', async () => {
    const [ana, ben] = await two();
    write(ben, ' two');
    await t.settled();
    ana.far.flush();
    const before = asked(ana);
    remove(ana);
    await t.settled();
    ana.far.flush();
    expect(await stored()).toBe('');
    expect(asked(ana)).toBe(before);
  });

  it('[H34] are not there twice while the answer is awaited, which brings all that was written since', async () => {
    const [ana, ben] = await two();
    write(ben, ' two');
    await t.settled();
    remove(ana);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('one two')]);
    ana.doc.getXmlFragment('content').insert(0, [paragraph]);
    await t.settled();
    expect(await stored()).toBe('<paragraph>one two</paragraph>');
    ana.far.flush();
    await t.settled();
    ana.far.flush();
    expect(await stored()).toBe('<paragraph>one two</paragraph>');
    expect(textOf(ben.doc)).toBe(textOf(ana.doc));
    expect(ana.durable[0]).toBe(ana.sent);
  });

  it('[H34] are asked for once, however much is taken out before the answer', async () => {
    const [ana, ben] = await two();
    write(ben, ' two');
    await t.settled();
    const before = asked(ana);
    const deletion = deletionOf(ana);
    for (let n = 0; n < 9; n++) ana.send(encodeUpdate(deletion));
    await t.settled();
    ana.far.flush();
    expect(asked(ana)).toBe(before + 1);
    expect(ana.closed).toBeNull();
  });

  it('[H34] are taken along after some answers that do not name them', async () => {
    const [ana, ben] = await two();
    write(ben, ' two');
    await t.settled();
    const deletion = deletionOf(ana);
    ana.send(encodeUpdate(deletion));
    for (let answer = 1; answer <= DEFAULT_LIMITS.maxUnseen; answer++) {
      await t.settled();
      expect(await stored()).toBe('<paragraph>one two</paragraph>');
      ana.send(encodeStep2(deletion));
    }
    await t.settled();
    expect(await stored()).toBe('');
    expect(ana.closed).toBeNull();
  });
});

/** Taking the paragraph out, as somebody does who has what the window has. */
function deletionOf(window: TestPeer): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(window.doc));
  const start = Y.encodeStateVector(doc);
  doc.getXmlFragment('content').delete(0, 1);
  return Y.encodeStateAsUpdate(doc, start);
}

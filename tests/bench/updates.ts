/** Updates made and read by hand: a client that types needs no document, nor does one that only takes note. */
import { seeded } from '@copydesk/shared/node/testing/seeded';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

const STRING = 4;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const IS_KEYED = 0x20;
const CONTENT = 0x1f;
const GC = 0;
const SKIP = 10;

/** Types into a paragraph of its own, a letter an update. */
export class Typist {
  readonly client: number;
  /** Clock of the next letter: what was written so far is 0 to here. */
  clock: number;
  /** The paragraph, with a first letter. */
  readonly first: Uint8Array;

  constructor(client: number) {
    this.client = client;
    const doc = new Y.Doc();
    doc.clientID = client;
    doc.transact(() => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.setAttribute('id', `bench-${client}`);
      const text = new Y.XmlText();
      paragraph.insert(0, [text]);
      doc.getXmlFragment('content').insert(0, [paragraph]);
      text.insert(0, 'A');
    });
    this.first = Y.encodeStateAsUpdate(doc);
    this.clock = Y.getState(doc.store, client);
    doc.destroy();
  }

  /** The next letter, behind the last. */
  next(): Uint8Array {
    const { client, clock } = this;
    this.clock += 1;
    return encoding.encode((to) => {
      encoding.writeVarUint(to, 1);
      encoding.writeVarUint(to, 1);
      encoding.writeVarUint(to, client);
      encoding.writeVarUint(to, clock);
      encoding.writeUint8(to, STRING | HAS_ORIGIN);
      encoding.writeVarUint(to, client);
      encoding.writeVarUint(to, clock - 1);
      encoding.writeVarString(to, clock % 6 === 0 ? ' ' : 'e');
      encoding.writeVarUint(to, 0);
    });
  }
}

/**
 * Calls `range` with each run of structs that an update carries (gaps left out). Reads what a `Typist` wrote by hand,
 * anything else through Yjs.
 */
export function readRanges(update: Uint8Array, range: (client: number, start: number, end: number) => void): void {
  const found: number[] = [];
  if (readLetters(update, found)) {
    for (let i = 0; i < found.length; i += 3) range(found[i] ?? 0, found[i + 1] ?? 0, found[i + 2] ?? 0);
    return;
  }
  for (const struct of Y.decodeUpdate(update).structs) {
    if (struct instanceof Y.Skip) continue;
    range(struct.id.client, struct.id.clock, struct.id.clock + struct.length);
  }
}

/** False if there is something in it that is not a letter behind another. */
function readLetters(update: Uint8Array, found: number[]): boolean {
  const from = decoding.createDecoder(update);
  for (let clients = decoding.readVarUint(from); clients > 0; clients--) {
    let structs = decoding.readVarUint(from);
    const client = decoding.readVarUint(from);
    const start = decoding.readVarUint(from);
    let clock = start;
    for (; structs > 0; structs--) {
      const info = decoding.readUint8(from);
      const kind = info & CONTENT;
      if (kind === GC || kind === SKIP || kind !== STRING || (info & IS_KEYED) !== 0) return false;
      if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) === 0) return false;
      for (const flag of [HAS_ORIGIN, HAS_RIGHT_ORIGIN]) {
        if ((info & flag) === 0) continue;
        decoding.readVarUint(from);
        decoding.readVarUint(from);
      }
      // ASCII only, so bytes are clocks.
      const length = decoding.readVarUint(from);
      from.pos += length;
      clock += length;
    }
    found.push(client, start, clock);
  }
  return true;
}

/**
 * The state of a text that was written in `operations` transactions by some forty people: runs of letters here and
 * there, one operation in five a deletion.
 */
export function history(operations: number): Uint8Array {
  const random = seeded(operations);
  const doc = new Y.Doc();
  const content = doc.getXmlFragment('content');
  let text = new Y.XmlText();
  let at = 0;
  for (let i = 0; i < operations; i++) {
    if (i % 500 === 0) {
      doc.clientID = 1_000_000 + ((i / 500) % 40);
      text = new Y.XmlText();
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.setAttribute('id', `h-${i}`);
      paragraph.insert(0, [text]);
      content.insert(content.length, [paragraph]);
      at = 0;
    } else if (text.length > 10 && random() < 0.2) {
      at = Math.floor(random() * (text.length - 2));
      text.delete(at, 2);
    } else {
      if (random() < 0.1) at = Math.floor(random() * text.length);
      text.insert(Math.min(at, text.length), 'e');
      at += 1;
    }
  }
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return state;
}

/** A text of about so many bytes, written in one go. */
export function textOf(bytes: number, client: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.transact(() => {
    const content = doc.getXmlFragment('content');
    for (let i = 0; i * 500 < bytes; i++) {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.setAttribute('id', `t-${i}`);
      paragraph.insert(0, [new Y.XmlText('The harbour is calm today. '.repeat(18))]);
      content.insert(i, [paragraph]);
    }
  });
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return state;
}

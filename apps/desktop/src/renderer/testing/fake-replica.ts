import { BLANK_EDITION } from '@copydesk/editor/schema';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { MESSAGE } from '../story/session/wire.ts';

/** The replica's end of a window's document socket, played by a test: speaks what the hub speaks, when the test says so. */
export class FakeReplica extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static all: FakeReplica[] = [];
  readonly OPEN = 1;
  readyState = 0;
  binaryType = 'arraybuffer';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly url: string;
  readonly server: Y.Doc;
  writes = 0;

  constructor(url: string | URL) {
    super();
    this.url = String(url);
    this.server = new Y.Doc();
    Y.applyUpdate(this.server, BLANK_EDITION);
    FakeReplica.all.push(this);
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  send(data: Uint8Array): void {
    const decoder = decoding.createDecoder(data);
    if (decoding.readVarUint(decoder) !== MESSAGE.sync) return;
    if (data[1] !== sync.messageYjsSyncStep1) this.writes += 1;
    const answer = encoding.createEncoder();
    encoding.writeVarUint(answer, MESSAGE.sync);
    sync.readSyncMessage(decoder, answer, this.server, this);
    if (encoding.length(answer) > 1) this.deliver(encoding.toUint8Array(answer));
  }

  deliver(frame: Uint8Array): void {
    this.onmessage?.({ data: new Uint8Array(frame).buffer });
  }

  access(level: number, epoch: string): void {
    this.deliver(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE.access);
        encoding.writeVarUint(encoder, level);
        encoding.writeVarString(encoder, '');
        encoding.writeVarString(encoder, epoch);
      }),
    );
  }

  durable(place: number): void {
    this.deliver(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE.durable);
        encoding.writeVarUint8Array(encoder, new Uint8Array());
        encoding.writeVarUint(encoder, this.writes);
        encoding.writeVarUint(encoder, place);
      }),
    );
  }

  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: '' });
  }

  close(): void {
    this.readyState = 3;
  }
}

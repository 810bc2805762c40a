import * as awarenessProtocol from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { Hub, Peer } from '../hub-api.ts';
import type { DocumentName, PeerIdentity } from '../ports.ts';
import {
  type AccessFrame,
  decodeFrame,
  encodeAwareness,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  type Frame,
  type RefusedFrame,
} from '../protocol.ts';
import { createSocketPair, type FarEnd } from './socket-pair.ts';

/** How a test peer's connections behave. */
export interface TestPeerOptions {
  /** A history's name to claim, or null to claim none, as stock clients do. */
  readonly epoch?: string | null;
  /** False: frames from the hub wait until `far.flush()`. Default true. */
  readonly flow?: boolean;
}

/** A person's window as a test needs it: a real Y.Doc that speaks the wire and remembers what it was told. */
export interface TestPeer {
  readonly doc: Y.Doc;
  readonly identity: PeerIdentity;
  readonly frames: readonly Frame[];
  readonly access: AccessFrame | null;
  readonly refused: RefusedFrame | null;
  /** Write frames sent over the present connection, and how many of them each place has. */
  readonly sent: number;
  readonly durable: readonly [here: number, upstream: number];
  readonly far: FarEnd;
  readonly closed: FarEnd['closed'];
  connect(hub: Hub): void;
  disconnect(): void;
  /** Sends raw bytes. */
  send(frame: Uint8Array): void;
  setAwareness(state: Record<string, unknown> | null): void;
  readonly awareness: awarenessProtocol.Awareness;
  text(): string;
  type(text: string, at?: number): void;
  destroy(): void;
}

export function createTestPeer(document: DocumentName, userId: string, options: TestPeerOptions = {}): TestPeer {
  const { epoch = 'epoch-1', flow = true } = options;
  const doc = new Y.Doc();
  const awareness = new awarenessProtocol.Awareness(doc);
  awareness.setLocalState(null);
  const identity: PeerIdentity = { userId, name: `Name of ${userId}`, sessionId: `session of ${userId}` };
  let connection: Peer | null = null;
  let far = createSocketPair();
  let frames: Frame[] = [];
  let sent = 0;
  let durable: [number, number] = [0, 0];
  let access: AccessFrame | null = null;
  let refused: RefusedFrame | null = null;

  function write(frame: Uint8Array): void {
    if (connection === null) return;
    sent += 1;
    connection.receive(frame);
  }

  function take(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    frames.push(frame);
    switch (frame.type) {
      case 'step1':
        write(encodeStep2(Y.encodeStateAsUpdate(doc, frame.stateVector)));
        break;
      case 'step2':
      case 'update':
        Y.applyUpdate(doc, frame.update, 'hub');
        break;
      case 'awareness':
        awarenessProtocol.applyAwarenessUpdate(awareness, frame.update, 'hub');
        break;
      case 'durable':
        durable[frame.place] = frame.count;
        break;
      case 'access':
        access = frame;
        break;
      case 'refused':
        refused = frame;
        break;
    }
  }

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'hub') write(encodeUpdate(update));
  });

  const peer: TestPeer = {
    doc,
    identity,
    awareness,
    get frames() {
      return frames;
    },
    get access() {
      return access;
    },
    get refused() {
      return refused;
    },
    get sent() {
      return sent;
    },
    get durable() {
      return durable;
    },
    get far() {
      return far;
    },
    get closed() {
      return far.closed;
    },
    connect(hub) {
      peer.disconnect();
      far = createSocketPair();
      frames = [];
      sent = 0;
      durable = [0, 0];
      access = null;
      refused = null;
      const mine = far;
      mine.onFrame = (frame) => {
        if (mine === far) take(frame);
      };
      const opened = hub.connect({ document, peer: identity, socket: mine.socket, epoch });
      mine.onClose = () => {
        opened.closed();
        if (connection === opened) connection = null;
      };
      if (mine.closed !== null) return;
      connection = opened;
      opened.receive(encodeStep1(Y.encodeStateVector(doc)));
      if (awareness.getLocalState() !== null) sendAwareness();
      if (flow) mine.flow();
    },
    disconnect() {
      const old = connection;
      connection = null;
      far.onFrame = () => {};
      old?.closed();
    },
    send(frame) {
      connection?.receive(frame);
    },
    setAwareness(state) {
      awareness.setLocalState(state);
      sendAwareness();
    },
    text: () => doc.getText('content').toString(),
    type(text, at = doc.getText('content').length) {
      doc.getText('content').insert(at, text);
    },
    destroy() {
      peer.disconnect();
      awareness.destroy();
      doc.destroy();
    },
  };

  function sendAwareness(): void {
    const update = awarenessProtocol.encodeAwarenessUpdate(awareness, [doc.clientID]);
    connection?.receive(encodeAwareness(update));
  }

  return peer;
}

/**
 * Runs turns that do nothing: when it resolves, all that was sent before is dealt with, and so is what peers answered
 * to that.
 */
export async function settled(hub: Hub, document: DocumentName): Promise<void> {
  await hub.exclusive(document, async () => {});
  await hub.exclusive(document, async () => {});
}

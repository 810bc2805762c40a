/** Windows of the desktop in a browser, as their sockets see them: one that types and remembers what was kept. */
import { type ProfileState, RpcMessage } from '@copydesk/shared/api';
import { decodeFrame, encodeStep1, encodeStep2, encodeUpdate, type Frame } from '@copydesk/shared/sync';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { DemoKey } from './api.ts';

/** A browser that was let in, with somebody signed in. */
export interface Browser {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  readonly cookie: string;
  readonly profile: string;
}

/** Opens the address that the desktop printed at its start: a browser that is let in. */
export async function admit(link: string): Promise<Pick<Browser, 'origin' | 'cookie'>> {
  const { origin } = new URL(link);
  const admitted = await fetch(link, { redirect: 'manual' });
  return { origin, cookie: admitted.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '' };
}

/** Opens the address that the desktop printed at its start, and signs a demo person in. */
export async function openBrowser(link: string, key: DemoKey): Promise<Browser> {
  const { origin, cookie } = await admit(link);
  const signedIn = await fetch(`${origin}/as/${key}`, { redirect: 'manual', headers: { cookie } });
  const profile = /^\/p\/([^/]+)\/$/.exec(signedIn.headers.get('location') ?? '')?.[1];
  if (profile === undefined) throw new Error(`${key} was not signed in: ${signedIn.status} ${await signedIn.text()}`);
  return { origin, cookie, profile };
}

/** What a window is told of its profile, without a document. */
export class ProfileWindow {
  /** What was told last, or null. */
  profile: ProfileState | null = null;
  /** Why the last call was not answered, in words; null if it was. */
  problem: string | null = null;
  closed = false;
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();

  constructor({ origin, cookie, profile }: Browser) {
    const url = `${origin.replace('http', 'ws')}/p/${profile}/rpc`;
    this.#socket = new WebSocket(url, { headers: { cookie, origin } });
    this.#socket.on('open', () => this.#changed());
    this.#socket.on('message', (data) => {
      const message = RpcMessage.parse(JSON.parse(String(data)));
      if ('event' in message && message.event === 'profile') this.profile = message.profile;
      if ('problem' in message) this.problem = message.problem.detail;
      if ('result' in message) this.problem = null;
      this.#changed();
    });
    this.#socket.on('close', () => {
      this.closed = true;
      this.#changed();
    });
  }

  /** Asks for the profile, as a window does that knows nothing yet. */
  async ask(): Promise<void> {
    await this.until(() => this.#socket.readyState !== WebSocket.CONNECTING);
    this.#socket.send(JSON.stringify({ id: 1, call: 'profile', input: {} }));
  }

  /** Resolves when `holds`, looked at after each message. */
  until(holds: () => boolean): Promise<void> {
    return whenever(this.#waiting, holds);
  }

  close(): void {
    this.#socket.close();
  }

  #changed(): void {
    for (const check of [...this.#waiting]) check();
  }
}

/** Resolves when `holds`, looked at whenever a function in `waiting` is called. */
function whenever(waiting: Set<() => void>, holds: () => boolean): Promise<void> {
  if (holds()) return Promise.resolve();
  return new Promise((resolve) => {
    const check = () => {
      if (!holds()) return;
      waiting.delete(check);
      resolve();
    };
    waiting.add(check);
  });
}

interface Edit {
  readonly word: string;
  readonly kind: 'added' | 'removed';
  /** The write frame of this connection that carried it; null if none has yet. */
  frame: number | null;
}

/** Types words into a document and takes some back; outlives its connections, as a window does. */
export class TypingWindow {
  readonly doc = new Y.Doc();
  readonly #name: string;
  readonly #words = this.doc.getMap<string>('fields');
  readonly #alive = new Set<string>();
  readonly #waiting = new Set<() => void>();
  #socket: WebSocket | null = null;
  #epoch: string | null = null;
  #synced = false;
  #frames = 0;
  #durable = [0, 0];
  #count = 0;
  #unkept: Edit[] = [];
  /** What the replica said is committed on this computer. */
  readonly kept = { added: new Set<string>(), removed: new Set<string>() };
  /** Words whose removal was asked for, kept or not. */
  readonly removed = new Set<string>();

  constructor(name: string) {
    this.#name = name;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'wire') this.#write(encodeUpdate(update), this.#unkept.slice(-1));
    });
  }

  get words(): ReadonlySet<string> {
    return new Set(this.#words.keys());
  }

  /** Connects and resolves once the document is here. Throws with the close code if it is not given. */
  async connect({ origin, cookie, profile }: Browser, document: string): Promise<void> {
    const query = this.#epoch === null ? '' : `?epoch=${encodeURIComponent(this.#epoch)}`;
    const url = `${origin.replace('http', 'ws')}/p/${profile}/sync/${document}${query}`;
    const socket = new WebSocket(url, { headers: { cookie, origin } });
    let closedBy: number | null = null;
    this.#synced = false;
    this.#frames = 0;
    this.#durable = [0, 0];
    for (const edit of this.#unkept) edit.frame = null;
    socket.on('error', () => {});
    socket.on('open', () => socket.send(encodeStep1(Y.encodeStateVector(this.doc))));
    socket.on('message', (data) => {
      if (data instanceof Buffer) this.#take(decodeFrame(data));
      this.#changed();
    });
    socket.on('close', (code) => {
      closedBy = code;
      if (this.#socket === socket) this.#socket = null;
      this.#changed();
    });
    this.#socket = socket;
    await this.#until(() => this.#synced || closedBy !== null);
    if (closedBy !== null) throw new Error(`closed with ${closedBy}`);
  }

  /** Adds a word, or now and then takes an earlier one back. Not while `connect` is under way. */
  type(random: () => number): void {
    const mine = [...this.#alive];
    const victim = mine[Math.floor(random() * mine.length)];
    if (victim !== undefined && random() < 0.3) {
      this.#unkept.push({ word: victim, kind: 'removed', frame: null });
      this.removed.add(victim);
      this.#alive.delete(victim);
      this.#words.delete(victim);
      return;
    }
    const word = `${this.#name}-${this.#count++}`;
    this.#unkept.push({ word, kind: 'added', frame: null });
    this.#alive.add(word);
    this.#words.set(word, word);
  }

  /** Resolves once all that was typed is on this computer, and as many writes of this connection are on the server. */
  savedOnServer(): Promise<void> {
    return this.#until(() => this.#unkept.length === 0 && (this.#durable[1] ?? 0) >= this.#frames && this.#frames > 0);
  }

  /** Resolves once as many writes of this connection are on the server, whether or not they are on this computer. */
  onServer(): Promise<void> {
    return this.#until(() => (this.#durable[1] ?? 0) >= this.#frames && this.#frames > 0);
  }

  /** Whether all that was typed is on this computer. */
  get isKept(): boolean {
    return this.#unkept.length === 0;
  }

  get isConnected(): boolean {
    return this.#socket !== null;
  }

  /** Resolves once the connection is gone, with all that was still on its way heard. */
  disconnected(): Promise<void> {
    return this.#until(() => this.#socket === null);
  }

  async close(): Promise<void> {
    this.#socket?.close();
    await this.disconnected();
  }

  #write(frame: Uint8Array, carried: readonly Edit[]): void {
    if (this.#socket?.readyState !== WebSocket.OPEN || !this.#synced) return;
    this.#frames += 1;
    for (const edit of carried) edit.frame ??= this.#frames;
    this.#socket.send(frame);
  }

  #take(frame: Frame): void {
    switch (frame.type) {
      case 'access':
        this.#epoch = frame.epoch;
        break;
      case 'step2':
        this.#synced = true;
        Y.applyUpdate(this.doc, frame.update, 'wire');
        break;
      case 'update':
        Y.applyUpdate(this.doc, frame.update, 'wire');
        break;
      case 'step1':
        this.#answer(frame.stateVector);
        break;
      case 'durable':
        this.#durable[frame.place] = frame.count;
        if (frame.place === 0) this.#committed(frame.count);
    }
  }

  /** All that the replica lacks; it may ask before it has answered. */
  #answer(stateVector: Uint8Array): void {
    this.#frames += 1;
    for (const edit of this.#unkept) edit.frame ??= this.#frames;
    this.#socket?.send(encodeStep2(Y.encodeStateAsUpdate(this.doc, stateVector)));
  }

  #committed(count: number): void {
    const done = this.#unkept.filter((edit) => edit.frame !== null && edit.frame <= count);
    this.#unkept = this.#unkept.filter((edit) => !done.includes(edit));
    for (const edit of done) this.kept[edit.kind].add(edit.word);
  }

  #until(holds: () => boolean): Promise<void> {
    return whenever(this.#waiting, holds);
  }

  #changed(): void {
    for (const check of [...this.#waiting]) check();
  }
}

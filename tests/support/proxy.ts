/**
 * A line between a client and the server that can be cut and mended, go dead, slow or late, break between two frames of
 * a document, and on which documents can be held back while everything else goes through.
 */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { splitFrames } from './websocket-frames.ts';

export interface Line {
  readonly url: string;
  /** Drops all connections and takes no new ones. */
  cut(): void;
  /** Takes connections again, at full speed. Those that went dead are reset, as by the next packet on a real line. */
  mend(): void;
  /** The connections there are stay open, and not a byte more goes through in either direction. */
  goDead(): void;
  /** What comes down the line, documents and all else, comes at this rate on each connection. */
  slowDown(bytesPerSecond: number): void;
  /** Whatever goes through arrives this much later, both ways, in its order. */
  delay(milliseconds: number): void;
  /** Cuts the line once so many frames of a document, both ways together, went through its next connection. */
  cutAfter(document: string, frames: number): Promise<void>;
  /** Nothing more of documents comes down the line; requests are still answered. */
  holdDocuments(): void;
  releaseDocuments(): void;
  stop(): Promise<void>;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** Of a document's socket, as its first line says. */
  document: string | null;
  dead: boolean;
}

interface Break {
  readonly document: string;
  left: number;
  readonly happened: () => void;
}

/** Starts a proxy on a free loopback port in front of `target`, an http address. */
export async function startProxy(target: string): Promise<Line> {
  const { hostname, port } = new URL(target);
  const lines = new Set<Pair>();
  let isCut = false;
  let isHolding = false;
  let rate = Infinity;
  let lateness = 0;
  let planned: Break | null = null;

  function cut(): void {
    isCut = true;
    for (const line of [...lines]) line.near.destroy();
  }

  /** Hands bytes on, frame by frame on a connection that is to break. */
  function carrier(line: Pair, to: Socket): (bytes: Buffer) => void {
    const send = inOrder(to, () => lateness);
    const split = splitFrames();
    return (bytes) => {
      const breaking = planned;
      if (breaking === null || breaking.document !== line.document) return send(bytes);
      for (const piece of split(bytes)) {
        if (breaking.left > 0) send(piece.bytes);
        if (piece.isFrame) breaking.left -= 1;
        if (breaking.left > 0) continue;
        planned = null;
        cut();
        return breaking.happened();
      }
    };
  }

  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    const line: Pair = { near, far, document: null, dead: false };
    lines.add(line);
    const end = () => {
      lines.delete(line);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on('error', end).on('close', end);
    near.once('data', (first) => {
      line.document = /^GET \/sync\/([^ ?]+)/.exec(first.toString('latin1'))?.[1] ?? null;
      if (line.document !== null && isHolding) far.pause();
    });
    const [up, down] = [carrier(line, far), carrier(line, near)];
    near.on('data', up);
    let resting: NodeJS.Timeout | undefined;
    far.once('close', () => clearTimeout(resting));
    far.on('data', (bytes) => {
      down(bytes);
      if (rate === Infinity) return;
      far.pause();
      resting = setTimeout(() => line.dead || far.resume(), (bytes.length / rate) * 1_000);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${own}`,
    cut,
    mend() {
      isCut = false;
      rate = Infinity;
      lateness = 0;
      for (const { near, far, dead } of [...lines]) if (dead) for (const end of [near, far]) end.resetAndDestroy();
    },
    goDead() {
      for (const line of lines) {
        line.dead = true;
        for (const socket of [line.near, line.far]) socket.pause();
      }
    },
    slowDown(bytesPerSecond) {
      rate = bytesPerSecond;
    },
    delay(milliseconds) {
      lateness = milliseconds;
    },
    cutAfter: (document, frames) =>
      new Promise((happened) => {
        planned = { document, left: frames, happened };
      }),
    holdDocuments() {
      isHolding = true;
      for (const line of lines) if (line.document !== null) line.far.pause();
    },
    releaseDocuments() {
      isHolding = false;
      for (const line of lines) line.far.resume();
    },
    async stop() {
      for (const line of [...lines]) line.near.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

/** Writes to a socket, each piece `lateness()` milliseconds after it was handed over, none before the one before it. */
function inOrder(to: Socket, lateness: () => number): (bytes: Buffer) => void {
  const queue: { readonly bytes: Buffer; readonly due: number }[] = [];
  let timer: NodeJS.Timeout | null = null;
  to.once('close', () => {
    queue.length = 0;
    if (timer !== null) clearTimeout(timer);
  });

  function run(): void {
    timer = null;
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      const wait = next.due - performance.now();
      if (wait > 0) {
        timer = setTimeout(run, wait);
        return;
      }
      queue.shift();
      to.write(next.bytes);
    }
  }

  return (bytes) => {
    if (to.destroyed) return;
    queue.push({ bytes, due: Math.max(queue.at(-1)?.due ?? 0, performance.now() + lateness()) });
    if (timer === null) run();
  };
}

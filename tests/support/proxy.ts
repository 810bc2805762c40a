/**
 * A line between a client and the server that can be cut and mended, go dead or slow, and on which documents can be held
 * back while everything else goes through.
 */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Line {
  readonly url: string;
  /** Drops all connections and takes no new ones. */
  cut(): void;
  mend(): void;
  /** The connections there are stay open, and not a byte more goes through in either direction. */
  goDead(): void;
  /** What comes down the line, documents and all else, comes at this rate on each connection. */
  slowDown(bytesPerSecond: number): void;
  /** Nothing more of documents comes down the line; requests are still answered. */
  holdDocuments(): void;
  releaseDocuments(): void;
  stop(): Promise<void>;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** A document's socket, as its first line says. */
  document: boolean;
}

/** Starts a proxy on a free loopback port in front of `target`, an http address. */
export async function startProxy(target: string): Promise<Line> {
  const { hostname, port } = new URL(target);
  const lines = new Set<Pair>();
  let isCut = false;
  let isHolding = false;
  let rate = Infinity;

  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    const line: Pair = { near, far, document: false };
    lines.add(line);
    const end = () => {
      lines.delete(line);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on('error', end).on('close', end);
    near.once('data', (first) => {
      line.document = first.toString('latin1').startsWith('GET /sync/');
      if (line.document && isHolding) far.pause();
    });
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => {
      near.write(bytes);
      if (rate === Infinity) return;
      far.pause();
      const timer = setTimeout(() => far.resume(), (bytes.length / rate) * 1_000);
      far.once('close', () => clearTimeout(timer));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${own}`,
    cut() {
      isCut = true;
      for (const line of [...lines]) line.near.destroy();
    },
    mend() {
      isCut = false;
    },
    goDead() {
      for (const { near, far } of lines) for (const socket of [near, far]) socket.pause();
    },
    slowDown(bytesPerSecond) {
      rate = bytesPerSecond;
    },
    holdDocuments() {
      isHolding = true;
      for (const line of lines) if (line.document) line.far.pause();
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

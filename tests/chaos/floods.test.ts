/** Clients that send too much, too often or too little, while others work. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { encodeAwareness, encodeQueryAwareness, encodeStep1, encodeUpdate } from '@copydesk/shared/sync';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { newStory, type SignedIn, signIn, syncUrl } from '../support/api.ts';
import { type Program, startServer, temporaryFolder } from '../support/programs.ts';
import { RawPeer } from '../support/raw-peer.ts';
import { figure, leftOut, rounds } from '../support/soak.ts';

const MiB = 1024 * 1024;
const QUIET_WRITES = 100;

interface Target {
  readonly server: Program;
  readonly person: SignedIn;
  readonly document: string;
}

async function metric({ server }: Target, name: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length) ?? 0,
  );
}

/** Opens a document and answers with the code that it is closed with. */
async function hammer({ server, person, document }: Target, strike: (socket: WebSocket) => void): Promise<number> {
  const socket = new WebSocket(`${syncUrl(server.url)}/${document}`, person.protocols);
  // The server may hang up in the middle of what it does not want to hear the end of.
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  await once(socket, 'open');
  strike(socket);
  const [code] = await closed;
  return code;
}

function repeatedly(count: number, frame: Uint8Array) {
  return (socket: WebSocket) => {
    for (let i = 0; i < count; i++) socket.send(frame);
  };
}

/** Each kind of flood, and the codes one of which ends it; 1006 is a line that was dropped. */
const FLOODS: Record<string, { readonly strike: (socket: WebSocket) => void; readonly codes: readonly number[] }> = {
  'a frame that is too large': { strike: (socket) => socket.send(new Uint8Array(17 * MiB)), codes: [1009, 1006] },
  'a text frame': { strike: (socket) => socket.send('x'.repeat(MiB)), codes: [4400] },
  'fragments of one byte': {
    strike(socket) {
      for (let i = 0; i < 5_000; i++) socket.send(Uint8Array.of(0), { fin: false });
    },
    codes: [1008, 1006],
  },
  'a compressed frame that was not agreed on': {
    strike: (socket) => rawOf(socket).write(Buffer.of(0xc2, 0x81, 0, 0, 0, 0, 0)),
    codes: [1002, 1006],
  },
  pings: {
    strike(socket) {
      for (let i = 0; i < 8_000; i++) socket.ping();
    },
    // `ws` itself drops who takes no pongs.
    codes: [4529, 1006],
  },
  'questions for the whole text': { strike: repeatedly(300, encodeStep1(Uint8Array.of(0))), codes: [4529] },
  'questions who is there': { strike: repeatedly(300, encodeQueryAwareness()), codes: [4529] },
  presence: { strike: repeatedly(8_000, encodeAwareness(Uint8Array.of(0))), codes: [4529] },
  'messages of a later version': { strike: repeatedly(8_000, Uint8Array.of(110, 1)), codes: [4529] },
  'writes that add nothing': {
    strike(socket) {
      socket.send(encodeStep1(Uint8Array.of(0)));
      repeatedly(8_000, encodeUpdate(Uint8Array.of(0, 0)))(socket);
    },
    codes: [4529],
  },
  'empty frames': { strike: repeatedly(100, new Uint8Array()), codes: [4400] },
};

/** The TCP connection below a WebSocket. */
function rawOf(socket: WebSocket): Socket {
  const raw: unknown = Reflect.get(socket, '_socket');
  if (raw === null || typeof raw !== 'object' || !('write' in raw)) throw new Error('ws keeps its socket elsewhere');
  return raw as Socket;
}

/** So many upgrades at once with a token that is none. Answers how many were closed with 4401 and how many refused with 429. */
async function upgrades({ server, document }: Target, count: number): Promise<{ closed: number; refused: number }> {
  const outcomes = await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = new WebSocket(`${syncUrl(server.url)}/${document}`, ['copydesk.1', 'bearer.none']);
      socket.on('error', () => {});
      const refused = new Promise<number>((resolve) => {
        socket.on('unexpected-response', (request, response) => {
          request.destroy();
          resolve(response.statusCode ?? 0);
        });
      });
      return Promise.race([refused, once(socket, 'close').then(([code]) => Number(code))]);
    }),
  );
  return {
    closed: outcomes.filter((code) => code === 4401).length,
    refused: outcomes.filter((code) => code === 429).length,
  };
}

/** A connection that begins a request and never comes to its end; resolves when the server has had enough. */
async function loris({ server, document }: Target): Promise<void> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  await once(socket, 'connect');
  socket.write(`GET /sync/${document} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n`);
  const drip = setInterval(() => socket.write('X-A: b\r\n'), 500);
  socket.resume();
  await closed;
  clearInterval(drip);
}

describe.skipIf(leftOut('F6'))('floods', () => {
  it('[F6] are ended by a code, cost others little, and leave no memory behind', async () => {
    const folder = await temporaryFolder('f6');
    // No address is a proxy's here: this one counts as any other.
    const server = await startServer(folder.path, {
      env: { COPYDESK_PROXIES: '192.0.2.1', COPYDESK_MAX_UPGRADES_PER_ADDRESS: '500' },
    });
    try {
      const person = await signIn(server.url, 'editor');
      const target: Target = { server, person, document: `${(await newStory(person.client)).id}.en` };
      const writer = await RawPeer.open(server.url, target.document, person.accessToken);
      await writer.sync();
      const waits: number[] = [];
      let over = false;
      const write = async () => {
        for (let sent = 1; !over; sent++) {
          const since = performance.now();
          writer.type(`word ${sent}`);
          await writer.until(() => writer.durable >= sent || writer.ended !== null);
          expect(writer.ended).toBeNull();
          waits.push(performance.now() - since);
          await new Promise<void>((resolve) => setTimeout(resolve, 5));
        }
      };
      const typing = write();
      // Looked at in the end.
      typing.catch(() => {});
      /** Of what was written since it was last asked. */
      const p95 = () => {
        const sorted = waits.splice(0).toSorted((a, b) => a - b);
        return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
      };

      // One round of everything first: memory that the process keeps for good is not the flood's.
      const codes = new Map<string, number>();
      const flood = async () => {
        for (const [kind, { strike, codes: expected }] of Object.entries(FLOODS)) {
          const code = await hammer(target, strike);
          expect(expected, `${kind} was closed with ${code}`).toContain(code);
          codes.set(kind, code);
        }
      };
      await flood();
      await upgrades(target, 100);
      p95();
      await writer.until(() => waits.length >= QUIET_WRITES || writer.ended !== null);
      const quiet = p95();
      const before = await metric(target, 'process_resident_memory_bytes');
      const slow = Promise.all(Array.from({ length: 50 }, () => loris(target)));
      for (const _ of rounds('F6', 'floods')) await flood();
      const many = await upgrades(target, figure('F6', 'upgrades'));
      const during = p95();
      await slow;
      over = true;
      await typing;
      const after = await metric(target, 'process_resident_memory_bytes');
      console.info(
        `[F6] ${JSON.stringify(Object.fromEntries(codes))}, upgrades ${JSON.stringify(many)}; a write took ${quiet.toFixed(1)} ms (p95), ${during.toFixed(1)} ms beside floods; memory ${(before / MiB).toFixed(0)} -> ${(after / MiB).toFixed(0)} MiB`,
      );
      expect(many.closed + many.refused).toBe(figure('F6', 'upgrades'));
      expect(many.refused).toBeGreaterThan(0);
      // Flooder and writer share one process and, in tests, two cores: this catches a hang.
      expect(during).toBeLessThan(5_000);
      expect(after).toBeLessThan(1.5 * before);
      expect(await metric(target, 'copydesk_peers')).toBe(1);
      await writer.close();
    } finally {
      await server.stop('SIGKILL');
      await folder.remove();
    }
  });
});

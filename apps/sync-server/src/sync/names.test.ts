import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { documentName } from '@copydesk/shared/sync';
import { expect, test, vi } from 'vitest';
import { startNewsroom } from '../testing/newsroom.ts';

/** Upgrades on a path exactly as it stands; the answer's first bytes, up to what the server ends with. */
async function upgrade(url: string, path: string, token: string): Promise<Buffer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(
    [
      `GET ${path} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      `Sec-WebSocket-Protocol: copydesk.1, bearer.${token}`,
      '',
      '',
    ].join('\r\n'),
    'latin1',
  );
  const chunks: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => {
    chunks.push(bytes);
    const body = Buffer.concat(chunks);
    const head = body.indexOf('\r\n\r\n');
    // A close frame is all that comes; a client would answer it.
    if (head >= 0 && (body.length > head + 4 || !body.toString('latin1').startsWith('HTTP/1.1 101'))) socket.destroy();
  });
  await once(socket, 'close');
  return Buffer.concat(chunks);
}

/** What the server says after its handshake: one frame, which closes with 4404. */
const NOT_FOUND = Buffer.concat([
  Buffer.of(0x88, 2 + 'no such document'.length, 0x11, 0x34),
  Buffer.from('no such document'),
]);

test('[F7] names that are none, missing or forbidden get the same bytes, and make no room, row or file', async () => {
  const newsroom = await startNewsroom();
  const [sara, outsider] = [await newsroom.as('editor'), await newsroom.as('outsider')];
  const story = await sara.write('Harbour bridge closes', 'The city closed it.');
  const { store, hub } = newsroom.server.context;
  const id = story.articleId;
  const missing = [documentName(randomUUID(), 'en'), `${id}.fr`, `${id}.fr.notes`];
  const forbidden = [documentName(id, 'en'), documentName(id, 'en', true)];
  const none = [
    ...[
      '..',
      '../..',
      '../../etc/passwd',
      '%2e%2e',
      '%2e%2e%2f',
      '.',
      '',
      '%00',
      `${id}.en%00`,
      `${id}.en/`,
      `${id}.en//`,
    ],
    ...[
      `${id}%2Een`,
      `%${id}.en`,
      `${id}.en.notes.notes`,
      `${id}.en.NOTES`,
      `${id.toUpperCase()}.en`,
      `${id}.EN`,
      `${id}.`,
    ],
    ...[`${id}.еn`, `${id}.en\u200b`, `${id}．en`].map((name) => encodeURIComponent(name)),
    ...[
      `${id}.${'a'.repeat(8_000)}`,
      'x'.repeat(8_000),
      `${'../'.repeat(2_000)}`,
      '__proto__',
      'constructor',
      '*',
      `${id}.*`,
    ],
    ...[`${id}.en;select`, `${id}.en'--`, `${id}.en.notes%2f`, `//${id}.en`, `./${id}.en`, `x/../y`],
  ];
  const files = await readdir(newsroom.config.dataFolder, { recursive: true });
  const calls = vi.spyOn(store, 'call');
  const opened = vi.fn();
  hub.on('room', opened);
  const answers = new Map<string, string>();
  for (const [names, who] of [
    [none, sara],
    [missing, sara],
    [forbidden, outsider],
  ] as const) {
    for (const name of names) {
      const answer = await upgrade(newsroom.url, `/sync/${name}`, who.tokens.accessToken);
      answers.set(name, answer.subarray(answer.indexOf('\r\n\r\n') + 4).toString('hex'));
    }
  }
  expect([...answers].filter(([, answer]) => answer !== NOT_FOUND.toString('hex'))).toEqual([]);
  // One way for all of them, which ends before anything is opened or looked up: there is nothing to tell them apart by.
  expect(calls.mock.calls.map(([name]) => name).filter((name) => name.includes('ocument'))).toEqual([]);
  expect(opened).not.toHaveBeenCalled();
  expect(await readdir(newsroom.config.dataFolder, { recursive: true })).toEqual(files);
});

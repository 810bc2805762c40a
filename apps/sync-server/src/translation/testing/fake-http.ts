/** A small HTTP server for tests of engines that are spoken to over HTTP. */
import { createServer, type IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
/** Null: no answer ever. */
export type FakeAnswer = { readonly status?: number; readonly body: unknown } | null;

export interface FakeHttp {
  readonly url: string;
  readonly requests: FakeRequest[];
}

/** Listens on a free loopback port until the test is over. */
export async function fakeHttp(answer: (request: FakeRequest) => FakeAnswer): Promise<FakeHttp> {
  const requests: FakeRequest[] = [];
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const request = {
        method: message.method ?? '',
        path: message.url ?? '',
        headers: message.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      requests.push(request);
      const given = answer(request);
      if (given === null) return;
      response.writeHead(given.status ?? 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(given.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, requests };
}

/** A loopback port on which nothing listens: a server had it and closed. */
export async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

const WORDS: Readonly<Record<string, string>> = { house: 'casa', water: 'agua', table: 'mesa' };

/** What the fake engines answer: enough Spanish for the contract. */
export function fakeSpanish(text: string): string {
  return text.replace(/\w+/g, (word) => WORDS[word] ?? word);
}

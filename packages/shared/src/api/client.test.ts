import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type ApiAnswer, type ApiRequest, createClient, fetchTransport, NetworkError, ProblemError } from './client.ts';

const ID = '0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11';
const user = { id: 'u1', email: 'a@b.test', name: 'Ana', roles: ['editor'], desks: ['world'] };
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

function recorder(answer: ApiAnswer) {
  const requests: ApiRequest[] = [];
  const client = createClient(async (request) => {
    requests.push(request);
    return answer;
  });
  return { client, requests };
}

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('should have been refused'),
    (error: unknown) => error,
  );
}

describe('createClient', () => {
  it('fills path parameters, encodes the query and leaves out what is not given', async () => {
    const { client, requests } = recorder({ status: 200, body: { passages: [] } });
    await client.call('getEvidence', { params: { id: ID, language: 'pt-BR' } });
    expect(requests[0]).toEqual({
      method: 'GET',
      path: `/api/v1/articles/${ID}/editions/pt-BR/evidence`,
      open: false,
      body: null,
    });
    const audit = recorder({ status: 200, body: { entries: [] } });
    await audit.client.call('audit', { query: { since: 7, articleId: undefined } });
    expect(audit.requests[0]?.path).toBe('/api/v1/audit?since=7');
  });

  it('sends no token and a JSON body to open endpoints', async () => {
    const { client, requests } = recorder({
      status: 201,
      body: { accessToken: 'a', refreshToken: 'r', expiresIn: 60, user },
    });
    const tokens = await client.call('createSession', { body: { email: 'a@b.test', password: 'x' } });
    expect(tokens.user.name).toBe('Ana');
    expect(requests[0]).toMatchObject({
      open: true,
      body: { type: 'application/json', bytes: '{"email":"a@b.test","password":"x"}' },
    });
  });

  it('takes 204 as no answer', async () => {
    const { client } = recorder({ status: 204, body: undefined });
    expect(await client.call('deleteSession', {})).toBeUndefined();
  });

  it('refuses input from outside that does not fit, before sending', async () => {
    const { client, requests } = recorder({ status: 200, body: {} });
    const error = await failure(client.forward('getArticle', { params: { id: '../people' } }));
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ problem: { status: 400, issues: [{ path: 'params.id' }] } });
    expect(await failure(client.forward('getArticle', null))).toBeInstanceOf(ProblemError);
    expect(requests).toEqual([]);
  });

  it("throws the server's problem with its detail as the message", async () => {
    const problem = { type: 'about:blank', title: 'Conflict', status: 409, detail: 'Text changed.', changed: [] };
    const error = await failure(recorder({ status: 409, body: problem }).client.call('me', {}));
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ message: 'Text changed.', problem });
  });

  it.each([
    [200, { id: 3 }, 502],
    [200, undefined, 502],
    [503, undefined, 503],
    [302, undefined, 502],
  ])('says so when an answer of status %i is not the contract', async (status, body, shown) => {
    const error = await failure(recorder({ status, body }).client.call('me', {}));
    expect(error).toMatchObject({ name: 'ProblemError', problem: { status: shown } });
  });

  it('uploads a file to import as it is', async () => {
    const plan = {
      language: 'en',
      role: 'source',
      label: null,
      headline: 'A',
      lines: [],
      warnings: [],
      content: { type: 'doc', content: [] },
    };
    const { client, requests } = recorder({ status: 200, body: plan });
    const bytes = new TextEncoder().encode('A');
    await client.planImport({ language: 'en', as: '2:label' }, { type: 'text/plain', bytes });
    expect(requests[0]).toEqual({
      method: 'POST',
      path: '/api/v1/articles/import?language=en&as=2%3Alabel&dryRun=1',
      open: false,
      body: { type: 'text/plain', bytes },
    });
  });
});

describe('fetchTransport', () => {
  it('sends the token of the moment, keeps a path in the base and reads JSON', async () => {
    const seen: unknown[] = [];
    const baseUrl = await serve((request, response) => {
      seen.push([request.url, request.headers.authorization]);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(user));
    });
    let token = 'one';
    const client = createClient(fetchTransport({ baseUrl: `${baseUrl}/copydesk/`, token: async () => token }));
    await client.call('me', {});
    token = 'two';
    await client.call('me', {});
    expect(seen).toEqual([
      ['/copydesk/api/v1/me', 'Bearer one'],
      ['/copydesk/api/v1/me', 'Bearer two'],
    ]);
  });

  it('says when the server does not answer in time', async () => {
    const baseUrl = await serve(() => {});
    const client = createClient(fetchTransport({ baseUrl, token: () => null, timeoutMs: 50 }));
    const error = await failure(client.call('me', {}));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ message: 'The server did not answer in time (0.05 s).' });
  });

  it('says when the server cannot be reached', async () => {
    const client = createClient(fetchTransport({ baseUrl: 'http://127.0.0.1:1', token: () => null }));
    expect(await failure(client.call('me', {}))).toBeInstanceOf(NetworkError);
  });

  it('does not take a proxy page for an answer', async () => {
    const baseUrl = await serve((_, response) => {
      response.statusCode = 502;
      response.end('<html>Bad gateway</html>');
    });
    const client = createClient(fetchTransport({ baseUrl, token: () => null }));
    expect(await failure(client.call('me', {}))).toMatchObject({ problem: { status: 502 } });
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readEdition, setBlockText } from '@copydesk/editor/schema';
import { type LocalEvent, RpcMessage } from '@copydesk/shared/api';
import { headlineOf } from '@copydesk/shared/article';
import { decodeFrame, encodeStep1, encodeStep2, encodeUpdate } from '@copydesk/shared/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { readConfig } from '../../../sync-server/src/config.ts';
import { type RunningServer, startServer } from '../../../sync-server/src/server.ts';
import { Changes, silent } from '../replica/testing/window.ts';
import { type BrowserHost, startBrowserHost } from './browser-host.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
let folder: string;
let server: RunningServer;
let host: BrowserHost;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copydesk-host-'));
  const rendererFolder = join(folder, 'renderer');
  await mkdir(join(rendererFolder, 'assets'), { recursive: true });
  await writeFile(join(rendererFolder, 'index.html'), '<!doctype html><title>Copydesk</title>');
  await writeFile(join(rendererFolder, 'assets', 'a.js'), 'export {};');
  await writeFile(join(folder, 'secret.txt'), 'not yours');
  const env = {
    COPYDESK_PORT: '0',
    COPYDESK_DATA: join(folder, 'server'),
    COPYDESK_TRANSLATION_APERTIUM: 'off',
  };
  const config = { ...readConfig(env, ['--demo']), checkResponses: true };
  server = await startServer(config, { log: silent });
  host = await startBrowserHost({
    server: server.url,
    dataFolder: join(folder, 'desktop'),
    port: 0,
    secret: 'secret of this start',
    key: 'key-of-this-start',
    log: silent,
    rendererFolder,
  });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await host.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request as raw as can be: path and headers go out as they are. */
function ask(port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, headers, method }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asking.on('error', reject).end();
  });
}

async function cookieFrom(link: string): Promise<string> {
  const { port, pathname, search } = new URL(link);
  const { status, headers } = await ask(Number(port), pathname + search);
  expect(status).toBe(303);
  const [set = ''] = headers['set-cookie'] ?? [];
  expect(set).toMatch(/HttpOnly; SameSite=Strict/);
  return set.split(';', 1)[0] ?? '';
}

/** Resolves to the close code, or the HTTP status if the upgrade was refused. */
function upgrade(port: number, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('close', (code) => resolve(code));
    socket.on('message', () => socket.close(1000));
    socket.on('error', () => {});
  });
}

describe('browser-host: who is let in', () => {
  it('lets a browser in by a link, once, and keeps the secret out of the address', async () => {
    const link = host.link('/as/editor');
    const { pathname, search } = new URL(link);
    const first = await ask(host.port, pathname + search);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/as/editor');
    expect((await ask(host.port, pathname + search)).status).toBe(403);
    expect((await ask(host.port, '/')).status).toBe(403);
    expect((await ask(host.port, '/?start=guess')).status).toBe(403);
  });

  it('serves the page with its policy to who has the cookie, and to nobody else', async () => {
    const cookie = await cookieFrom(host.link());
    const page = await ask(host.port, '/p/0123456789ab-x/story/1/en', { cookie });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<title>Copydesk</title>');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await ask(host.port, '/', { cookie: `${cookie}x` })).status).toBe(403);
    expect((await ask(host.port, '/', { cookie, host: 'evil.test' })).status).toBe(403);
    expect((await ask(host.port, '/', { cookie, origin: 'http://evil.test' })).status).toBe(403);
  });

  it('gives who has the key a link of its own each time, and leaves those that nobody used', async () => {
    const authorization = 'Bearer key-of-this-start';
    const links = [host.link()];
    for (const to of ['/as/editor', '/as/translator']) {
      const given = await ask(host.port, `/links?to=${to}`, { authorization }, 'POST');
      expect(given.status).toBe(201);
      links.push(given.body.trim());
    }
    expect(new Set(links).size).toBe(3);
    expect(links.map((link) => new URL(link).pathname)).toEqual(['/', '/as/editor', '/as/translator']);
    for (const link of links.toReversed()) await cookieFrom(link);
    for (const link of links) expect((await ask(host.port, link.slice(new URL(link).origin.length))).status).toBe(403);
  });

  it('gives no link to whoever has not the key, not even a browser that was let in', async () => {
    const cookie = await cookieFrom(host.link());
    const authorization = 'Bearer key-of-this-start';
    const refused = async (path: string, headers: Record<string, string>) =>
      (await ask(host.port, path, headers, 'POST')).status;
    expect(await refused('/links', {})).toBe(403);
    expect(await refused('/links', { cookie })).toBe(403);
    expect(await refused('/links', { authorization: 'Bearer secret-of-this-start' })).toBe(403);
    expect(await refused('/links', { authorization, origin: 'http://evil.test' })).toBe(403);
    expect(await refused('/links', { authorization, host: 'evil.test' })).toBe(403);
    expect(await refused('/links?to=//evil.test', { authorization })).toBe(400);
    expect(await refused('/', { authorization })).toBe(405);
  });

  it('leads only to its own pages', async () => {
    for (const to of ['//evil.test', '/\\evil.test', 'https://evil.test']) {
      const { search } = new URL(host.link());
      const answer = await ask(host.port, `/${search}&to=${encodeURIComponent(to)}`);
      expect(answer.status).toBe(400);
    }
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/a%00.txt',
    '/%zz',
  ])('keeps %s in its folder', async (path) => {
    const cookie = await cookieFrom(host.link());
    const answer = await ask(host.port, path, { cookie });
    expect(answer.status).toBe(400);
    expect(answer.body).not.toContain('not yours');
  });

  it('checks sockets for cookie, host and origin', async () => {
    const cookie = await cookieFrom(host.link());
    const origin = `http://127.0.0.1:${host.port}`;
    expect(await upgrade(host.port, '/p/-/rpc', { cookie, origin })).toBe(1000);
    expect(await upgrade(host.port, '/p/-/rpc', { origin })).toBe(4401);
    expect(await upgrade(host.port, '/p/-/rpc', { cookie: `${cookie}x`, origin })).toBe(4401);
    expect(await upgrade(host.port, '/p/-/rpc', { origin, host: 'evil.test' })).toBe(403);
    expect(await upgrade(host.port, '/p/-/rpc', { cookie })).toBe(403);
    expect(await upgrade(host.port, '/p/-/rpc', { cookie, origin: 'http://evil.test' })).toBe(403);
    expect(await upgrade(host.port, '/p/-/rpc', { cookie, origin, host: 'evil.test' })).toBe(403);
    expect(await upgrade(host.port, '/other', { cookie, origin })).toBe(4404);
    expect(await upgrade(host.port, '/p/0123456789ab-x/rpc', { cookie, origin })).toBe(4401);
  });

  it('signs demo people in, and says so when there is no such account', async () => {
    const cookie = await cookieFrom(host.link());
    const signedIn = await ask(host.port, '/as/translator', { cookie });
    expect(signedIn.status).toBe(303);
    expect(signedIn.headers.location).toMatch(/^\/p\/[0-9a-f]{12}-[^/]+\/$/);
    expect((await ask(host.port, '/as/nobody', { cookie })).status).toBe(404);
    expect((await ask(host.port, '/as/%', { cookie })).status).toBe(400);
  });
});

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  readonly cookie: string;
  /** What it printed until now. */
  readonly said: Record<string, unknown>[];
  readonly changes: Changes;
  /** Process id of the part that is started again when it dies. */
  replica(): number;
}

/** browser-host as its own process. */
async function startProcess(data: string): Promise<Started> {
  const child = spawn(process.execPath, [MAIN, '--server', server.url, '--data', data, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  const said: Record<string, unknown>[] = [];
  const changes = new Changes();
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(JSON.parse(line));
    changes.happened();
  });
  child.once('exit', () => changes.happened());
  await changes.until(() => said.length > 0 || child.exitCode !== null);
  const url = String(said[0]?.url);
  const replica = () => Number(said.findLast((line) => 'replicaPid' in line)?.replicaPid);
  return { child, port: Number(new URL(url).port), cookie: await cookieFrom(url), said, changes, replica };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function signInAs(key: string, host: Started): Promise<string> {
  const signedIn = await ask(host.port, `/as/${key}`, { cookie: host.cookie });
  return signedIn.headers.location?.split('/')[2] ?? '';
}

interface Page {
  readonly doc: Y.Doc;
  readonly changes: Changes;
  readonly events: LocalEvent[];
  synced: boolean;
  committed: number;
  written: number;
  ask(call: string, input: unknown): void;
}

/** A page of a profile with one document, over the sockets a browser would open. */
function openPage(from: { port: number; cookie: string }, profile: string, document: string): Page {
  const options = { headers: { cookie: from.cookie, origin: `http://127.0.0.1:${from.port}` } };
  const base = `ws://127.0.0.1:${from.port}/p/${profile}`;
  const rpc = new WebSocket(`${base}/rpc`, options);
  const sync = new WebSocket(`${base}/sync/${document}`, options);
  const changes = new Changes();
  const doc = new Y.Doc();
  const page: Page = {
    doc,
    changes,
    events: [],
    synced: false,
    committed: 0,
    written: 0,
    ask: (call, input) => rpc.send(JSON.stringify({ id: 1, call, input })),
  };
  for (const socket of [rpc, sync]) socket.on('error', () => {});
  rpc.on('message', (data) => {
    const message = RpcMessage.parse(JSON.parse(String(data)));
    if ('event' in message) page.events.push(message);
    changes.happened();
  });
  const write = (frame: Uint8Array) => {
    page.written += 1;
    sync.send(frame);
  };
  sync.on('open', () => sync.send(encodeStep1(Y.encodeStateVector(doc))));
  sync.on('message', (data: Buffer) => {
    const frame = decodeFrame(new Uint8Array(data));
    if (frame.type === 'step1') write(encodeStep2(Y.encodeStateAsUpdate(doc, frame.stateVector)));
    if (frame.type === 'step2' || frame.type === 'update') Y.applyUpdate(doc, frame.update, 'wire');
    if (frame.type === 'step2') page.synced = true;
    if (frame.type === 'durable' && frame.place === 0) page.committed = frame.count;
    changes.happened();
  });
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'wire') write(encodeUpdate(update));
  });
  return page;
}

describe('browser-host: its process', () => {
  it('killed with -9, keeps what it said was saved on this computer', async () => {
    const data = join(folder, 'killed');
    const first = await startProcess(data);
    const profile = await signInAs('editor', first);
    const story = server.context.registry.articles().flatMap(({ id }) => server.context.registry.editionsOf(id));
    const source = story.find(({ role }) => role === 'source');
    const document = `${source?.articleId}.${source?.language}`;
    const page = openPage(first, profile, document);
    await page.changes.until(() => page.synced && page.events.length > 0);
    page.ask('setOffline', { offline: true });
    const isOffline = () =>
      page.events.some((event) => event.event === 'profile' && event.profile.line.state === 'offline');
    await page.changes.until(isOffline);
    const [headline] = readEdition(page.doc).content.content;
    const id = headline && 'attrs' in headline ? headline.attrs.id : '';
    setBlockText(page.doc, id, [{ type: 'text', text: 'Typed just before the power went' }]);
    await page.changes.until(() => page.written > 0 && page.committed >= page.written);
    const killed = first.replica();
    process.kill(killed, 'SIGKILL');
    await first.changes.until(() => first.said.some((line) => line.event === 'replica'));
    expect(first.replica()).not.toBe(killed);

    // The window's cookie and address still hold.
    const again = openPage(first, profile, document);
    await again.changes.until(() => again.synced);
    expect(headlineOf(readEdition(again.doc).content)).toBe('Typed just before the power went');
    // So does the key to further links.
    const authorization = `Bearer ${first.said[0]?.key}`;
    await cookieFrom((await ask(first.port, '/links', { authorization }, 'POST')).body.trim());

    const replica = first.replica();
    const ended = new Promise<number | null>((resolve) => first.child.once('exit', resolve));
    first.child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(isAlive(replica)).toBe(false);
  });

  it('leaves nothing behind when its supervisor is killed', async () => {
    const started = await startProcess(join(folder, 'abandoned'));
    started.child.kill('SIGKILL');
    await expect.poll(() => isAlive(started.replica()), { timeout: 10_000 }).toBe(false);
  });

  it('says so when its process cannot be started', async () => {
    const nowhere = 'data:text/javascript,process.execPath="/nowhere/node"';
    const args = ['--import', nowhere, MAIN, '--server', server.url, '--data', folder];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    children.push(child);
    let said = '';
    child.stderr.on('data', (data: Buffer) => {
      said += data.toString();
    });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(said).toMatch(/cannot be started \(spawn .* ENOENT\)\. Saved text is safe\. Start Copydesk anew\./);
  });

  it('says so when its port is taken', async () => {
    const child = spawn(process.execPath, [MAIN, '--server', server.url, '--data', folder, '--port', `${host.port}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    children.push(child);
    let said = '';
    child.stderr.on('data', (data: Buffer) => {
      said += data.toString();
    });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(said.trim()).toMatch(/^Port \d+ is in use by another program\. Stop that, or set COPYDESK_DESKTOP_PORT/);
  });
});

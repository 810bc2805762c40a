import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient, fetchTransport } from '@copydesk/shared/api';
import { beforeAll, expect, onTestFinished, test } from 'vitest';

const SOURCE = './main.ts';
const BUILT = '../out/start.js';

beforeAll(async () => {
  const setup = new URL('../../../scripts/lib/setup.mjs', import.meta.url);
  await promisify(execFile)(process.execPath, ['-e', `import('${setup}').then((it) => it.ensureServerBuilt())`]);
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'copydesk-main-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

interface Run {
  readonly child: ChildProcess;
  readonly firstLine: Promise<string>;
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
}

function run(program: string, args: readonly string[], env: Record<string, string>, input = ''): Run {
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url)), ...args], {
    env: { PATH: process.env.PATH, COPYDESK_TRANSLATION_APERTIUM: 'off', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.end(input);
  const firstLine = new Promise<string>((resolve) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().split('\n')[0] ?? ''));
  });
  const code = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  const ended = Promise.all([code, text(child.stdout), text(child.stderr)]).then(([exit, out, err]) => ({
    code: exit,
    out,
    err,
  }));
  return { child, firstLine, ended };
}

test.for([SOURCE, BUILT])(
  'the demo (%s): says where it listens, has its accounts and stories, keeps its folder to itself, ends on SIGTERM',
  async (program) => {
    const data = await folder();
    const env = { COPYDESK_PORT: '0', COPYDESK_DATA: data };
    const server = run(program, ['--demo'], env);
    const { event, url } = JSON.parse(await server.firstLine);
    expect(event).toBe('listening');
    let token: string | null = null;
    const client = createClient(fetchTransport({ baseUrl: url, token: () => token }));
    const { demo } = await client.call('newsroom', {});
    expect(demo?.accounts.map(({ email }) => email).sort()).toEqual(
      ['chief', 'editor2', 'editor', 'translator'].map((key) => `${key}@copydesk.test`),
    );
    for (const { email, password, role } of demo?.accounts ?? []) {
      const session = await client.call('createSession', { body: { email, password } });
      expect(session.user.roles).toEqual([role]);
      token = session.accessToken;
    }
    const { articles } = await client.call('listArticles', {});
    expect(articles.length).toBeGreaterThan(0);
    expect((await stat(join(data, 'secret'))).mode & 0o777).toBe(0o600);

    const second = await run(program, ['--demo'], env).ended;
    expect(second).toMatchObject({ code: 4, out: '' });
    expect(second.err).toMatch(/already running/);
    const admin = await run('./admin.ts', ['user', 'list'], env).ended;
    expect(admin.code).toBe(2);
    expect(admin.err).toMatch(/Stop it first/);

    server.child.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0 });
  },
);

test('a port in use is one clear sentence', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void blocker.close());
  const address = blocker.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const result = await run('./main.ts', [], { COPYDESK_PORT: port, COPYDESK_DATA: await folder() }).ended;
  expect(result).toMatchObject({ code: 3, out: '' });
  expect(result.err.trim().split('\n').at(-1)).toBe(
    `Port ${port} is in use by another program. Stop that, or set COPYDESK_PORT to another port.`,
  );
});

test('people are added and listed while the server is stopped, and the audit is verified', async () => {
  const env = { COPYDESK_DATA: await folder() };
  const add = [
    'user',
    'add',
    '--email',
    'leila@example.org',
    '--name',
    'Leila',
    '--role',
    'chief',
    '--desk',
    'World News',
  ];
  expect(await run('./admin.ts', add, env, 'a good password\n').ended).toMatchObject({ code: 0 });
  const again = await run('./admin.ts', add, env).ended;
  expect(again.code).toBe(2);
  expect(again.err).toMatch(/already a person/);
  const made = await run(
    './admin.ts',
    ['user', 'add', '--email', 'o@example.org', '--name', 'Omar', '--role', 'editor'],
    env,
  ).ended;
  expect(made.out).toMatch(/^Password: \S{16}$/m);
  const list = await run('./admin.ts', ['user', 'list'], env).ended;
  expect(list.out.split('\n')[0]).toBe('leila@example.org\tLeila\tchief\tworld-news\topen');
  expect(await run('./admin.ts', ['audit', 'verify'], env).ended).toMatchObject({
    code: 0,
    out: 'The audit log is whole: 3 rows.\n',
  });

  const server = run('./main.ts', [], { ...env, COPYDESK_PORT: '0' });
  const { url } = JSON.parse(await server.firstLine);
  const client = createClient(fetchTransport({ baseUrl: url, token: () => null }));
  const body = { email: 'leila@example.org', password: 'a good password' };
  expect((await client.call('createSession', { body })).user).toMatchObject({
    roles: ['chief'],
    desks: ['world-news'],
  });
  expect((await client.call('newsroom', {})).demo).toBeNull();
});

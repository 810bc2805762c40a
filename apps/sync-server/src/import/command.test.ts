import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, fetchTransport } from '@copydesk/shared/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { type RunningServer, startServer } from '../server.ts';
import { importCommand } from './command.ts';

const STORY = `Harbour reopens after storm

The harbour of a small town is open again, four days after the storm

Boats went out on Monday. "We were ready," one skipper said.`;
const MACHINE = STORY.replace('\n\nBoats', '\n\nBeta V.1.0 - Powered by automated translation\n\nBoats');
const silent = { info: () => {}, warn: () => {}, error: () => {} };

let folder: string;
let server: RunningServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copydesk-import-'));
  const env = { COPYDESK_DATA: join(folder, 'data'), COPYDESK_PORT: '0', COPYDESK_TRANSLATION_APERTIUM: 'off' };
  server = await startServer(readConfig(env, ['--demo']), { log: silent });
  await writeFile(join(folder, 'story.txt'), STORY);
  await writeFile(join(folder, 'machine.md'), MACHINE);
  await writeFile(join(folder, 'story.pdf'), '%PDF');
  await writeFile(join(folder, 'empty.txt'), '');
  await mkdir(join(folder, 'folder.txt'));
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

async function run(file: string, ...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const env = { COPYDESK_SERVER: server.url };
  const status = await importCommand([join(folder, file), ...args], {
    env,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { status, out, err: err.join('\n') };
}

async function article(id: string) {
  let token: string | null = null;
  const client = createClient(fetchTransport({ baseUrl: server.url, token: () => token }));
  const account = { email: 'editor@copydesk.test', password: 'copydesk-demo' };
  token = (await client.call('createSession', { body: account })).accessToken;
  return client.call('getArticle', { params: { id } });
}

describe('npm run import', () => {
  it('imports a file as the demo editor and says what each line became', async () => {
    const { status, out } = await run('story.txt', '--language', 'en');
    expect(status).toBe(0);
    expect(out.slice(0, 3).map((line) => line.trim().split(/\s+/)[1])).toEqual(['headline', 'standfirst', 'paragraph']);
    const made = await article(out.at(-1) ?? '');
    expect(made.editions).toMatchObject([
      { language: 'en', role: 'source', headline: 'Harbour reopens after storm', label: null },
    ]);
  });

  it('imports a machine translation as one', async () => {
    const { out } = await run(
      'machine.md',
      '--language',
      'en',
      '--email',
      'chief@copydesk.test',
      '--password',
      'copydesk-demo',
    );
    expect(out.join('\n')).toContain('a machine translation in en');
    const made = await article(out.at(-1) ?? '');
    expect(made.editions).toMatchObject([{ role: 'translation', source: null, label: { code: 'machine' } }]);
  });

  it('only says what each line would become when asked to', async () => {
    const { status, out } = await run('story.txt', '--language', 'en', '--as', '3:paragraph', '--dry-run');
    expect(status).toBe(0);
    expect(out.at(-1)).toMatch(/Nothing was imported/);
    expect(out[1]).toMatch(/3 +paragraph/);
  });

  it.each([
    ['no language', ['story.txt'], /--language en/],
    ['no file', ['--language', 'en'], /Name one file/],
    ['a kind of file it does not read', ['story.pdf', '--language', 'en'], /story\.pdf cannot be imported.*\.txt/],
    [
      'half an account',
      ['story.txt', '--language', 'en', '--email', 'a@b.test'],
      /both an email address and a password/,
    ],
    [
      'a server far away in clear',
      ['story.txt', '--language', 'en', '--server', 'http://newsroom.test'],
      /not a safe address/,
    ],
    ['an unknown option', ['story.txt', '--lang', 'en'], /--lang/],
  ])('does not go on with %s', async (_, args, message) => {
    const err: string[] = [];
    const status = await importCommand(args, { env: {}, out: () => {}, err: (line) => err.push(line) });
    expect(status).toBe(2);
    expect(err.join('\n')).toMatch(message);
  });

  it.each([
    ['a file that is not there', ['none.txt'], /^There is no file .*none\.txt\./],
    ['a folder', ['folder.txt'], /folder\.txt is a folder/],
    ['an empty file', ['empty.txt'], /The file is empty/],
    ['a wrong password', ['story.txt', '--email', 'editor@copydesk.test', '--password', 'wrong'], /password/i],
    ['no server', ['story.txt', '--server', 'http://127.0.0.1:1'], /cannot be reached.*npm run server/],
  ])('says why nothing was imported: %s', async (_, [file = '', ...args], message) => {
    const { status, err } = await run(file, '--language', 'en', ...args);
    expect(status).toBe(1);
    expect(err.match(/Nothing was imported/g)).toHaveLength(1);
    expect(err).toMatch(message);
  });
});

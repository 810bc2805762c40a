import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionTokens } from '@copydesk/shared/api';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createProfiles, type Profiles, ProfilesStopped } from './profiles.ts';
import { fileSecrets, type SecretStore } from './secrets.ts';
import { openRpcWindow, silent } from './testing/window.ts';

const WORKER = new URL('./storage/worker.ts', import.meta.url);
let folder: string;
let profiles: Profiles;
/** What the server answers to a sign-in. */
let answer: Promise<SessionTokens>;

function tokensOf(id: string): SessionTokens {
  const user = { id, email: 'sara@example.org', name: 'Sara Klein', roles: [], desks: [] };
  return { accessToken: 'access', refreshToken: 'refresh', expiresIn: 900, user };
}

const data = () => join(folder, 'data');

function open(secrets: SecretStore = fileSecrets(data())): Profiles {
  profiles = createProfiles({
    dataFolder: data(),
    server: 'http://server.invalid',
    workerUrl: WORKER,
    secrets,
    log: silent,
  });
  return profiles;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copydesk-profiles-'));
  answer = Promise.resolve(tokensOf('u1'));
  // A server that answers sign-ins alone.
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (_input, init) => {
    if (init?.method !== 'POST') throw new TypeError('fetch failed');
    return Response.json(await answer, { status: 201 });
  });
  open();
});
afterEach(async () => {
  await profiles.stop();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

it('makes no folder outside its own by the name that a server gives an account', async () => {
  answer = Promise.resolve(tokensOf('x/../../outside'));
  await expect(profiles.signIn('sara@example.org', 'secret')).rejects.toThrow('Ask whoever runs the server.');
  expect(await readdir(folder)).toEqual([]);
});

it('opens nothing for a sign-in that is answered after the stop', async () => {
  const tokens = Promise.withResolvers<SessionTokens>();
  answer = tokens.promise;
  const signIn = profiles.signIn('sara@example.org', 'secret');
  await profiles.stop();
  tokens.resolve(tokensOf('u1'));
  await expect(signIn).rejects.toThrow(ProfilesStopped);
  expect(await readdir(folder)).toEqual([]);
});

it('stops a replica that is being opened', async () => {
  const { profile } = await profiles.signIn('sara@example.org', 'secret');
  await profiles.stop();
  const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const secrets = fileSecrets(data());
  const opening = open({
    ...secrets,
    async load(name) {
      asked.resolve();
      await answered.promise;
      return secrets.load(name);
    },
  }).open(profile);
  await asked.promise;
  const stopping = profiles.stop();
  answered.resolve();
  await stopping;
  await opening;
  // Its folder is free again.
  expect(await open().open(profile)).not.toBeNull();
});

it.each(['{"id":', '{"id":"u1"}', 'null'])(
  'opens with a kept user and newsroom that it cannot read: %s',
  async (json) => {
    const { profile } = await profiles.signIn('sara@example.org', 'secret');
    await profiles.stop();
    const file = new Database(join(data(), profile, 'replica.sqlite'));
    for (const key of ['user', 'newsroom {}', 'offline-since'])
      file.prepare('INSERT OR REPLACE INTO kept (key, json) VALUES (?, ?)').run(key, json);
    file.prepare('INSERT INTO articles (id, json, unsent) VALUES (?, ?, 0)').run('a', json);
    file.close();
    const window = openRpcWindow(open(), profile);
    // Known from the session.
    expect(await window.local('profile', {})).toMatchObject({ newsroom: null, user: { name: 'Sara Klein' } });
    expect(await window.call('listArticles')).toMatchObject({ articles: [] });
  },
);

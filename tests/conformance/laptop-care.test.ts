/** What may lie on somebody's computer, read from the bytes of its files. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk, ResponseOf } from '@copydesk/shared/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headline, type Newsroom, type Person, startReplicaNewsroom, writeHeadline } from '../support/replicas.ts';

/** Bounds a hang, not a busy machine. */
const PATIENT = { timeout: 30_000 };
const SECRET = 'Quicksilver under the harbour';

let newsroom: Newsroom;
beforeEach(async () => {
  newsroom = await startReplicaNewsroom();
});
afterEach(() => newsroom.stop());

const folderOf = (person: Person) => join(person.data, person.profile);

/** Whether a text can be found in any file of a person's folder, as bytes. */
function lies(person: Person, text: string): boolean {
  const folder = folderOf(person);
  if (!existsSync(folder)) return false;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(text));
}

/** A story with the secret words, on the server and here, its window closed. */
async function secretStory(person: Person, text = SECRET): Promise<string> {
  const document = await person.newStory();
  const window = await person.open(document);
  writeHeadline(window.doc, text);
  await window.changes.until(window.savedOnServer);
  window.close();
  await expect.poll(async () => (await person.rpc.local('search', { text })).hits.length, PATIENT).toBe(1);
  return document;
}

async function keepOffline(chief: Person, kept: boolean): Promise<void> {
  const { desks } = (await chief.rpc.call('people')) as ResponseOf<'people'>;
  const [{ id, ...desk }] = desks as [Desk];
  await chief.rpc.call('updateDesk', { params: { id }, body: { ...desk, keptOffline: kept } });
}

describe('signing out', () => {
  it('erases everything of the person from this computer when the server has it all', async () => {
    const sara = await newsroom.signIn('editor');
    await secretStory(sara);
    expect(lies(sara, 'Quicksilver')).toBe(true);
    expect((await sara.rpc.local('unsentTexts', {})).texts).toEqual([]);
    await sara.rpc.local('signOut', { unsent: 'keep' });
    await expect.poll(() => existsSync(folderOf(sara)), PATIENT).toBe(false);
    // And they can come back.
    const { profile } = await sara.profiles.signInDemo('editor');
    expect(profile).toBe(sara.profile);
  });

  it('keeps what was not sent, and nothing else; with a copy saved, that goes too', async () => {
    const sara = await newsroom.signIn('editor');
    await secretStory(sara);
    const document = await sara.newStory();
    const window = await sara.open(document);
    await sara.rpc.local('setOffline', { offline: true });
    writeHeadline(window.doc, 'Never sent');
    await window.changes.until(window.savedHere);
    window.close();
    await sara.rpc.local('signOut', { unsent: 'keep' });
    await expect.poll(() => lies(sara, 'Quicksilver'), PATIENT).toBe(false);
    expect(lies(sara, 'Never sent')).toBe(true);
    await sara.rpc.local('signOut', { unsent: 'erase' });
    await expect.poll(() => existsSync(folderOf(sara)), PATIENT).toBe(false);
  });
});

describe('a session that the server ends', () => {
  it('takes the copies with it, save what was not sent, which is sent after the next sign-in', async () => {
    const sara = await newsroom.signIn('editor');
    await secretStory(sara);
    const document = await sara.newStory();
    const window = await sara.open(document);
    await sara.rpc.local('setOffline', { offline: true });
    writeHeadline(window.doc, 'Not sent yet');
    await window.changes.until(window.savedHere);
    window.close();
    const { sessions } = newsroom.server().context;
    const tokens = JSON.parse(readFileSync(join(folderOf(sara), 'session'), 'utf8'));
    const caller = await sessions.verify(tokens.accessToken);
    await sessions.end(caller?.sessionId ?? '', 'test', 'revoked');
    await sara.rpc.local('setOffline', { offline: false });
    await sara.untilLine('signed-out');
    await expect.poll(() => lies(sara, 'Quicksilver'), PATIENT).toBe(false);
    expect(lies(sara, 'Not sent yet')).toBe(true);
    await sara.profiles.signInDemo('editor');
    const omar = await newsroom.signIn('editor2');
    const theirs = await omar.open(document);
    await theirs.changes.until(() => headline(theirs.doc) === 'Not sent yet');
  });

  it('[K13] that cannot be read takes nothing: the copies are there when somebody signs in again', async () => {
    const sara = await newsroom.signIn('editor');
    await secretStory(sara);
    await sara.profiles.stop();
    rmSync(join(folderOf(sara), 'session'));
    const again = await sara.again();
    await again.untilLine('signed-out');
    expect((await again.rpc.local('search', { text: SECRET })).hits).toHaveLength(1);
    expect(lies(again, 'Quicksilver')).toBe(true);
  });
});

describe('a desk that is not kept offline', () => {
  it('leaves a computer as soon as no window shows its stories and all was sent', async () => {
    const [sara, chief] = [await newsroom.signIn('editor'), await newsroom.signIn('chief')];
    const document = await secretStory(sara);
    await keepOffline(chief, false);
    await expect.poll(() => lies(sara, 'Quicksilver'), PATIENT).toBe(false);

    const window = await sara.open(document);
    expect(headline(window.doc)).toBe(SECRET);
    expect(await sara.rpc.local('documentState', { document })).toMatchObject({ keptOffline: false });
    await sara.rpc.local('setOffline', { offline: true });
    writeHeadline(window.doc, 'Unsent under the harbour');
    await window.changes.until(window.savedHere);
    window.close();
    await sara.profiles.stop();
    expect(lies(sara, 'Unsent under')).toBe(true);

    const again = await sara.again();
    await again.rpc.local('setOffline', { offline: false });
    await again.untilLine('online');
    const omar = await newsroom.signIn('editor2');
    const theirs = await omar.open(document);
    await theirs.changes.until(() => headline(theirs.doc) === 'Unsent under the harbour');
    await expect.poll(() => lies(again, 'Unsent under'), PATIENT).toBe(false);
  });
});

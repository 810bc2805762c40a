import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEdition, removeBlock, setBlockText } from '@copydesk/editor/schema';
import type { Article, Content, LineState } from '@copydesk/shared/api';
import { blockText, headlineOf, textBlocks } from '@copydesk/shared/article';
import { CLOSE, type DocumentName } from '@copydesk/shared/sync';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readConfig } from '../../../sync-server/src/config.ts';
import { type RunningServer, startServer } from '../../../sync-server/src/server.ts';
import { createProfiles, type Profiles } from './profiles.ts';
import { fileSecrets } from './secrets.ts';
import { type DocumentWindow, openDocumentWindow, openRpcWindow, type RpcWindow, silent } from './testing/window.ts';

const WORKER = new URL('./storage/worker.ts', import.meta.url);
const READ_ONLY_WORKER = new URL('./testing/read-only-worker.ts', import.meta.url);
const cleanups: (() => Promise<unknown>)[] = [];
let server: RunningServer;
let serverData: string;

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'copydesk-replica-'));
  cleanups.push(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function serve(port = 0): Promise<RunningServer> {
  const env = { COPYDESK_PORT: String(port), COPYDESK_DATA: serverData, COPYDESK_TRANSLATION_APERTIUM: 'off' };
  const config = { ...readConfig(env, ['--demo']), checkResponses: true };
  return startServer(config, { log: silent });
}

function profilesIn(dataFolder: string, workerUrl = WORKER): Profiles {
  const profiles = createProfiles({
    dataFolder,
    server: server.url,
    workerUrl,
    secrets: fileSecrets(dataFolder),
    log: silent,
  });
  cleanups.push(() => profiles.stop());
  return profiles;
}

interface Person {
  readonly profiles: Profiles;
  readonly profile: string;
  readonly rpc: RpcWindow;
  readonly data: string;
  open(document: string): DocumentWindow;
}

function personOf(profiles: Profiles, profile: string, data: string): Person {
  const rpc = openRpcWindow(profiles, profile);
  return { profiles, profile, rpc, data, open: (document) => openDocumentWindow(profiles, profile, document) };
}

async function signIn(key: string, workerUrl = WORKER): Promise<Person> {
  const data = await folder();
  const profiles = profilesIn(data, workerUrl);
  const { profile } = await profiles.signInDemo(key);
  const person = personOf(profiles, profile, data);
  await untilLine(person, 'online');
  return person;
}

function untilLine({ rpc }: Person, state: LineState['state']): Promise<void> {
  const last = () => rpc.events.findLast((event) => event.event === 'profile');
  return rpc.changes.until(() => last()?.profile.line.state === state);
}

async function newStory(person: Person): Promise<string> {
  const article = (await person.rpc.call('createArticle', { body: { language: 'en' } })) as Article;
  return `${article.id}.en`;
}

async function opened(person: Person, document: string): Promise<DocumentWindow> {
  const window = person.open(document);
  await window.changes.until(window.synced);
  return window;
}

function write(doc: Y.Doc, text: string): void {
  const [headline] = textBlocks(readEdition(doc).content);
  expect(headline?.type).toBe('headline');
  setBlockText(doc, headline?.attrs.id ?? '', [{ type: 'text', text }]);
}

const headline = (doc: Y.Doc) => headlineOf(readEdition(doc).content);

beforeAll(async () => {
  serverData = await mkdtemp(join(tmpdir(), 'copydesk-server-'));
  server = await serve();
});
afterAll(async () => {
  await server.stop();
  await rm(serverData, { recursive: true, force: true });
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

describe('replica', () => {
  it('passes text between two people and says when the server has it', async () => {
    const [sara, omar] = [await signIn('editor'), await signIn('editor2')];
    const document = await newStory(sara);
    const [mine, theirs] = [await opened(sara, document), await opened(omar, document)];
    write(mine.doc, 'Council votes');
    await mine.changes.until(mine.savedOnServer);
    await theirs.changes.until(() => headline(theirs.doc) === 'Council votes');
    expect(await sara.rpc.local('documentState', { document })).toMatchObject({ link: 'live', unsentSince: null });
  });

  it('answers from the glossary and the memory without the line', async () => {
    const marta = await signIn('translator');
    const params = { from: 'en', to: 'fr' };
    const id = randomUUID();
    const term = { source: 'ceasefire', target: 'cessez-le-feu', status: 'preferred' };
    await marta.rpc.call('changeGlossary', { params, body: { changes: [{ id, was: null, term }] } });
    await marta.rpc.local('setOffline', { offline: true });
    const { glossary } = await marta.rpc.local('glossary', params);
    expect(glossary?.terms).toMatchObject([{ id, target: 'cessez-le-feu', changedBy: 'Marta Ruiz' }]);
    expect((await marta.rpc.local('glossaries', {})).glossaries).toContainEqual({ ...params, version: 1, terms: 1 });
    expect((await marta.rpc.local('memoryMatches', { ...params, text: 'A ceasefire.' })).matches).toEqual([]);
    await expect(marta.rpc.call('getGlossary', { params })).rejects.toThrow(/offline/);
  });

  it('keeps what is written offline over a restart and merges it when the line is back', async () => {
    const [sara, omar] = [await signIn('editor'), await signIn('editor2')];
    const document = await newStory(sara);
    const before = await opened(sara, document);
    await sara.rpc.local('setOffline', { offline: true });
    write(before.doc, 'Written on the train');
    await before.changes.until(before.savedHere);
    expect(before.savedOnServer()).toBe(false);
    expect(await sara.rpc.local('documentState', { document })).toMatchObject({ link: 'offline', unsentWords: 4 });
    const theirs = await opened(omar, document);
    theirs.doc.getMap('fields').set('byline', 'Omar Haddad');
    await theirs.changes.until(theirs.savedOnServer);

    await sara.profiles.stop();
    await server.stop();
    const again = personOf(profilesIn(sara.data), sara.profile, sara.data);
    const reopened = await opened(again, document);
    expect(headline(reopened.doc)).toBe('Written on the train');
    expect(await again.rpc.local('documentState', { document })).toMatchObject({ unsentWords: 4 });

    server = await serve(Number(new URL(server.url).port));
    await again.rpc.local('setOffline', { offline: false });
    await theirs.changes.until(() => headline(theirs.doc) === 'Written on the train');
    await reopened.changes.until(() => reopened.doc.getMap('fields').get('byline') === 'Omar Haddad');
    expect(textBlocks(readEdition(reopened.doc).content).filter((block) => block.type === 'headline')).toHaveLength(1);
  });

  it('holds what the server refuses, rebuilds the text, tells the server, and clears it when settled', async () => {
    const [sara, omar] = [await signIn('editor'), await signIn('editor2')];
    const document = await newStory(sara);
    const [articleId = ''] = document.split('.');
    const mine = await opened(sara, document);
    write(mine.doc, 'Agreed headline');
    await mine.changes.until(mine.savedOnServer);
    await sara.rpc.local('setOffline', { offline: true });
    write(mine.doc, 'Late headline');
    await mine.changes.until(mine.savedHere);
    const params = { id: articleId, language: 'en' };
    const theirs = await opened(omar, document);
    const [, , paragraph] = textBlocks(readEdition(theirs.doc).content);
    if (paragraph) setBlockText(theirs.doc, paragraph.attrs.id, [{ type: 'text', text: 'Body.' }]);
    await theirs.changes.until(theirs.savedOnServer);
    await omar.rpc.call('transition', { params, body: { action: 'submit' } });

    await sara.rpc.local('setOffline', { offline: false });
    await mine.changes.until(() => mine.closed() !== null);
    expect(mine.closed()).toBe(CLOSE.otherHistory.code);
    const { held } = await sara.rpc.local('heldChanges', { articleId });
    expect(held).toHaveLength(1);
    expect(held[0]?.changes).toEqual([expect.objectContaining({ before: 'Agreed headline', after: 'Late headline' })]);
    expect((await sara.rpc.local('heldText', { id: held[0]?.id ?? '' })).text).toContain('Late headline');

    // What only the window had joins what the replica held, with its code.
    const before = Y.encodeStateVector(mine.doc);
    write(mine.doc, 'Late headline, longer');
    const update = Buffer.from(Y.encodeStateAsUpdate(mine.doc, before)).toString('base64');
    const own = [{ block: held[0]?.changes[0]?.block ?? '', before: 'Late headline', after: 'Late headline, longer' }];
    const brought = { document, epoch: mine.epoch() ?? '', update, changes: own };
    for (let times = 0; times < 2; times++)
      expect(await sara.rpc.local('holdChange', brought)).toEqual({ id: held[0]?.id });
    const joined = (await sara.rpc.local('heldChanges', { articleId })).held;
    const change = { before: 'Agreed headline', after: 'Late headline, longer' };
    expect(joined).toEqual([
      expect.objectContaining({ code: 'read-only', changes: [expect.objectContaining(change)] }),
    ]);
    expect((await sara.rpc.local('heldText', { id: held[0]?.id ?? '' })).text).toContain('Late headline, longer');

    const rebuilt = await opened(sara, document);
    expect(headline(rebuilt.doc)).toBe('Agreed headline');
    expect(rebuilt.level()).toBe('read');
    expect(rebuilt.epoch()).toMatch(/\+1$/);
    const reported = async () =>
      ((await omar.rpc.call('getArticle', { params: { id: articleId } })) as Article).editions[0]?.held;
    await expect.poll(reported).toEqual([expect.objectContaining({ id: held[0]?.id })]);
    // A window that still holds the old history is not let in.
    const old = openDocumentWindow(sara.profiles, sara.profile, document, { doc: mine.doc, epoch: mine.epoch() ?? '' });
    await old.changes.until(() => old.closed() === CLOSE.otherHistory.code);

    await sara.rpc.local('settleHeld', { id: held[0]?.id ?? '', outcome: 'given-up' });
    expect((await sara.rpc.local('heldChanges', {})).held).toEqual([]);
    await expect.poll(reported).toEqual([]);
  });

  it('holds what was written offline in a passage that is gone, in place of losing it, and tells the server', async () => {
    const [sara, omar] = [await signIn('editor'), await signIn('editor2')];
    const document = await newStory(sara);
    const [articleId = ''] = document.split('.');
    const [mine, theirs] = [await opened(sara, document), await opened(omar, document)];
    setBlockText(mine.doc, 'first', [{ type: 'text', text: 'One.' }]);
    await mine.changes.until(mine.savedOnServer);
    await theirs.changes.until(() => JSON.stringify(readEdition(theirs.doc)).includes('One.'));
    await sara.rpc.local('setOffline', { offline: true });
    setBlockText(mine.doc, 'first', [{ type: 'text', text: 'One. Two words.' }]);
    await mine.changes.until(mine.savedHere);
    removeBlock(theirs.doc, 'first');
    await theirs.changes.until(theirs.savedOnServer);

    await sara.rpc.local('setOffline', { offline: false });
    await mine.changes.until(mine.savedOnServer);
    const { held } = await sara.rpc.local('heldChanges', { articleId });
    const changes = [{ block: 'first', before: 'One.', after: 'One. Two words.' }];
    expect(held).toEqual([expect.objectContaining({ code: 'passage-gone', words: 2, changes })]);
    expect(mine.closed()).toBeNull();
    const reported = async () =>
      ((await omar.rpc.call('getArticle', { params: { id: articleId } })) as Article).editions[0]?.held;
    await expect.poll(reported).toEqual([expect.objectContaining({ id: held[0]?.id, changes })]);
  });

  it('begins a story offline and sends it when the line is back', async () => {
    const sara = await signIn('editor');
    await sara.rpc.local('setOffline', { offline: true });
    const article = (await sara.rpc.call('createArticle', { body: { language: 'en', slug: 'storm' } })) as Article;
    expect(article).toMatchObject({ slug: 'storm', unsent: true });
    const document = `${article.id}.en`;
    const window = await opened(sara, document);
    write(window.doc, 'Storm nears the coast');
    await window.changes.until(window.savedHere);
    const listed = (await sara.rpc.call('listArticles')) as { articles: Article[] };
    expect(listed.articles.find(({ id }) => id === article.id)?.unsent).toBe(true);

    await sara.rpc.local('setOffline', { offline: false });
    await window.changes.until(window.savedOnServer);
    const omar = await signIn('editor2');
    const theirs = await opened(omar, document);
    expect(headline(theirs.doc)).toBe('Storm nears the coast');
    write(window.doc, 'Storm reaches the coast');
    await theirs.changes.until(() => headline(theirs.doc) === 'Storm reaches the coast');
    const sent = (await sara.rpc.call('getArticle', { params: { id: article.id } })) as Article;
    expect(sent.unsent).toBeUndefined();
  });

  it('stays offline over a restart when that was chosen, until it is chosen otherwise', async () => {
    const sara = await signIn('editor');
    await sara.rpc.local('setOffline', { offline: true });
    await sara.profiles.stop();
    const again = personOf(profilesIn(sara.data), sara.profile, sara.data);
    await again.rpc.changes.until(() => again.rpc.events.length > 0);
    expect((await again.rpc.local('profile', {})).line).toMatchObject({ state: 'offline', byChoice: true });
    expect(again.rpc.events[0]).toMatchObject({ profile: { line: { state: 'offline', byChoice: true } } });
    await again.rpc.local('setOffline', { offline: false });
    await untilLine(again, 'online');
    await again.profiles.stop();
    await untilLine(personOf(profilesIn(sara.data), sara.profile, sara.data), 'online');
  });

  it('says of a story begun offline that the server does not take it, and keeps its text', async () => {
    const sara = await signIn('editor');
    await sara.rpc.local('setOffline', { offline: true });
    const body = { language: 'en', slug: 'storm', desk: 'no-desk-of-hers' };
    const { id } = (await sara.rpc.call('createArticle', { body })) as Article;
    const window = await opened(sara, `${id}.en`);
    write(window.doc, 'Storm nears the coast');
    await window.changes.until(window.savedHere);
    await sara.rpc.local('setOffline', { offline: false });
    const story = async () => (await sara.rpc.call('getArticle', { params: { id } })) as Article;
    await expect.poll(async () => (await story()).unsentProblem).toMatch('You do not work for this desk.');
    await untilLine(sara, 'online');
    const { articles } = (await sara.rpc.call('listArticles')) as { articles: Article[] };
    const kept = articles.find((article) => article.id === id);
    expect(kept).toMatchObject({ unsent: true, unsentProblem: expect.any(String) });
    const reopened = await opened(sara, `${id}.en`);
    expect(headline(reopened.doc)).toBe('Storm nears the coast');
  });

  it('[K7] sends what this computer cannot keep, and keeps it as soon as it can', async () => {
    const [sara, omar] = [await signIn('editor', READ_ONLY_WORKER), await signIn('editor2')];
    const document = await newStory(sara);
    const mine = await opened(sara, document);
    write(mine.doc, 'Before the disk failed');
    await mine.changes.until(mine.savedOnServer);
    const theirs = await opened(omar, document);
    const disk = () => sara.rpc.events.findLast((event) => event.event === 'profile')?.profile.disk.state;

    const flag = join(sara.data, sara.profile, 'read-only');
    await writeFile(flag, '');
    write(mine.doc, 'Written without a disk');
    await mine.changes.until(mine.savedOnServer);
    expect(mine.savedHere()).toBe(false);
    expect(mine.closed()).toBeNull();
    await theirs.changes.until(() => headline(theirs.doc) === 'Written without a disk');
    await sara.rpc.changes.until(() => disk() === 'failing');
    theirs.doc.getMap('fields').set('byline', 'Omar Haddad');
    await mine.changes.until(() => mine.doc.getMap('fields').get('byline') === 'Omar Haddad');

    // The line may even break and come back.
    const port = Number(new URL(server.url).port);
    await server.stop();
    await untilLine(sara, 'offline');
    mine.doc.getMap('fields').set('dateline', 'VERRIN');
    server = await serve(port);
    await theirs.changes.until(() => theirs.doc.getMap('fields').get('dateline') === 'VERRIN');
    await untilLine(sara, 'online');

    await rm(flag);
    await mine.changes.until(mine.savedHere);
    await sara.rpc.changes.until(() => disk() === 'ok');
    await sara.profiles.stop();
    const again = personOf(profilesIn(sara.data), sara.profile, sara.data);
    await again.rpc.local('setOffline', { offline: true });
    const reopened = await opened(again, document);
    expect(headline(reopened.doc)).toBe('Written without a disk');
    expect(reopened.doc.getMap('fields').toJSON()).toMatchObject({ byline: 'Omar Haddad', dateline: 'VERRIN' });
  });

  it('keeps the text when the session ends on the server, says so, and sends it after a new sign-in', async () => {
    const sara = await signIn('editor');
    const window = await opened(sara, await newStory(sara));
    const tokens = JSON.parse(await readFile(join(sara.data, sara.profile, 'session'), 'utf8'));
    const caller = await server.context.sessions.verify(tokens.accessToken);
    await server.context.sessions.end(caller?.sessionId ?? '', 'test', 'revoked');
    await untilLine(sara, 'signed-out');
    const { line } = await sara.rpc.local('profile', {});
    expect(line).toMatchObject({ reason: expect.stringContaining('Sign in again') });
    write(window.doc, 'Typed after the session ended');
    await window.changes.until(window.savedHere);
    expect(window.savedOnServer()).toBe(false);
    expect(window.closed()).toBeNull();
    await sara.profiles.signInDemo('editor');
    await window.changes.until(window.savedOnServer);
    await untilLine(sara, 'online');
  });

  it('opens for somebody who signed in again, although this computer could not keep that their session is no longer over', async () => {
    const sara = await signIn('editor');
    await sara.profiles.stop();
    const file = new Database(join(sara.data, sara.profile, 'replica.sqlite'));
    file.exec("INSERT INTO kept (key, json) VALUES ('ended', 'true')");
    file.close();
    const again = personOf(profilesIn(sara.data), sara.profile, sara.data);
    await untilLine(again, 'online');
  });

  it('holds what was written to a history that the server does not have any more, and fetches the new one', async () => {
    const sara = await signIn('editor');
    const document = await newStory(sara);
    const mine = await opened(sara, document);
    write(mine.doc, 'Agreed headline');
    await mine.changes.until(mine.savedOnServer);
    await sara.rpc.local('setOffline', { offline: true });
    write(mine.doc, 'Written to the old history');
    await mine.changes.until(mine.savedHere);

    const name = document as DocumentName;
    const { store, hub } = server.context;
    const restored = await hub.exclusive(name, async (turn) => Y.encodeStateAsUpdate(turn.doc));
    await hub.exclusive(name, async () => {
      await store.call('replaceDocument', name, randomUUID(), restored);
      await hub.replaced(name);
    });
    await sara.rpc.local('setOffline', { offline: false });
    await mine.changes.until(() => mine.closed() === CLOSE.otherHistory.code);
    const { held } = await sara.rpc.local('heldChanges', {});
    expect(held).toEqual([expect.objectContaining({ code: 'other-history', baseSeal: expect.any(String) })]);
    expect(held[0]?.changes[0]).toMatchObject({ before: 'Agreed headline', after: 'Written to the old history' });

    const again = await opened(sara, document);
    expect(headline(again.doc)).toBe('Agreed headline');
    expect(again.epoch()).not.toBe(mine.epoch());
    write(again.doc, 'Written to the new one');
    await again.changes.until(again.savedOnServer);
  });

  it('answers reads offline, refuses other changes in words, and finds text', async () => {
    const sara = await signIn('editor');
    const document = await newStory(sara);
    const [id = ''] = document.split('.');
    const window = await opened(sara, document);
    write(window.doc, 'Quarry reopens after flood');
    const found = async () => (await sara.rpc.local('search', { text: 'quarry reop' })).hits;
    await expect
      .poll(found, { timeout: 10_000 })
      .toEqual([expect.objectContaining({ articleId: id, headline: 'Quarry reopens after flood' })]);
    await sara.rpc.call('people');
    await sara.rpc.local('setOffline', { offline: true });
    const article = (await sara.rpc.call('getArticle', { params: { id } })) as Article;
    expect(article.editions[0]).toMatchObject({ headline: 'Quarry reopens after flood', words: 4 });
    const content = await sara.rpc.call('getContent', { params: { id, language: 'en' } });
    expect(content).toMatchObject({ articleId: id, language: 'en' });
    expect(await sara.rpc.call('people')).toMatchObject({ people: expect.any(Array) });
    const refused = sara.rpc.call('updateArticle', { params: { id }, body: { slug: 'new' } });
    await expect(refused).rejects.toThrow('You are offline. Nothing was changed; try again when the line is back.');
    await expect(sara.rpc.call('refreshSession', {})).rejects.toThrow('Windows sign in');
  });

  it('finds words of the body of stories that no window opened, also offline, after an edit and after a restart', async () => {
    const data = await folder();
    const profiles = profilesIn(data);
    const { profile } = await profiles.signInDemo('editor2');
    const sara = personOf(profiles, profile, data);
    await untilLine(sara, 'online');
    const { articles } = (await sara.rpc.call('listArticles')) as { articles: Article[] };
    const edition = articles
      .flatMap(({ editions }) => editions)
      .find(({ role, words }) => role === 'source' && words > 100);
    const [id, language] = [edition?.articleId ?? '', edition?.language ?? ''];
    const { content } = (await sara.rpc.call('getContent', { params: { id, language } })) as Content;
    const body = textBlocks(content).filter((block) => block.type === 'paragraph');
    const [word = ''] =
      body
        .map(blockText)
        .join(' ')
        .match(/\p{L}{9,}/gu)
        ?.slice(-1) ?? [];
    expect(word).not.toBe('');
    const finds = async (person: Person, text: string) =>
      (await person.rpc.local('search', { text })).hits.some(
        (hit) => hit.articleId === id && hit.language === language,
      );
    await expect.poll(() => finds(sara, word), { timeout: 10_000 }).toBe(true);
    await sara.rpc.local('setOffline', { offline: true });
    expect(await finds(sara, word)).toBe(true);

    const window = await opened(sara, `${id}.${language}`);
    const [paragraph] = body;
    setBlockText(window.doc, paragraph?.attrs.id ?? '', [{ type: 'text', text: 'Quicksilver in the harbour' }]);
    await window.changes.until(window.savedHere);
    await expect.poll(() => finds(sara, 'quicksil'), { timeout: 10_000 }).toBe(true);

    // What was not indexed when the process ended is indexed at the next start.
    await sara.profiles.stop();
    const file = new Database(join(data, profile, 'replica.sqlite'));
    file.exec('DELETE FROM texts; DELETE FROM indexed');
    file.close();
    const again = personOf(profilesIn(data), profile, data);
    await expect.poll(() => finds(again, 'quicksil'), { timeout: 10_000 }).toBe(true);
  });

  it.each([
    ['', null, 'damaged-copy'],
    [', also where that is damaged now', 0, 'damaged-held'],
  ])(
    'opens where it ended before what was saved of a damaged copy was held, and holds it%s',
    async (_, checksum, code) => {
      const sara = await signIn('editor');
      const document = await newStory(sara);
      const window = await opened(sara, document);
      const saved = new Y.Doc();
      Y.applyUpdate(saved, Y.encodeStateAsUpdate(window.doc));
      write(saved, 'Bridge closed');
      await sara.profiles.stop();
      const file = new Database(join(sara.data, sara.profile, 'replica.sqlite'));
      const row = [document, 'lost', 1, Y.encodeStateAsUpdate(saved), Date.now(), checksum];
      file
        .prepare('INSERT INTO salvaged (document, epoch, seq, "update", at, checksum) VALUES (?, ?, ?, ?, ?, ?)')
        .run(...row);
      file.close();
      const again = personOf(profilesIn(sara.data), sara.profile, sara.data);
      const { held } = await again.rpc.local('heldChanges', {});
      expect(held).toEqual([expect.objectContaining({ language: 'en', code, words: 2 })]);
    },
  );

  it('closes a window of a story that nobody has, and of a profile that nobody signed in', async () => {
    const sara = await signIn('editor');
    const missing = sara.open(`${randomUUID()}.en`);
    await missing.changes.until(() => missing.closed() !== null);
    expect(missing.closed()).toBe(CLOSE.noSuchDocument.code);
    const stranger = openDocumentWindow(sara.profiles, '0123456789ab-nobody', `${randomUUID()}.en`);
    await stranger.changes.until(() => stranger.closed() !== null);
    expect(stranger.closed()).toBe(CLOSE.signIn.code);
  });

  it('says so when the folder is in use by another process', async () => {
    const sara = await signIn('editor');
    const other = profilesIn(sara.data);
    await expect(other.open(sara.profile)).rejects.toThrow('in use by another Copydesk');
  });

  it('signs out with unsent text that stays here, and sends it after the next sign-in', async () => {
    const sara = await signIn('editor');
    const document = await newStory(sara);
    const window = await opened(sara, document);
    await sara.rpc.local('setOffline', { offline: true });
    write(window.doc, 'Still here');
    await window.changes.until(window.savedHere);
    const { texts } = await sara.rpc.local('unsentTexts', {});
    expect(texts).toEqual([expect.objectContaining({ words: 2, held: false, text: 'Still here' })]);
    await sara.rpc.local('signOut', { unsent: 'keep' });
    expect(await sara.rpc.local('profile', {})).toMatchObject({ user: null });
    await sara.rpc.local('setOffline', { offline: false });
    await sara.profiles.signInDemo('editor');
    expect(await sara.rpc.local('profile', {})).toMatchObject({ user: { name: 'Sara Klein' } });
    await window.changes.until(window.savedOnServer);
  });
});

import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blockHashes, textBlocks } from '@copydesk/shared/article';
import { describe, expect, test, vi } from 'vitest';
import { verifyChain } from '../audit/verify.ts';
import { standingOf } from '../storage/rows.ts';
import { problemOf, startNewsroom, type TestNewsroom, textOf } from '../testing/newsroom.ts';

async function submitted(newsroom: TestNewsroom) {
  const [sara, chief] = [await newsroom.as('editor'), await newsroom.as('chief')];
  const story = await sara.write('Harbour bridge closes', 'The city closed the bridge.');
  await sara.transition(story, 'submit');
  return { sara, chief, story };
}

async function published(newsroom: TestNewsroom) {
  const people = await submitted(newsroom);
  const { seal } = await people.chief.edition(people.story);
  await people.chief.transition(people.story, 'approve', { seal });
  await people.chief.transition(people.story, 'publish', { seal });
  return { ...people, seal };
}

describe('from draft to publication', () => {
  test('submit, approve and publish: what is published is what the chief saw', async () => {
    const newsroom = await startNewsroom();
    const { chief, story, seal } = await published(newsroom);
    expect(await chief.edition(story)).toMatchObject({
      state: 'closed',
      public: 'live',
      version: 1,
      seal,
      access: 'read',
    });
    expect(await chief.content(story)).toMatchObject({ version: 1, seal });
    const version = await chief.client.call('getVersion', {
      params: { id: story.articleId, language: 'en', version: 1 },
    });
    expect(version.seal).toBe(seal);
    expect(textOf(version)).toContain('The city closed the bridge.');
    const { versions } = await chief.client.call('listVersions', { params: { id: story.articleId, language: 'en' } });
    expect(versions.map(({ kind }) => kind)).toEqual(['published', 'approved', 'submitted']);

    const file = join(newsroom.config.dataFolder, 'published', story.articleId, 'en', 'current.html');
    const page = await vi.waitFor(() => readFile(file, 'utf8'), { timeout: 5_000 });
    expect(page).toContain('The city closed the bridge.');
  });

  test('[A2] an edit that only deletes, between review and approval, is a 409 that says what changed', async () => {
    const newsroom = await startNewsroom();
    const { chief, story } = await submitted(newsroom);
    const { seal } = await chief.edition(story);
    const window = await chief.open(story);
    window.setText('first', 'The city closed.');
    const between = await newsroom.stored(story, (text) => textOf(text).includes('The city closed.'));
    const byCheckpoint = await problemOf(chief.transition(story, 'approve', { seal }));
    expect(byCheckpoint).toMatchObject({ status: 409, seal: (await chief.edition(story)).seal });
    expect(byCheckpoint.changed).toEqual([
      { block: 'first', before: 'The city closed the bridge.', after: 'The city closed.' },
    ]);
    // A text that was never kept is told by the hashes of what was on the screen.
    window.setText('first', 'Closed.');
    await newsroom.stored(story, (text) => textOf(text).includes('Closed.'));
    const seen = blockHashes(between.content);
    const bySight = await problemOf(chief.transition(story, 'approve', { seal: byCheckpoint.seal, seen }));
    expect(bySight.changed).toEqual([{ block: 'first', before: '', after: 'Closed.' }]);
    await chief.transition(story, 'approve', { seal: bySight.seal });
    expect((await chief.edition(story)).state).toBe('approved');
  });

  test('[A1] an approval racing writes approves exactly the sealed text, or says 409', async () => {
    const newsroom = await startNewsroom();
    const { chief, story } = await submitted(newsroom);
    const other = await newsroom.as('chief');
    const window = await other.open(story);
    for (let round = 0; round < 8; round++) {
      const { seal, state } = await chief.edition(story);
      expect(state).toBe('submitted');
      window.setText('first', `Round ${round}`);
      const outcome = await chief.transition(story, 'approve', { seal }).catch((error: unknown) => error);
      const edition = await chief.edition(story);
      if (edition.state === 'approved') {
        expect(outcome).not.toBeInstanceOf(Error);
        expect(edition.seal).toBe(seal);
        expect((await chief.content(story)).seal).toBe(seal);
        return;
      }
      expect(outcome).toMatchObject({ problem: { status: 409 } });
      await newsroom.stored(story, (text) => textOf(text).includes(`Round ${round}`));
    }
  });

  test('[A5] submit lets open windows hand over what they have, then freezes', async () => {
    const newsroom = await startNewsroom();
    const sara = await newsroom.as('editor');
    const omar = await newsroom.as('editor2');
    const story = await sara.write('Headline', 'Text.');
    const window = await omar.open(story);
    for (let i = 0; i < 40; i++) window.append(`p${i}`, `Line ${i}`);
    await sara.transition(story, 'submit');
    expect(textOf(await sara.content(story))).toContain('Line 39');
    const { head } = await sara.edition(story);
    window.append('late', 'After the freeze');
    const chief = await newsroom.as('chief');
    const entries = async () => (await chief.client.call('audit', { query: { articleId: story.articleId } })).entries;
    await expect.poll(entries).toContainEqual(expect.objectContaining({ action: 'write-refused' }));
    expect((await sara.edition(story)).head).toBe(head);
  });

  test('a story without headline or text is not submitted, and windows may write again', async () => {
    const newsroom = await startNewsroom();
    const sara = await newsroom.as('editor');
    const { id } = await sara.client.call('createArticle', { body: { language: 'en' } });
    const story = { articleId: id, language: 'en' };
    const window = await sara.open(story);
    expect(await problemOf(sara.transition(story, 'submit'))).toMatchObject({ status: 409 });
    window.setText('headline', 'Now with a headline');
    await newsroom.stored(story, (text) => textOf(text).includes('Now with a headline'));
  });

  test('the submitter recalls until a chief has opened it; a return needs a note and carries it', async () => {
    const newsroom = await startNewsroom();
    const { sara, chief, story } = await submitted(newsroom);
    await sara.transition(story, 'recall');
    expect((await sara.edition(story)).state).toBe('drafting');
    await sara.transition(story, 'submit');
    await chief.transition(story, 'open');
    expect(await problemOf(sara.transition(story, 'recall'))).toMatchObject({ status: 409 });
    expect(await problemOf(chief.transition(story, 'return'))).toMatchObject({ status: 400 });
    await chief.transition(story, 'return', { note: 'Who says so?' });
    expect(await sara.edition(story)).toMatchObject({ state: 'drafting', note: 'Who says so?', access: 'write' });
  });

  test('[A3] who may not approve gets 403 and a row in the audit', async () => {
    const newsroom = await startNewsroom();
    const { sara, chief, story } = await submitted(newsroom);
    const { seal } = await sara.edition(story);
    expect(await problemOf(sara.transition(story, 'approve', { seal }))).toMatchObject({ status: 403 });
    const { entries } = await chief.client.call('audit', { query: { articleId: story.articleId } });
    expect(entries).toContainEqual(expect.objectContaining({ action: 'refused', actor: sara.user.id }));
    expect(await problemOf(sara.client.call('audit', {}))).toMatchObject({ status: 403 });
  });

  test('a revision stays apart from what is live, and discarding it brings the published text back', async () => {
    const newsroom = await startNewsroom();
    const { sara, chief, story, seal } = await published(newsroom);
    expect(await problemOf(chief.transition(story, 'revise'))).toMatchObject({ status: 400 });
    await chief.transition(story, 'revise', { kind: 'correction' });
    const window = await sara.open(story);
    window.append('new', 'A wrong turn.');
    await newsroom.stored(story, (text) => textOf(text).includes('A wrong turn.'));
    expect(await chief.edition(story)).toMatchObject({ state: 'drafting', public: 'live', version: 1 });
    await chief.transition(story, 'discard');
    expect(await chief.edition(story)).toMatchObject({ state: 'closed', public: 'live', version: 1, seal });
    expect(textOf(await newsroom.server.context.editions.text(story))).not.toContain('A wrong turn.');
    await expect.poll(() => window.text).not.toContain('A wrong turn.');
  });

  test('withhold, restore and kill change what is outside, in all languages if asked', async () => {
    const newsroom = await startNewsroom();
    const { chief, story } = await published(newsroom);
    await chief.client.call('createEdition', {
      params: { id: story.articleId },
      body: { language: 'es', engine: null },
    });
    const file = join(newsroom.config.dataFolder, 'published', story.articleId, 'en', 'current.json');
    const status = async () => JSON.parse(await readFile(file, 'utf8')).pubStatus;
    await chief.transition(story, 'withhold', { scope: 'all' });
    await vi.waitFor(async () => expect(await status()).toBe('withheld'), { timeout: 5_000 });
    await chief.transition(story, 'restore');
    await vi.waitFor(async () => expect(await status()).toBe('usable'), { timeout: 5_000 });
    await chief.transition(story, 'kill');
    await vi.waitFor(async () => expect(await status()).toBe('canceled'), { timeout: 5_000 });
    expect(await problemOf(chief.transition(story, 'revise', { kind: 'update' }))).toMatchObject({ status: 409 });
    await chief.transition(story, 'reopen', { note: 'Verified since.' });
    expect(await chief.edition(story)).toMatchObject({ state: 'drafting', public: 'killed', version: 1 });
  });

  test('a translation waits for its source and for its stale passages, unless the chief says why not', async () => {
    const newsroom = await startNewsroom();
    const [sara, marta, chief] = [
      await newsroom.as('editor'),
      await newsroom.as('translator'),
      await newsroom.as('chief'),
    ];
    const english = await sara.write('Headline', 'Text.');
    await chief.client.call('createEdition', {
      params: { id: english.articleId },
      body: { language: 'es', engine: null },
    });
    const spanish = { ...english, language: 'es' };
    const window = await marta.open(spanish);
    for (const block of textBlocks((await marta.content(spanish)).content)) window.setText(block.attrs.id, 'Texto.');
    await newsroom.stored(spanish, (text) => textOf(text).every((words) => words === 'Texto.'));
    await marta.transition(spanish, 'submit');
    const { seal } = await chief.edition(spanish);
    const problem = await problemOf(chief.transition(spanish, 'approve', { seal }));
    expect(problem).toMatchObject({ status: 409, blockers: [expect.stringContaining('not approved')] });
    await chief.transition(spanish, 'approve', { seal, override: 'The minister is speaking now.' });
    const { entries } = await chief.client.call('audit', { query: { articleId: english.articleId } });
    expect(entries.at(-1)).toMatchObject({
      action: 'approve',
      facts: { reason: 'The minister is speaking now.', overridden: [expect.any(String)] },
    });
  });

  test('[A7] every act is in the chain, and a changed row breaks it', async () => {
    const newsroom = await startNewsroom();
    await published(newsroom);
    const { store } = newsroom.server.context;
    const read = (since: number) => store.call('auditSince', since);
    const whole = await verifyChain(read);
    expect(whole.broken).toBeNull();
    expect(whole.rows).toBeGreaterThan(5);
    const forged = async (since: number) =>
      (await read(since)).map((row) => (row.seq === 3 ? { ...row, actor: 'somebody else' } : row));
    expect(await verifyChain(forged)).toMatchObject({ broken: 3 });
    const cut = async (since: number) => (await read(since)).filter((row) => row.seq !== 4);
    expect(await verifyChain(cut)).toMatchObject({ broken: 4 });
  });

  test('chiefs of other desks read nothing of it in the audit', async () => {
    const newsroom = await startNewsroom();
    const { chief, story } = await published(newsroom);
    const outsider = await newsroom.as('outsider');
    const own = await outsider.write('Sport', 'They won.');
    const read = async (who: typeof chief) =>
      (await who.client.call('audit', {})).entries.map(({ subject }) => subject);
    expect(await read(chief)).toContain(`${story.articleId}.en`);
    expect(await read(outsider)).toContain(own.articleId);
    expect((await read(outsider)).filter((subject) => subject.startsWith(story.articleId))).toEqual([]);
    expect((await outsider.client.call('audit', { query: { articleId: story.articleId } })).entries).toEqual([]);
  });

  test('a text that cannot be put out holds up no other', async () => {
    const newsroom = await startNewsroom({ log: { info: () => {}, warn: () => {}, error: () => {} } });
    const [sara, chief] = [await newsroom.as('editor'), await newsroom.as('chief')];
    const [stuck, fine] = [await sara.write('Stuck', 'Text.'), await sara.write('Fine', 'Text.')];
    const folder = join(newsroom.config.dataFolder, 'published');
    await mkdir(folder);
    // No folder can be made where a file is.
    await writeFile(join(folder, stuck.articleId), '');
    for (const story of [stuck, fine]) {
      await sara.transition(story, 'submit');
      const { seal } = await chief.edition(story);
      await chief.transition(story, 'approve', { seal });
      await chief.transition(story, 'publish', { seal });
    }
    await expect.poll(() => existsSync(join(folder, fine.articleId, 'en', 'current.html'))).toBe(true);
  });

  test('an act judged before another one was done is judged anew', async () => {
    const newsroom = await startNewsroom();
    const [sara, chief] = [await newsroom.as('editor'), await newsroom.as('chief')];
    const story = await sara.write('Headline', 'Text.');
    await sara.transition(story, 'submit');
    const { registry, store } = newsroom.server.context;
    const judged = registry.edition(story);
    if (judged === null) throw new Error('the edition is gone');
    await chief.transition(story, 'open');
    const act = { at: '', actor: 'test', action: 'test', subject: '', articleId: null, facts: {} };
    const step = {
      ...story,
      from: standingOf(judged),
      to: standingOf(judged),
      heads: [],
      checkpoint: null,
      memory: null,
      out: null,
      act,
    };
    expect(await store.call('commitTransition', [step])).toEqual({ outcome: 'moved' });
    expect((await chief.edition(story)).openedBy).toBe(chief.user.id);
  });

  test('everything is there after a restart', async () => {
    const newsroom = await startNewsroom();
    const { chief, story, seal } = await published(newsroom);
    const before = await chief.edition(story);
    await newsroom.restart();
    const after = await chief.edition(story);
    expect({ ...after, presence: [] }).toEqual({ ...before, presence: [] });
    expect((await chief.content(story)).seal).toBe(seal);
    expect((await chief.client.call('listArticles', {})).articles).toHaveLength(1);
  });
});

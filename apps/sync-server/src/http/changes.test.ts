import { Change } from '@copydesk/shared/api';
import { createSqliteDocumentStore } from '@copydesk/shared/node';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Staff, startNewsroom, type TestNewsroom } from '../testing/newsroom.ts';

/** A busy machine takes its time. */
const SOON = { timeout: 10_000 };

/** Listens to the change feed as a replica does. */
async function listen(newsroom: TestNewsroom, who: Staff, since: number, header = false) {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const answer = await fetch(`${newsroom.url}/api/v1/changes${header ? '' : `?since=${since}`}`, {
    headers: {
      authorization: `Bearer ${who.tokens.accessToken}`,
      ...(header ? { 'last-event-id': String(since) } : {}),
    },
    signal: controller.signal,
  });
  expect(answer.headers.get('content-type')).toMatch('text/event-stream');
  const heard: Change[] = [];
  let ended = false;
  const read = async (body: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    let rest = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const data = /^data: (.*)$/m.exec(part)?.[1];
        if (data !== undefined) heard.push(Change.parse(JSON.parse(data)));
      }
    }
    ended = true;
  };
  if (answer.body === null) throw new Error('the feed has no body');
  read(answer.body).catch(() => {
    ended = true;
  });
  return { heard, ended: () => ended };
}

test('the feed tells what changes, in order, and again to who was away', async () => {
  const newsroom = await startNewsroom();
  const [sara, chief] = [await newsroom.as('editor'), await newsroom.as('chief')];
  const { seq } = await chief.client.call('listArticles', {});
  const live = await listen(newsroom, chief, seq);
  const story = await sara.write('Headline', 'Text.');
  await sara.transition(story, 'submit');
  const document = `${story.articleId}.en`;
  for (const kind of ['article', 'edition', 'document', 'presence'])
    await vi.waitFor(() => expect(live.heard.map((change) => change.kind)).toContain(kind), SOON);
  await vi.waitFor(async () => {
    const { head } = await chief.edition(story);
    expect(live.heard).toContainEqual(expect.objectContaining({ kind: 'document', document, head }));
  }, SOON);
  const sequences = live.heard.flatMap((change) => ('seq' in change ? change.seq : []));
  expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));

  for (const header of [false, true]) {
    const later = await listen(newsroom, chief, seq, header);
    await vi.waitFor(
      () => expect(later.heard.flatMap((change) => ('seq' in change ? change.seq : []))).toContain(sequences.at(-1)),
      SOON,
    );
    // Once per thing, the latest: what a replica has to look at again.
    const documents = later.heard.filter(({ kind }) => kind === 'document');
    expect(documents).toHaveLength(1);
  }
});

test('who comes with a sequence from beyond the end hears everything', async () => {
  const newsroom = await startNewsroom();
  const sara = await newsroom.as('editor');
  const story = await sara.write('Headline', 'Text.');
  const feed = await listen(newsroom, sara, 1_000_000);
  await vi.waitFor(
    () => expect(feed.heard).toContainEqual(expect.objectContaining({ kind: 'article', articleId: story.articleId })),
    SOON,
  );
});

test('nobody hears of other desks, and the feed ends with the session', async () => {
  const newsroom = await startNewsroom();
  const [sara, outsider] = [await newsroom.as('editor'), await newsroom.as('outsider')];
  const feed = await listen(newsroom, outsider, 0);
  await sara.write('Headline', 'Text.');
  const own = await outsider.write('Sport', 'They won.');
  await vi.waitFor(() => expect(feed.heard.map(({ kind }) => kind)).toContain('document'), SOON);
  const articles = feed.heard.flatMap((change) => ('articleId' in change ? change.articleId : []));
  expect(new Set(articles)).toEqual(new Set([own.articleId]));
  await outsider.client.call('deleteSession', {});
  await vi.waitFor(() => expect(feed.ended()).toBe(true), SOON);
});

test('what was typed just before the server died is told at the next start', async () => {
  const newsroom = await startNewsroom();
  const sara = await newsroom.as('editor');
  const story = await sara.write('Headline', 'Text.');
  const { seq } = await sara.client.call('listArticles', {});
  const { store, hub } = newsroom.server.context;
  const { documentName } = await import('@copydesk/shared/sync');
  const document = documentName(story.articleId, 'en');
  // Straight into the log, as if the server had died before it could tell.
  const loaded = await hub.exclusive(document, async (turn) => ({ head: turn.head }));
  await createSqliteDocumentStore(store).append(document, [
    { update: new Uint8Array([0, 0]), userId: 'copydesk', newClientIds: [], origin: 'upstream', witnessed: null },
  ]);
  await newsroom.restart();
  const feed = await listen(newsroom, sara, seq);
  await vi.waitFor(
    () =>
      expect(feed.heard).toContainEqual(expect.objectContaining({ kind: 'document', document, head: loaded.head + 1 })),
    SOON,
  );
});

import type { Article } from '@copydesk/shared/api';
import { type DocumentName, decodeFrame, documentName, encodeAccess, encodeStep2 } from '@copydesk/shared/sync';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createFollower, MOST_FOLLOWED } from './follower.ts';
import { newArticle } from './offline-article.ts';
import { Changes, silent } from './testing/window.ts';
import { createLinks } from './upstream/links.ts';
import type { LocalDocument } from './upstream/local-document.ts';
import type { OpenSocket } from './upstream/socket.ts';

const AT_ONCE = 3;
const EMPTY = Y.encodeStateAsUpdate(new Y.Doc());
const SARA = { id: 'u1', name: 'Sara Klein', email: 'sara@example.org', roles: [], desks: [] };

/** Stories of a desk, the first the oldest. */
function stories(count: number): Article[] {
  return Array.from({ length: count }, (_, n) => {
    const id = `0b0e6a52-6d1c-4f0e-9d53-${String(n).padStart(12, '0')}`;
    const story = { id, language: 'en', epoch: 'e', slug: `story-${n}`, desk: 'world', due: null, embargo: null };
    const article = { ...newArticle(story, SARA), unsent: undefined };
    const changedAt = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
    return { ...article, editions: article.editions.map((edition) => ({ ...edition, head: 1, changedAt })) };
  });
}

const nameOf = (article: Article | undefined): DocumentName => documentName(article?.id ?? '', 'en');

/** A desktop's links and follower before a server that gives each document once it is asked, and counts. */
async function desk(articles: readonly Article[]) {
  const changes = new Changes();
  const asked: DocumentName[] = [];
  const reached: DocumentName[] = [];
  const open = new Set<DocumentName>();
  let most = 0;
  const left: number[] = [];

  const socket: OpenSocket = ({ document }, events) => {
    let isOpen = true;
    open.add(document);
    asked.push(document);
    most = Math.max(most, open.size);
    const end = () => {
      isOpen = false;
      open.delete(document);
    };
    setImmediate(() => events.opened());
    return {
      get isOpen() {
        return isOpen;
      },
      send(frame) {
        if (decodeFrame(frame).type !== 'step1') return;
        setImmediate(() => events.message(encodeAccess('read', '', 'e')));
        setImmediate(() => events.message(encodeStep2(EMPTY)));
      },
      close: end,
      terminate: end,
    };
  };
  const local: LocalDocument = {
    serverEpoch: async () => null,
    stateVector: async () => Y.encodeStateVector(new Y.Doc()),
    accessHeard: async () => {},
    accessLost: async () => {},
    received: async () => {},
    beyond: async () => ({ update: EMPTY, head: 0 }),
    pending: async () => null,
    acknowledged: async () => {},
    hold: async () => {},
    forget: async () => {},
    awareness: () => null,
    awarenessHeard: () => {},
    awarenessLost: () => {},
  };
  const links = createLinks({
    open: socket,
    token: async () => 'token',
    tokenRejected: () => {},
    localOf: () => local,
    mayLink: () => true,
    log: silent,
    onChange: () => {},
    onAsking: (document) => follower.asking(document),
    onCaughtUp(document) {
      follower.caughtUp(document);
      reached.push(document);
    },
    onLeft(documents) {
      left.push(documents);
      changes.happened();
    },
  });
  const follower = await createFollower({
    heads: { reached: async () => [], reach: async () => {} },
    links,
    catalogue: { list: () => [...articles] },
    documents: { has: () => false, withUnsent: () => [] },
    mayStay: () => true,
    log: silent,
  });
  return { links, follower, changes, asked, reached, left, most: () => most };
}

it('fetches four hundred stories a few at a time, the latest changed first, those in a window before all', async () => {
  const articles = stories(400);
  const { links, follower, changes, asked, reached, left, most } = await desk(articles);
  const shown = [nameOf(articles[5]), nameOf(articles[200])];
  for (const document of shown) links.windowOpened(document);
  links.start();
  follower.online();
  expect(left.at(-1)).toBe(398);
  await changes.until(() => left.at(-1) === 0);
  expect(asked.slice(0, 2)).toEqual(shown);
  const latest = articles
    .map(nameOf)
    .filter((document) => !shown.includes(document))
    .toReversed();
  expect(asked.slice(2)).toEqual(latest);
  expect(new Set(reached).size).toBe(400);
  expect(most()).toBe(AT_ONCE + shown.length);

  // Nothing is behind any more.
  follower.online();
  expect(asked).toHaveLength(400);
  links.stop();
});

it('goes on where the line was cut, and tells of nothing that cannot be fetched now', async () => {
  const { links, follower, changes, reached, left } = await desk(stories(20));
  links.start();
  follower.online();
  await changes.until(() => reached.length >= 5);
  links.stop();
  expect(left.at(-1)).toBe(0);
  links.start();
  await changes.until(() => left.at(-1) === 0 && reached.length >= 20);
  expect(new Set(reached).size).toBe(20);
  links.stop();
});

it('follows no more than fit on a laptop, the latest changed', async () => {
  const articles = stories(MOST_FOLLOWED + 50);
  const { links, follower, changes, reached, left } = await desk(articles);
  links.start();
  follower.online();
  await changes.until(() => left.at(-1) === 0);
  expect(new Set(reached)).toEqual(new Set(articles.slice(50).map(nameOf)));
  links.stop();
});

// @vitest-environment jsdom
import { ProblemError } from '@copydesk/shared/api';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFakeBridge, online } from '../testing/fake-bridge.ts';
import { click, control, field, type Rendered, render, seen, type } from '../testing/render.tsx';
import { editionOf, STORY_ID, sara, storyOf } from '../testing/stories.ts';
import { App } from './app.tsx';

vi.mock('../story/StoryScreen.tsx', () => ({
  default: ({ articleId, view }: { articleId: string; view: string }) => <p>{`story ${articleId} ${view}`}</p>,
}));
vi.mock('../story/HeldScreen.tsx', () => ({ default: () => <p>held text</p> }));

let shown: Rendered | undefined;

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  history.replaceState(null, '', '/p/p1/');
});

afterEach(() => {
  shown?.unmount();
  shown = undefined;
  vi.unstubAllGlobals();
});

function says(text: string): boolean {
  return document.body.textContent?.includes(text) ?? false;
}

describe('the sign-in page', () => {
  beforeEach(() => history.replaceState(null, '', '/'));

  test('says in words why one did not get in', async () => {
    const bridge = createFakeBridge('-');
    bridge.answer('signIn', () => {
      throw new ProblemError({
        type: 'x',
        title: 'Not signed in',
        status: 401,
        detail: 'E-mail or password is wrong.',
      });
    });
    shown = await render(<App bridge={bridge} />);
    await type(await seen(() => field('E-mail')), 'sara@desk.test');
    await type(await seen(() => field('Password')), 'wrong');
    const scrolled = vi.fn();
    Element.prototype.scrollIntoView = scrolled;
    await click(await seen(() => document.querySelector<HTMLElement>('button[type=submit]')));
    await seen(() => says('E-mail or password is wrong.'));
    expect(scrolled, 'in a low window it is below the form').toHaveBeenCalled();
    expect(bridge.asked).toContainEqual({
      call: 'signIn',
      input: { email: 'sara@desk.test', password: 'wrong' },
    });
  });

  test('shows a card per role in the demo, and a second window for the others', async () => {
    const bridge = createFakeBridge('-');
    const account = (key: string, name: string, role: string) => ({
      key,
      name,
      email: `${key}@x`,
      password: 'p',
      role,
    });
    const accounts = [account('editor', 'Sara', 'editor'), account('editor2', 'Omar Haddad', 'editor')];
    bridge.answer('profile', () => ({
      ...online,
      user: null,
      newsroom: { name: 'Northwind', version: '1', demo: { accounts } },
    }));
    shown = await render(<App bridge={bridge} />);
    await seen(() => control('Writer'));
    await click(await seen(() => control('Open a second window as Omar')));
    expect(bridge.asked).toContainEqual({ call: 'openWindow', input: '/as/editor2' });
  });
});

test('the address of a demo account signs it in', async () => {
  history.replaceState(null, '', '/as/editor2');
  const bridge = createFakeBridge('-');
  const account = { key: 'editor2', name: 'Omar', email: 'omar@desk.test', password: 'p', role: 'editor' };
  const newsroom = { name: 'Northwind', version: '1', demo: { accounts: [account] } };
  bridge.answer('profile', () => ({ ...online, user: null, newsroom }));
  bridge.answer('signIn', () => new Promise(() => undefined));
  shown = await render(<App bridge={bridge} />);
  const input = { email: 'omar@desk.test', password: 'p' };
  await seen(() => bridge.asked.some(({ call }) => call === 'signIn'));
  expect(bridge.asked.filter(({ call }) => call === 'signIn')).toEqual([{ call: 'signIn', input }]);
});

test('what a chief is told of a story goes once they open it', async () => {
  const bridge = createFakeBridge();
  const chief = { ...sara, id: 'u-leila', roles: ['chief' as const] };
  bridge.answer('profile', () => ({ ...online, user: chief }));
  shown = await render(<App bridge={bridge} />);
  await seen(() => says('Dock workers end strike'));
  const submitted = editionOf({ state: 'submitted', submittedBy: 'u-omar' });
  bridge.answer('listArticles', () => ({ articles: [storyOf({ editions: [submitted] })], seq: 2 }));
  bridge.says({ event: 'catalogue', articleId: STORY_ID });
  await seen(() => says('awaits your approval'));
  await click(await seen(() => document.querySelector<HTMLElement>('[role=rowheader]')));
  await seen(() => says(`story ${STORY_ID}`));
  await seen(() => !says('awaits your approval'));
});

describe('the desk', () => {
  test('shows stories, and follows who comes in without asking again', async () => {
    const bridge = createFakeBridge();
    shown = await render(<App bridge={bridge} />);
    await seen(() => says('Dock workers end strike'));
    const asked = bridge.asked.length;
    const presence = [{ userId: 'u-omar', name: 'Omar Haddad', here: true, at: '2026-11-22T10:00:00.000Z' }];
    bridge.says({ event: 'change', change: { kind: 'presence', articleId: STORY_ID, language: 'en', presence } });
    await seen(() => control('Omar Haddad is in this story now'));
    expect(bridge.asked).toHaveLength(asked);
  });

  test('asks again when the catalogue changed', async () => {
    const bridge = createFakeBridge();
    shown = await render(<App bridge={bridge} />);
    await seen(() => says('Dock workers end strike'));
    bridge.answer('listArticles', () => ({
      articles: [storyOf({ editions: [editionOf({ headline: 'Strike is over' })] })],
      seq: 2,
    }));
    bridge.says({ event: 'catalogue', articleId: STORY_ID });
    await seen(() => says('Strike is over'));
  });

  test('says which story is only on this computer', async () => {
    const bridge = createFakeBridge();
    bridge.answer('listArticles', () => ({ articles: [storyOf({ unsent: true })], seq: 1 }));
    shown = await render(<App bridge={bridge} />);
    await seen(() => says('unsent: on this computer'));
  });

  test('empty, it says what to do next', async () => {
    const bridge = createFakeBridge();
    bridge.answer('listArticles', () => ({ articles: [], seq: 0 }));
    shown = await render(<App bridge={bridge} />);
    await seen(() => says('No stories yet'));
  });

  test('a problem is told with a way on', async () => {
    const bridge = createFakeBridge();
    bridge.answer('listArticles', () => {
      throw new ProblemError({ type: 'x', title: 'Store busy', status: 503, detail: 'Try again in a moment.' });
    });
    shown = await render(<App bridge={bridge} />);
    await seen(() => says('Try again in a moment.'));
    bridge.answer('listArticles', () => ({ articles: [storyOf()], seq: 1 }));
    await click(await seen(() => control('Try again')));
    await seen(() => says('Dock workers end strike'));
  });

  test('a new story opens in its editor', async () => {
    const bridge = createFakeBridge();
    bridge.answer('createArticle', () => storyOf({ unsent: true }));
    shown = await render(<App bridge={bridge} />);
    await click(await seen(() => control('New story')));
    await type(await seen(() => field('Slug')), 'harbour');
    await click(await seen(() => control('Begin writing')));
    await seen(() => says(`story ${STORY_ID} write`));
    expect(location.pathname).toBe(`/p/p1/story/${STORY_ID}/en`);
    await seen(() => says('Story made on this computer; it is sent when the line is back'));
  });
});

test('line and disk are told at the foot, truly', async () => {
  const bridge = createFakeBridge();
  shown = await render(<App bridge={bridge} />);
  await seen(() => says('Connected'));
  bridge.says({ event: 'profile', profile: { ...online, line: { state: 'connecting' } } });
  await seen(() => says('Connecting'));
  await act(async () => bridge.connects('lost'));
  await seen(() => says('Copydesk is restarting on this computer'));
});

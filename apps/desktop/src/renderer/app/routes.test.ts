import { describe, expect, test } from 'vitest';
import { hrefOf, profileOf, type Route, routeOf } from './routes.ts';

const articleId = '0b9f7c1e-8a54-4c6e-9a3f-1c2d3e4f5a6b';
const routes: Exclude<Route, { name: 'nowhere' }>[] = [
  { name: 'desk', filter: 'all' },
  { name: 'desk', filter: 'awaiting' },
  { name: 'held' },
  { name: 'glossary', pair: null },
  { name: 'glossary', pair: { from: 'en', to: 'pt-BR' } },
  { name: 'settings' },
  { name: 'story', articleId, language: 'en', view: 'write' },
  { name: 'story', articleId, language: 'pt-BR', view: 'translate' },
  { name: 'story', articleId, language: 'ar', view: 'history' },
];

describe('addresses', () => {
  test.each(routes)('%o is read back from its own address', (route) => {
    const { pathname, search } = new URL(hrefOf('p1', route), 'http://desk');
    expect(routeOf(pathname, search)).toEqual(route);
    expect(profileOf(pathname)).toBe('p1');
  });

  test.each([
    '/p/x/story',
    '/p/x/story/../en',
    `/p/x/story/${articleId}/../../held`,
    `/p/x/story/${articleId}/en/print`,
    `/p/x/story/${articleId}/en/write/more`,
    '/p/x/elsewhere',
    '/p/x/glossary/en',
    '/p/x/glossary/en/es/more',
  ])('%s is nowhere', (pathname) => {
    expect(routeOf(pathname, '')).toEqual({ name: 'nowhere' });
  });

  test('an unknown filter shows all stories', () => {
    expect(routeOf('/p/x/', '?show=secret')).toEqual({ name: 'desk', filter: 'all' });
  });

  test('the sign-in page has no profile', () => {
    expect(profileOf('/')).toBe('-');
  });
});

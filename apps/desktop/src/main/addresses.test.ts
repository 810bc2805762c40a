import { describe, expect, it } from 'vitest';
import { isAppPath, isAppUrl, mayNavigate, outsideLink, placeOf } from './addresses.ts';

const NOT_OURS = [
  'app://elsewhere/',
  'app://copydesk.example/',
  'app://copydesk:80/',
  'app://editor@copydesk/',
  'app://../../etc/passwd',
  'app:copydesk/',
  'appx://copydesk/',
  'https://copydesk/',
  'https://app//copydesk/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'blob:app://copydesk/0',
  'about:blank',
  '',
];

describe('addresses of this app', () => {
  it.each(['app://copydesk/', 'app://copydesk/p/x/story/1?view=write', 'app://copydesk'])('%s is one', (address) => {
    expect(isAppUrl(address)).toBe(true);
    expect(mayNavigate(address, true)).toBe(true);
    expect(mayNavigate(address, false)).toBe(true);
  });

  it.each(NOT_OURS)('"%s" is none, and no page may go there', (address) => {
    expect(isAppUrl(address)).toBe(false);
    expect(mayNavigate(address, true)).toBe(false);
    expect(mayNavigate(address, false)).toBe(false);
    expect(placeOf(address)).toBeNull();
  });

  it('a frame inside a page shows what the page wrote into it, a window does not', () => {
    expect(mayNavigate('about:srcdoc', false)).toBe(true);
    expect(mayNavigate('about:srcdoc', true)).toBe(false);
  });

  it('a place is path and query', () => {
    expect(placeOf('app://copydesk/p/x/story/1?view=write#top')).toBe('/p/x/story/1?view=write');
  });

  it.each(['/', '/p/x/story/1', '/p/x/?q=a//b'])('a window may be opened at %s', (path) => {
    expect(isAppPath(path)).toBe(true);
  });

  it.each(['', 'p/x', '//elsewhere/', '/\\elsewhere/', 'https://elsewhere/', '.elsewhere', `/${'x'.repeat(2_000)}`])(
    'no window is opened at "%s"',
    (path) => expect(isAppPath(path)).toBe(false),
  );
});

describe('links that leave the app', () => {
  it.each(['https://example.org/a', 'HTTPS://example.org/a', 'mailto:desk@example.org'])('%s opens outside', (link) => {
    expect(outsideLink(link)).toBe(new URL(link).href);
  });

  it.each([
    'http://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'ms-msdt:/id',
    'app://copydesk/',
    'not an address',
  ])('%s opens nothing', (link) => {
    expect(outsideLink(link)).toBeNull();
  });
});

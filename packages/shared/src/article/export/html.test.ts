import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anyDoc,
  anyText,
  bullets,
  doc,
  figure,
  headline,
  item,
  paragraph,
  quote,
  standfirst,
  text,
} from '../article.testing.ts';
import { htmlPieces } from '../import/html-pieces.ts';
import type { Mark } from '../model.ts';
import { blockText, inlineText, textBlocks } from '../text.ts';
import { escapeHtml, safeLink, toBodyHtml, toHtml, toReaderPage } from './html.ts';

const page = { language: 'en', label: null, fields: {} };
const link = (href: string): Mark => ({ type: 'link', attrs: { href } });

test('an article as readers get it', () => {
  const story = doc(
    headline('h', 'Head & shoulders'),
    standfirst('s', 'Stand'),
    figure('f', 'Cap', 'AFP / A', 'A "boat"', 'https://x.example/a.jpg?b=1&c=2'),
    paragraph('p', 'Text'),
    quote('q', paragraph('q1', 'said')),
    bullets(item('i', paragraph('i1', 'one'))),
  );
  const label = { code: 'machine' as const, text: 'Machine translation.' };
  expect(toHtml({ ...page, doc: story, label, fields: { byline: 'By A', secret: 'x' } })).toBe(
    `<article lang="en" dir="ltr">
<h1>Head &amp; shoulders</h1>
<p class="standfirst">Stand</p>
<p class="byline">By A</p>
<p class="label" data-label="machine">Machine translation.</p>
<figure>
<img src="https://x.example/a.jpg?b=1&amp;c=2" alt="A &quot;boat&quot;">
<figcaption>Cap <span class="credit">AFP / A</span></figcaption>
</figure>
<p>Text</p>
<blockquote>
<p>said</p>
</blockquote>
<ul>
<li><p>one</p></li>
</ul>
</article>`,
  );
});

test('the page has language, direction, title and policy', () => {
  const html = toReaderPage({ ...page, language: 'ar', doc: doc(headline('h', '<b>')) });
  expect(html).toContain('<html lang="ar" dir="rtl">');
  expect(html).toContain('<title>&lt;b&gt;</title>');
  expect(html).toContain('default-src &#39;none&#39;');
});

test('a label in another language than the text says so', () => {
  const label = { code: 'machine' as const, text: 'Machine translation.' };
  expect(toHtml({ ...page, language: 'ar', doc: doc(), label, labelLanguage: 'en' })).toContain(
    '<p class="label" data-label="machine" lang="en" dir="ltr">',
  );
});

describe('links', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    ' javascript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://x.example/1',
    'about:blank',
    '//x.example',
    '/relative',
    '',
    'http://',
  ])('%j is no link', (href) => {
    expect(safeLink(href)).toBeNull();
    const html = toBodyHtml(doc({ type: 'paragraph', attrs: { id: 'p' }, content: [text('x', [link(href)])] }));
    expect(html).toBe('<p>x</p>');
    expect(toBodyHtml(doc(figure('f', '', '', '', href)))).not.toContain('<img');
  });

  test('web and mail addresses are', () => {
    expect(safeLink('https://x.example/"><script>')).toBe('https://x.example/%22%3E%3Cscript%3E');
    expect(safeLink('http://x.example')).toBe('http://x.example/');
    expect(safeLink('mailto:a@b.example')).toBe('mailto:a@b.example');
  });
});

test('whatever the text, the page holds no element, attribute or address but its own', () => {
  const hostile = fc.oneof(
    anyText,
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '</figcaption>',
      '&lt;',
      "' onload='x",
      '<!--',
      ']]>',
      '\0',
    ),
  );
  const allowed =
    /^<\/?(?:article|h[123]|p|figure|figcaption|span|img|blockquote|ul|ol|li|strong|em|a|br)(?: (?:lang|dir|class|data-label|src|alt|href)="[^"<>]*")*>$/;
  fc.assert(
    fc.property(anyDoc(hostile), hostile, hostile, (content, byline, note) => {
      const html = toHtml({ doc: content, language: 'en', label: { code: 'machine', text: note }, fields: { byline } });
      for (const tag of html.match(/<[^>]*>?/g) ?? []) expect(tag).toMatch(allowed);
      for (const [, address] of html.matchAll(/(?:src|href)="([^"]*)"/g))
        expect(address).toMatch(/^(?:https?|mailto):/);
    }),
  );
});

test('no text is lost: read again, the blocks say the same', () => {
  const words = fc.stringMatching(/^[a-zäéß&<>"'©]{1,8}$/);
  fc.assert(
    fc.property(anyDoc(words), (content) => {
      const read = htmlPieces(toHtml({ ...page, doc: content })).map((piece) => inlineText([...piece.inline]));
      const written = textBlocks(content)
        .map((block) => [blockText(block), block.type === 'figure' ? block.attrs.credit : ''].filter(Boolean).join(' '))
        .filter((value) => value !== '');
      expect(read.filter((value) => value !== '')).toEqual(written);
    }),
  );
});

test('what HTML cannot hold is replaced', () => {
  expect(escapeHtml('a\0b\ud800c\u0085\n')).toBe('a\ufffdb\ufffdc\ufffd\n');
});

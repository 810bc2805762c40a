import { describe, expect, it } from 'vitest';
import { renderContent } from './render.ts';
import { contentForTests } from './testing/content.ts';

const content = contentForTests();

describe('renderContent', () => {
  it.each([
    ['text/html', 'text/html'],
    ['text/plain', 'text/plain'],
    ['text/markdown', 'text/markdown'],
    ['application/vnd.iptc.ninjs+json', 'application/vnd.iptc.ninjs+json'],
    ['application/pdf, text/*;q=0.5', 'text/html'],
    ['text/plain;q=0.3, text/markdown;q=0.9', 'text/markdown'],
    ['TEXT/HTML', 'text/html'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html'],
  ])('answers "%s" with %s', (accept, type) => {
    expect(renderContent(accept, content)?.type).toBe(`${type}; charset=utf-8`);
  });

  it.each(['application/pdf', 'text/html;q=0', ''])('has nothing for "%s"', (accept) => {
    expect(renderContent(accept, content)).toBeNull();
  });

  it('shows readers the label, and the text escaped', () => {
    const html = renderContent('text/html', content)?.body ?? '';
    expect(html).toContain('Traducción automática revisada en parte');
    expect(html).toContain('lang="es"');
    expect(html).not.toContain('<script');
    expect(html).toContain('Titular &amp; &lt;más&gt;');
    expect(renderContent('text/plain', content)?.body).toContain('Traducción automática revisada en parte');
  });

  it('writes a right-to-left language so', () => {
    expect(renderContent('text/html', contentForTests({ language: 'ar' }))?.body).toContain('dir="rtl"');
  });
});

/** HTML of an edition, for the preview, for publication and for readers. Complete escaping, an allowlist of links. */
import { directionOf } from '../language.ts';
import type { ArticleDoc, Block, Fields, Item, Label, Mark, TextNode } from '../model.ts';
import { headlineOf } from '../text.ts';

export interface HtmlInput {
  readonly doc: ArticleDoc;
  readonly language: string;
  readonly label: Label | null;
  /** `byline` and `dateline` are shown; others are not for readers. */
  readonly fields: Fields;
  /** The language the label is worded in, where it is not the text's own. */
  readonly labelLanguage?: string | undefined;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Text made safe for HTML content and quoted attribute values. Control characters and lone surrogates, which HTML
 * cannot hold, become U+FFFD.
 */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

const LINK_SCHEMES = ['https:', 'http:', 'mailto:'];
const IMAGE_SCHEMES = ['https:', 'http:'];

/** The address in normal form if its scheme is one of https, http and mailto, else null. */
export function safeLink(href: string): string | null {
  return safeUrl(href, LINK_SCHEMES);
}

function safeUrl(address: string, schemes: readonly string[]): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return schemes.includes(url.protocol) ? url.href : null;
}

/** The article as an `<article>` element with `lang` and `dir`. */
export function toHtml({ doc, language, label, fields, labelLanguage }: HtmlInput): string {
  const parts: string[] = [];
  const opening = doc.content.findIndex((block) => block.type !== 'headline' && block.type !== 'standfirst');
  const body = opening < 0 ? doc.content.length : opening;
  for (const block of doc.content.slice(0, body)) parts.push(blockHtml(block));
  const byline = fieldHtml('byline', fields);
  if (byline) parts.push(byline);
  if (label) parts.push(labelHtml(label, language, labelLanguage));
  const dateline = fieldHtml('dateline', fields);
  if (dateline) parts.push(dateline);
  for (const block of doc.content.slice(body)) parts.push(blockHtml(block));
  return `<article lang="${escapeHtml(language)}" dir="${directionOf(language)}">\n${parts.join('\n')}\n</article>`;
}

/** The body alone, without headline and standfirst: what news formats carry in their own fields. */
export function toBodyHtml(doc: ArticleDoc): string {
  return doc.content
    .filter((block) => block.type !== 'headline' && block.type !== 'standfirst')
    .map(blockHtml)
    .join('\n');
}

function fieldHtml(name: 'byline' | 'dateline', fields: Fields): string {
  const value = Object.hasOwn(fields, name) ? fields[name]?.trim() : '';
  return value ? `<p class="${name}">${escapeHtml(value)}</p>` : '';
}

function labelHtml(label: Label, language: string, labelLanguage: string | undefined): string {
  const own =
    labelLanguage && labelLanguage !== language
      ? ` lang="${escapeHtml(labelLanguage)}" dir="${directionOf(labelLanguage)}"`
      : '';
  return `<p class="label" data-label="${escapeHtml(label.code)}"${own}>${escapeHtml(label.text)}</p>`;
}

function blockHtml(block: Block): string {
  switch (block.type) {
    case 'headline':
      return `<h1>${inlineHtml(block.content)}</h1>`;
    case 'standfirst':
      return block.content?.length ? `<p class="standfirst">${inlineHtml(block.content)}</p>` : '';
    case 'paragraph':
      return `<p>${inlineHtml(block.content)}</p>`;
    case 'heading':
      return `<h${block.attrs.level}>${inlineHtml(block.content)}</h${block.attrs.level}>`;
    case 'figure':
      return figureHtml(block);
    case 'quote':
      return `<blockquote>\n${(block.content ?? []).map(blockHtml).join('\n')}\n</blockquote>`;
    case 'bulletList':
      return `<ul>\n${itemsHtml(block.content)}\n</ul>`;
    case 'orderedList':
      return `<ol>\n${itemsHtml(block.content)}\n</ol>`;
  }
}

function itemsHtml(items: readonly Item[] = []): string {
  return items.map((item) => `<li>${(item.content ?? []).map(blockHtml).join('\n')}</li>`).join('\n');
}

function figureHtml({ attrs, content = [] }: Extract<Block, { type: 'figure' }>): string {
  const { alt, credit } = attrs;
  const src = attrs.src === null ? null : safeUrl(attrs.src, IMAGE_SCHEMES);
  const image = src === null ? '' : `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}">\n`;
  const caption = content.map((part) => inlineHtml(part.content)).join('<br>');
  const creditHtml = credit ? `<span class="credit">${escapeHtml(credit)}</span>` : '';
  const words = [caption, creditHtml].filter(Boolean).join(' ');
  return `<figure>\n${image}${words ? `<figcaption>${words}</figcaption>\n` : ''}</figure>`;
}

function inlineHtml(content: readonly TextNode[] = []): string {
  return content
    .map((node) => (node.marks ?? []).reduce(marked, escapeHtml(node.text).replaceAll('\n', '<br>')))
    .join('');
}

function marked(html: string, mark: Mark): string {
  switch (mark.type) {
    case 'bold':
      return `<strong>${html}</strong>`;
    case 'italic':
      return `<em>${html}</em>`;
    case 'link': {
      const href = safeLink(mark.attrs.href);
      return href === null ? html : `<a href="${escapeHtml(href)}">${html}</a>`;
    }
  }
}

const PAGE_STYLE = `
body { margin: 2rem auto; padding: 0 1rem; max-width: 40rem; font: 1.125rem/1.6 "Source Serif 4", "Noto Naskh Arabic", Georgia, serif; color: #1c1b18; background: #fcfbf8; }
h1 { font-size: 2rem; line-height: 1.2; }
.standfirst { font-size: 1.25rem; }
.byline, .dateline, figcaption { color: #6b675e; font-size: 0.9rem; }
.label { border: 1px solid #8c867a; border-radius: 6px; padding: 0.5rem 0.75rem; font-size: 0.9rem; }
figure { margin: 1.5rem 0; }
img { max-width: 100%; height: auto; }
blockquote { margin: 1rem 0; padding-inline-start: 1rem; border-inline-start: 3px solid #e4e0d6; }
@media (prefers-color-scheme: dark) { body { color: #ecebe7; background: #17181b; } .byline, .dateline, figcaption { color: #9c988d; } blockquote { border-color: #2c2d31; } }
`;

/** A small standalone page, as readers see the story: no script, nothing loaded but the pictures. */
export function toReaderPage(input: HtmlInput): string {
  const { language, doc } = input;
  const policy =
    "default-src 'none'; img-src https: http:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<title>${escapeHtml(headlineOf(doc))}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
${toHtml(input)}
</main>
</body>
</html>
`;
}

/** Markdown of an edition: a copy that keeps marks, headings, quotes and lists, and can be imported again. */
import { mergeInline } from '../canonical.ts';
import { looksLikeStandfirst } from '../import/classify.ts';
import type { ArticleDoc, Block, Figure, Item, Label, Mark, TextNode } from '../model.ts';
import { blockText, inlineText } from '../text.ts';
import { safeLink } from './html.ts';

/** Stands between two blocks that Markdown would run together, or that an importer would take for one another. */
const APART = '<!-- -->';

export interface MarkdownOptions {
  /** Shown after headline and standfirst, as readers see it. */
  readonly label?: Label | null | undefined;
}

/**
 * The text as Markdown: `#` is the headline, the paragraph in italics after it the standfirst; a picture is followed
 * by its caption and a line "Photo: credit". Links other than to web and mail addresses become text. Importing the
 * result gives the same blocks again, without the empty ones.
 */
export function toMarkdown(doc: ArticleDoc, { label = null }: MarkdownOptions = {}): string {
  const parts: string[] = [];
  const blocks = doc.content.filter((block) => !isEmpty(block));
  const opening = blocks.findIndex((block) => block.type !== 'headline' && block.type !== 'standfirst');
  blocks.forEach((block, index) => {
    const before = blocks[index - 1];
    if (label && index === opening) parts.push(escapeText(label.text));
    if (before && runTogether(before, block)) parts.push(APART);
    parts.push(blockMarkdown(block));
  });
  if (label && opening < 0) parts.push(escapeText(label.text));
  return `${parts.join('\n\n')}\n`;
}

function isEmpty(block: Block | Item): boolean {
  switch (block.type) {
    case 'figure':
      return (
        block.attrs.src === null &&
        block.attrs.alt === '' &&
        block.attrs.credit.trim() === '' &&
        blockText(block) === ''
      );
    case 'quote':
    case 'item':
      return (block.content ?? []).every(isEmpty);
    case 'bulletList':
    case 'orderedList':
      return (block.content ?? []).every(isEmpty);
    default:
      return inlineText(block.content) === '';
  }
}

function runTogether(before: Block, block: Block): boolean {
  if (before.type === 'headline' && block.type === 'paragraph') {
    const italic = (block.content ?? []).every((node) => node.marks?.some(({ type }) => type === 'italic'));
    return italic || looksLikeStandfirst(blockText(block));
  }
  return before.type === block.type && ['quote', 'bulletList', 'orderedList'].includes(block.type);
}

function blockMarkdown(block: Block): string {
  switch (block.type) {
    case 'headline':
      return `# ${inlineMarkdown(block.content)}`;
    case 'standfirst':
      return inlineMarkdown((block.content ?? []).map(asItalic));
    case 'paragraph':
      return inlineMarkdown(block.content);
    case 'heading':
      return `${'#'.repeat(block.attrs.level)} ${inlineMarkdown(block.content)}`;
    case 'figure':
      return figureMarkdown(block);
    case 'quote':
      return prefixed(blocksMarkdown(block.content), '> ', '> ');
    case 'bulletList':
      return itemsMarkdown(block.content, () => '- ');
    case 'orderedList':
      return itemsMarkdown(block.content, (index) => `${index + 1}. `);
  }
}

function blocksMarkdown(content: readonly Block[] = []): string {
  const blocks = content.filter((block) => !isEmpty(block));
  return blocks
    .flatMap((block, index) => {
      const before = blocks[index - 1];
      return before && runTogether(before, block) ? [APART, blockMarkdown(block)] : [blockMarkdown(block)];
    })
    .join('\n\n');
}

function itemsMarkdown(items: readonly Item[] = [], marker: (index: number) => string): string {
  const written = items
    .filter((item) => !isEmpty(item))
    .map((item, index) => {
      const sign = marker(index);
      return prefixed(blocksMarkdown(item.content), sign, ' '.repeat(sign.length));
    });
  return written.join(written.some((item) => item.includes('\n')) ? '\n\n' : '\n');
}

function prefixed(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd())
    .join('\n');
}

function figureMarkdown({ attrs, content = [] }: Figure): string {
  const address = attrs.src === null ? '' : `<${attrs.src.replace(/[<>\\\s]/g, encodeURIComponent)}>`;
  const captions = content
    .filter((caption) => inlineText(caption.content).trim() !== '')
    .map((caption) => inlineMarkdown(caption.content));
  const credit = attrs.credit.trim() === '' ? [] : [`Photo: ${escapeText(attrs.credit.trim())}`];
  return [`![${escapeText(attrs.alt)}](${address})`, ...captions, ...credit].join('\n');
}

function asItalic(node: TextNode): TextNode {
  return { ...node, marks: [...(node.marks ?? []).filter(({ type }) => type !== 'italic'), { type: 'italic' }] };
}

function inlineMarkdown(content: readonly TextNode[] = []): string {
  const nodes = mergeInline(content);
  const written = nodes.map((node, index) => {
    const link = linkOf(node);
    const text = spacesKept(
      escapeText(node.text),
      link !== null || index === 0,
      link !== null || index === nodes.length - 1,
    );
    const marks = (node.marks ?? []).filter(({ type }) => type !== 'link');
    const signs = delimiters(marks, node, nodes[index - 1], nodes[index + 1]);
    const marked = `${signs.open}${text}${signs.close}`;
    return link === null ? marked : `[${marked}](<${link}>)`;
  });
  return guardStart(written.join(''));
}

function linkOf(node: TextNode): string | null {
  const link = node.marks?.find((mark) => mark.type === 'link');
  if (link?.type !== 'link' || safeLink(link.attrs.href) === null) return null;
  return link.attrs.href.replace(/[<>\\\s]/g, encodeURIComponent).replaceAll('&', '&amp;');
}

/** Asterisks where Markdown is sure to read them; else the elements they stand for. */
function delimiters(
  marks: readonly Mark[],
  node: TextNode,
  before: TextNode | undefined,
  after: TextNode | undefined,
): { open: string; close: string } {
  if (marks.length === 0) return { open: '', close: '' };
  const sure =
    /^[\p{L}\p{N}]/u.test(node.text) &&
    /[\p{L}\p{N}]$/u.test(node.text) &&
    (!before || /\s$/.test(before.text)) &&
    (!after || /^[\s.,;:]/.test(after.text));
  if (sure) {
    const signs = marks.map(({ type }) => (type === 'bold' ? '**' : '*')).join('');
    return { open: signs, close: signs };
  }
  const tags = marks.map(({ type }) => (type === 'bold' ? 'strong' : 'em'));
  return {
    open: tags.map((tag) => `<${tag}>`).join(''),
    close: tags
      .toReversed()
      .map((tag) => `</${tag}>`)
      .join(''),
  };
}

/** Text of which Markdown takes nothing for a sign of its own. Readers see a link in "](" even where "\]" says it is none. */
function escapeText(text: string): string {
  return text.replace(/[\\`*_[\]<>&~|!{}#]|(?<=\])\(/g, '\\$&').replace(/[\n\r\t\v\f\u2028\u2029]| {2,}/g, references);
}

/** White space at an end, which Markdown would drop, written as references. */
function spacesKept(text: string, start: boolean, end: boolean): string {
  const kept = start ? text.replace(/^\s+/, references) : text;
  return end ? kept.replace(/\s+$/, references) : kept;
}

function references(spaces: string): string {
  return [...spaces].map((space) => `&#${space.codePointAt(0) ?? 32};`).join('');
}

/** List and rule signs count only at the start of a line. */
function guardStart(line: string): string {
  return line.replace(/^(?<number>\d{1,9})(?=[.)])/, '$<number>\\').replace(/^[-+=]/, '\\$&');
}

/** Markdown into units. */
import { Lexer, type Token, type Tokens } from 'marked';
import { mergeInline } from '../canonical.ts';
import type { TextNode } from '../model.ts';
import { inlineText } from '../text.ts';
import { classify, flagsOf } from './classify.ts';
import { decodeEntities } from './entities.ts';
import { htmlPieces, type Piece } from './html-pieces.ts';
import { ImportError } from './import-error.ts';
import { createInlineBuilder, type InlineBuilder, linkMark } from './inline-builder.ts';
import type { Changes } from './plain.ts';
import { type Container, containersFor, DEEPEST, plainInline, type Unit } from './units.ts';

interface PlacedPiece extends Piece {
  readonly line: number;
  /** No guess may cross this: a comment stood here to keep two things apart. */
  readonly apart?: boolean;
}

/** A paragraph of this many characters is none; the Markdown reader takes time by its square. */
const LONGEST_PARAGRAPH = 20_000;

/**
 * Reads a Markdown story. `#` is the headline, a paragraph in italics right after it the standfirst. Throws `ImportError`
 * ('invalid') for a paragraph longer than a story, `RangeError` for nesting without end.
 */
export function markdownUnits(text: string, changes: Changes): Unit[] {
  if (text.split(/\n[ \t]*\n/).some((paragraph) => paragraph.length > LONGEST_PARAGRAPH)) {
    const detail = 'The file has a paragraph of more than 20,000 characters. Divide it by blank lines and try again.';
    throw new ImportError('invalid', detail);
  }
  const pieces = numbered(readBlocks(Lexer.lex(text), 1, []));
  const marked = markHead(pieces);
  const kinds = classify(
    marked.map((piece) => ({ text: inlineText([...piece.inline]), kind: changes[piece.line] ?? piece.kind })),
    { crossheads: false },
  );
  return marked.map((piece, index) => unitOf(piece, kinds[index] ?? 'paragraph'));
}

/** A piece with the kind it was given. */
export function unitOf(piece: Piece & { readonly line: number }, kind: Unit['kind']): Unit {
  const shown = inlineText([...piece.inline])
    .replace(/\s+/g, ' ')
    .trim();
  const stays = kind === piece.kind || (piece.kind === null && kind !== 'quote' && kind !== 'item');
  const credit = piece.picture?.credit ?? '';
  const text = kind === 'caption' && credit ? [shown, `/ ${credit}`].filter(Boolean).join(' ') : shown;
  return {
    line: piece.line,
    kind,
    text: text || (piece.picture?.alt ?? ''),
    inline: piece.inline,
    flags: credit && kind === 'caption' ? [...flagsOf(shown, 'paragraph'), `credit: ${credit}`] : flagsOf(shown, kind),
    within: stays ? piece.within : containersFor(kind, piece.line),
    ...(piece.level ? { level: piece.level } : {}),
    ...(piece.picture ? { picture: piece.picture } : {}),
  };
}

/** Line numbers name lines in the plan, so each is made to stand once. */
function numbered(pieces: readonly PlacedPiece[]): PlacedPiece[] {
  let last = 0;
  return pieces.map((piece) => {
    last = Math.max(last + 1, piece.line);
    return { ...piece, line: last };
  });
}

/** The first heading is the headline if nothing but labels could stand before it; other first-level ones are crossheads. */
function markHead(pieces: readonly PlacedPiece[]): PlacedPiece[] {
  const headline = pieces.findIndex((piece) => piece.kind === 'headline');
  return pieces.map((piece, index): PlacedPiece => {
    if (piece.kind === 'headline' && index !== headline) return { ...piece, kind: 'heading', level: 2 };
    if (piece.kind !== null || index !== headline + 1 || headline < 0) return piece;
    if (piece.apart) return { ...piece, kind: 'paragraph' };
    const italic =
      piece.inline.length > 0 && piece.inline.every((node) => node.marks?.some(({ type }) => type === 'italic'));
    return italic ? { ...piece, kind: 'standfirst', inline: withoutItalic(piece.inline) } : piece;
  });
}

function withoutItalic(content: readonly TextNode[]): TextNode[] {
  return mergeInline(
    content.map((node) => ({ ...node, marks: (node.marks ?? []).filter(({ type }) => type !== 'italic') })),
  );
}

function readBlocks(tokens: readonly Token[], from: number, within: readonly Container[]): PlacedPiece[] {
  let line = from;
  let apart = false;
  const pieces: PlacedPiece[] = [];
  tokens.forEach((token, index) => {
    const start = line + (/^\n*/.exec(token.raw)?.[0].length ?? 0);
    const read = readBlock(token, start, within, `${from}.${index}`);
    pieces.push(...read.map((piece, at) => (apart && at === 0 ? { ...piece, apart } : piece)));
    if (token.type !== 'space') apart = read.length === 0;
    line += newlines(token.raw);
  });
  return pieces;
}

const newlines = (text: string): number => text.split('\n').length - 1;

/** One block token. `key` names it among all, for what it contains. */
function readBlock(token: Token, line: number, within: readonly Container[], key: string): PlacedPiece[] {
  const innermost = within.at(-1)?.type;
  const kind: Piece['kind'] = innermost === 'item' ? 'item' : innermost === 'quote' ? 'quote' : null;
  const known = token as Tokens.Generic;
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'hr':
      return [{ kind: 'dropped', inline: plainInline('* * *'), within, line }];
    case 'heading': {
      const depth: unknown = known.depth;
      const inline = readInline(token);
      if (depth === 1) return [{ kind: 'headline', inline, within: [], line }];
      return [{ kind: 'heading', inline, within, line, level: depth === 2 ? 2 : 3 }];
    }
    case 'blockquote':
      return readBlocks(known.tokens ?? [], line, deeper(within, { type: 'quote', key }));
    case 'list':
      return readList(token as Tokens.List, line, within, key);
    case 'code':
      return String(known.text)
        .split('\n')
        .map((text, index): PlacedPiece => ({ kind, inline: plainInline(text), within, line: line + index }))
        .filter((piece) => piece.inline.length > 0);
    case 'table':
      return tableRows(token as Tokens.Table, line, within, kind);
    case 'html':
      return htmlPieces(token.raw).map((piece) => ({ ...piece, within: [...within, ...piece.within], line }));
    default:
      return readParagraph(token, line, within, kind);
  }
}

function deeper(within: readonly Container[], ...inside: Container[]): readonly Container[] {
  return within.length + inside.length > DEEPEST ? within : [...within, ...inside];
}

function readList(list: Tokens.List, from: number, within: readonly Container[], key: string): PlacedPiece[] {
  let line = from;
  return list.items.flatMap((item, index) => {
    const type = list.ordered ? 'orderedList' : 'bulletList';
    const inside = deeper(within, { type, key }, { type: 'item', key: `${key}.${index}` });
    const pieces = readBlocks(item.tokens, line, inside);
    line += newlines(item.raw);
    return pieces;
  });
}

function tableRows(
  table: Tokens.Table,
  line: number,
  within: readonly Container[],
  kind: Piece['kind'],
): PlacedPiece[] {
  return [table.header, ...table.rows].map((cells, index) => ({
    kind,
    inline: plainInline(cells.map((cell) => inlineText(readTokens(cell.tokens))).join(' · ')),
    within,
    line: line + (index === 0 ? 0 : index + 1),
  }));
}

const CREDIT_LINE = /^(?:Photo|Picture|Credit|Foto|Crédit(?: photo)?|Crédito|صورة):\s*(?<credit>.+)$/su;

/** A paragraph, or a figure where it begins with a picture: the lines after the picture are caption and credit. */
function readParagraph(token: Token, line: number, within: readonly Container[], kind: Piece['kind']): PlacedPiece[] {
  const inside = 'tokens' in token ? (token.tokens ?? []) : [];
  const [first, ...rest] = inside;
  if (first?.type !== 'image') {
    const inline = readInline(token);
    return inline.length > 0 ? [{ kind, inline, within, line }] : [];
  }
  const image = first as Tokens.Image;
  const lines = splitLines(readTokens(rest, { keepLines: true }));
  const last = inlineText(lines.at(-1) ?? []);
  const credit = CREDIT_LINE.exec(last.trim())?.groups?.credit?.trim() ?? '';
  const captions = credit ? lines.slice(0, -1) : lines;
  const picture = { src: decodeEntities(image.href) || null, alt: inlineText(readTokens(image.tokens)), credit };
  return [{ kind: 'caption', inline: mergeInline(joinLines(captions)), within, line, picture }];
}

const LINE_BREAK = '\u2028';

function splitLines(content: readonly TextNode[]): TextNode[][] {
  const lines: TextNode[][] = [[]];
  for (const node of content) {
    node.text.split(LINE_BREAK).forEach((text, index) => {
      if (index > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ ...node, text });
    });
  }
  return lines.filter((line) => inlineText(line).trim() !== '');
}

function joinLines(lines: readonly TextNode[][]): TextNode[] {
  return lines.flatMap((line, index) => (index === 0 ? line : [...plainInline(' '), ...line]));
}

function readInline(token: Token): TextNode[] {
  return 'tokens' in token && token.tokens ? readTokens(token.tokens) : plainInline(decodeEntities(token.raw.trim()));
}

function readTokens(tokens: readonly Token[], { keepLines = false } = {}): TextNode[] {
  const inline = createInlineBuilder();
  for (const token of tokens) readToken(token, inline, keepLines ? LINE_BREAK : ' ');
  return inline.take();
}

function readToken(token: Token, inline: InlineBuilder, lineBreak: string): void {
  const known = token as Tokens.Generic;
  const inside = (): void => {
    for (const child of known.tokens ?? []) readToken(child, inline, lineBreak);
  };
  switch (token.type) {
    case 'strong':
      inline.within({ type: 'bold' }, inside);
      break;
    case 'em':
      inline.within({ type: 'italic' }, inside);
      break;
    case 'link': {
      // An address that only looks like a link in the running text is text.
      const bare = known.autolink === true && !token.raw.startsWith('<');
      inline.within(bare ? null : linkMark(decodeEntities(String(known.href))), inside);
      break;
    }
    case 'br':
      inline.text(lineBreak);
      break;
    case 'html':
      readTag(token.raw, inline);
      break;
    case 'escape':
    case 'codespan':
      inline.text(String(known.text));
      break;
    default:
      // `raw`, because `text` has some references decoded already, which then look like line ends of the file.
      if (known.tokens) inside();
      else inline.text(decodeEntities(token.raw.replace(/ *\n */g, lineBreak)));
  }
}

function readTag(raw: string, inline: InlineBuilder): void {
  const tag = /^<(?<slash>\/?)(?<name>[a-zA-Z]+)(?<attributes>[^>]*)>$/.exec(raw)?.groups;
  if (!tag) return;
  const href = /\bhref\s*=\s*["']?(?<href>[^"'\s>]*)/i.exec(tag.attributes ?? '')?.groups?.href;
  const known = inline.tag((tag.name ?? '').toLowerCase(), tag.slash === '/', href ? decodeEntities(href) : null);
  if (!known && tag.name?.toLowerCase() === 'br') inline.text(' ');
}

/** The body of a story in HTML as news formats carry it, into pieces. What it does not know, it reads as text. */

import type { TextNode } from '../model.ts';
import { decodeEntities } from './entities.ts';
import { collapseSpace, createInlineBuilder } from './inline-builder.ts';
import type { LineKind } from './model.ts';
import { type Container, DEEPEST } from './units.ts';

/** A block of text and what it is, before it has a line number. */
export interface Piece {
  readonly kind: LineKind | null;
  readonly inline: readonly TextNode[];
  readonly within: readonly Container[];
  readonly level?: 2 | 3;
  readonly picture?: { readonly src: string | null; readonly alt: string; readonly credit: string };
}

type Token =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tag'; readonly name: string; readonly closing: boolean; readonly attributes: string };

/** Elements whose content is not text. */
const SILENT = ['script', 'style', 'template', 'noscript', 'svg', 'math', 'iframe', 'object', 'head', 'title'];
const TAG = /<(?<slash>\/?)(?<name>[a-zA-Z][a-zA-Z0-9]*)(?<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*)>/y;

function* tokens(html: string): Generator<Token> {
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf('<', at);
    const end = next < 0 ? html.length : next;
    if (end > at) yield { type: 'text', text: decodeEntities(html.slice(at, end)) };
    if (next < 0) return;
    if (html.startsWith('<!', next) || html.startsWith('<?', next)) {
      const mark = html.startsWith('<!--', next) ? '-->' : '>';
      const close = html.indexOf(mark, next);
      if (close < 0) return;
      at = close + mark.length;
      continue;
    }
    TAG.lastIndex = next;
    const groups = TAG.exec(html)?.groups;
    if (!groups) {
      yield { type: 'text', text: '<' };
      at = next + 1;
      continue;
    }
    const { slash, name = '', attributes = '' } = groups;
    at = TAG.lastIndex;
    const lower = name.toLowerCase();
    if (slash === '' && SILENT.includes(lower)) {
      const rest = new RegExp(`</${lower}\\s*>`, 'gi');
      rest.lastIndex = at;
      if (!rest.exec(html)) return;
      at = rest.lastIndex;
    } else yield { type: 'tag', name: lower, closing: slash === '/', attributes };
  }
}

function attribute(attributes: string, name: string): string {
  const pattern = new RegExp(
    `(?:^|\\s)${name}\\s*=\\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\\s"']+))`,
    'i',
  );
  const groups = pattern.exec(attributes)?.groups;
  return decodeEntities(groups?.double ?? groups?.single ?? groups?.bare ?? '');
}

const CONTAINERS: Record<string, Container['type']> = {
  blockquote: 'quote',
  ul: 'bulletList',
  ol: 'orderedList',
  li: 'item',
};
/** Elements that only run along in a line. */
const INLINE = /^(?:abbr|bdi|bdo|cite|code|data|dfn|font|ins|kbd|mark|q|s|samp|small|span|sub|sup|time|u|var|wbr)$/;

/** Reads HTML into pieces, in order. Scripts, styles and unknown elements' tags are left out; text never is. */
export function htmlPieces(html: string): Piece[] {
  const pieces: Piece[] = [];
  const inline = createInlineBuilder();
  let within: Container[] = [];
  let level: 1 | 2 | 3 | null = null;
  let picture: { src: string | null; alt: string; credit: string } | null = null;
  let inFigure = false;
  let serial = 0;

  const end = (): void => {
    const content = collapseSpace(inline.take());
    if (inFigure || content.length === 0) {
      pushFigure(content);
      return;
    }
    const innermost = within.at(-1)?.type;
    const kind = level
      ? level === 1
        ? 'headline'
        : 'heading'
      : innermost === 'item'
        ? 'item'
        : innermost === 'quote'
          ? 'quote'
          : null;
    pieces.push({
      kind,
      inline: content,
      within: [...within],
      ...(level && level > 1 ? { level: level === 2 ? 2 : 3 } : {}),
    });
  };
  const pushFigure = (content: TextNode[]): void => {
    if (!picture && content.length === 0) return;
    if (inFigure && content.length === 0) return;
    pieces.push({ kind: 'caption', inline: content, within: [...within], ...(picture ? { picture } : {}) });
    picture = null;
  };
  for (const token of tokens(html)) {
    if (token.type === 'text') {
      inline.text(token.text);
      continue;
    }
    const { name, closing, attributes } = token;
    if (inline.tag(name, closing, name === 'a' ? attribute(attributes, 'href') : null) || INLINE.test(name)) continue;
    if (name === 'br') {
      inline.text(' ');
      continue;
    }
    if (name === 'img') {
      const src = attribute(attributes, 'src');
      if (!inFigure) end();
      picture = { src: src === '' ? null : src, alt: attribute(attributes, 'alt'), credit: '' };
      if (!inFigure) pushFigure([]);
      continue;
    }
    end();
    const container = Object.hasOwn(CONTAINERS, name) ? CONTAINERS[name] : undefined;
    if (container && !closing) {
      serial += 1;
      if (within.length < DEEPEST) within = [...within, { type: container, key: `${serial}` }];
    } else if (container) {
      const at = within.findLastIndex(({ type }) => type === container);
      if (at >= 0) within = within.slice(0, at);
    } else if (/^h[1-6]$/.test(name)) {
      level = closing ? null : name === 'h1' ? 1 : name === 'h2' ? 2 : 3;
    } else if (name === 'figure') {
      if (closing && picture) {
        pieces.push({ kind: 'caption', inline: [], within: [...within], picture });
        picture = null;
      }
      inFigure = !closing;
    }
  }
  end();
  return pieces;
}

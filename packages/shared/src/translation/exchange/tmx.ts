/**
 * TMX 1.4b (LISA OSCAR, 2005), out and in: pairs of texts for translation memories. A document type is passed over.
 * Source: http://www.gala-global.org/oscarStandards/tmx/
 */
import type { TextNode } from '../../article/model.ts';
import { inlineText } from '../../article/text.ts';
import {
  hrefIn,
  type InlineMeaning,
  linkCode,
  lostCodes,
  type MarkTag,
  type Nested,
  nested,
  readInline,
} from './inline.ts';
import { tagOf } from './languages.ts';
import { ExchangeError, type ExchangeFile, type ExchangePassage, type ExchangeStory, type FileUnit } from './model.ts';
import { attribute, childNamed, childrenNamed, escapeXml, textOf, type XmlElement } from './xml.ts';

/** The confirmed passages of a translation as a TMX file. Throws `ExchangeError` where there is none, or no source. */
export function storyToTmx(story: ExchangeStory): string {
  const { from, to, articleId } = story;
  if (from === null) {
    throw new ExchangeError(
      'languages',
      'A memory needs a source text, and this story has none. Take the passages as CSV.',
    );
  }
  const confirmed = story.passages.filter(
    ({ state, stale, source }) =>
      (state === 'confirmed' || state === 'reviewed') && !stale && inlineText(source).trim() !== '',
  );
  if (confirmed.length === 0) {
    throw new ExchangeError('empty', 'No passage is confirmed yet, and only confirmed ones belong in a memory.');
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
 <header creationtool="Copydesk" creationtoolversion="1" segtype="paragraph" o-tmf="copydesk" adminlang="en"${attribute('srclang', from)} datatype="plaintext"/>
 <body>
${confirmed.map((passage) => unit(passage, { articleId, from, to })).join('\n')}
 </body>
</tmx>
`;
}

function unit(
  { id, source, target, state }: ExchangePassage,
  { articleId, from, to }: { articleId: string; from: string; to: string },
): string {
  return `  <tu${attribute('tuid', id)}>
   <prop type="x-story">${escapeXml(articleId)}</prop>
   <prop type="x-state">${state}</prop>
   <tuv${attribute('xml:lang', from)}><seg>${inline(source)}</seg></tuv>
   <tuv${attribute('xml:lang', to)}><seg>${inline(target)}</seg></tuv>
  </tu>`;
}

function inline(content: readonly TextNode[]): string {
  let codes = 0;
  const write = (parts: readonly Nested[]): string => parts.map(part).join('');
  const part = (one: Nested): string => {
    if (typeof one === 'string') return escapeXml(one);
    codes += 1;
    const [open, close] = native(one);
    const ends = `i="${codes}"`;
    return `<bpt ${ends} type="${one.mark.type}">${escapeXml(open)}</bpt>${write(one.inside)}<ept ${ends}>${escapeXml(close)}</ept>`;
  };
  return write(nested(content));
}

function native({ mark }: Exclude<Nested, string>): readonly [open: string, close: string] {
  switch (mark.type) {
    case 'bold':
      return ['<b>', '</b>'];
    case 'italic':
      return ['<i>', '</i>'];
    case 'link':
      return [linkCode(mark.attrs.href), '</a>'];
  }
}

/**
 * Reads a TMX file as pairs from its source language into `to` (or, if that is null, into the only other language that it
 * has). Throws `ExchangeError` where the languages can't be told.
 */
export function readTmx(root: XmlElement, wanted: { from: string | null; to: string | null }): ExchangeFile {
  const warnings = new Set<string>();
  const units = childrenNamed(childNamed(root, 'body') ?? root, 'tu');
  const header = tagOf(childNamed(root, 'header')?.attributes.get('srclang'));
  const from = wanted.from ?? header;
  const to = wanted.to ?? otherLanguage(units, from);
  if (from === null || to === null) {
    throw new ExchangeError(
      'languages',
      'It can’t be told which two languages this memory is for. Nothing was changed.',
    );
  }
  const lost = lostCodes(warnings);
  return {
    format: 'tmx-1.4',
    from,
    to,
    articleId: null,
    units: units.flatMap((tu): FileUnit[] => {
      const source = segmentIn(tu, from);
      const target = segmentIn(tu, to);
      if (source === null || target === null) return [];
      return [
        {
          id: null,
          line: tu.line,
          source: readInline(source, meaning, lost),
          target: readInline(target, meaning, lost),
          state: 'initial',
          base: null,
          notes: childrenNamed(tu, 'note').map(textOf),
        },
      ];
    }),
    warnings: [...warnings],
  };
}

function languageOf(tuv: XmlElement): string | null {
  // TMX 1.1 wrote `lang`.
  return tagOf(tuv.attributes.get('xml:lang') ?? tuv.attributes.get('lang'));
}

function otherLanguage(units: readonly XmlElement[], from: string | null): string | null {
  const found = new Set(units.flatMap((tu) => childrenNamed(tu, 'tuv').flatMap((tuv) => languageOf(tuv) ?? [])));
  if (from !== null) for (const one of found) if (sameLanguage(one, from)) found.delete(one);
  const [only] = found;
  return found.size === 1 ? (only ?? null) : null;
}

/** "en" takes in "en-GB", and the other way round; "es-ES" and "es-MX" are two. */
function sameLanguage(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}-`) || b.startsWith(`${a}-`);
}

function segmentIn(tu: XmlElement, language: string): XmlElement | null {
  const tuvs = childrenNamed(tu, 'tuv');
  const exact = tuvs.find((tuv) => languageOf(tuv) === language);
  const found = exact ?? tuvs.find((tuv) => sameLanguage(languageOf(tuv) ?? '', language));
  return found === undefined ? null : childNamed(found, 'seg');
}

function meaning(code: XmlElement): InlineMeaning {
  switch (code.name) {
    case 'hi':
    case 'sub': {
      const tag = code.name === 'hi' ? tagOfCode(code) : null;
      return tag === null ? { kind: 'through' } : { kind: 'mark', tag };
    }
    case 'bpt': {
      const tag = tagOfCode(code);
      return tag === null
        ? { kind: 'nothing', lost: false }
        : { kind: 'open', tag, id: code.attributes.get('i') ?? '', href: hrefIn(textOf(code)) };
    }
    case 'ept':
      return { kind: 'close', id: code.attributes.get('i') ?? '' };
    default:
      return { kind: 'nothing', lost: true };
  }
}

function tagOfCode(code: XmlElement): MarkTag | null {
  switch (code.attributes.get('type')) {
    case 'bold':
      return 'b';
    case 'italic':
      return 'i';
    case 'link':
      return 'a';
    default:
      return null;
  }
}

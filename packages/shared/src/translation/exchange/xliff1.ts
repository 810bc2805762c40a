/**
 * XLIFF 1.2 (OASIS, 2008), out and in: what Trados, memoQ and Weblate trade. What the target was when the file was
 * written goes along as `alt-trans` of type `previous-version`, the engine's output as one of type `proposal`.
 * Source: https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html
 */
import type { PassageState, TextNode } from '../../article/model.ts';
import { inlineText } from '../../article/text.ts';
import { hrefIn, type InlineMeaning, lostCodes, type MarkTag, type Nested, nested, readInline } from './inline.ts';
import { tagOf } from './languages.ts';
import {
  type ExchangeFile,
  type ExchangePassage,
  type ExchangeStory,
  type FileState,
  type FileUnit,
  inlineHash,
} from './model.ts';
import { articleIn, originalOf, sourceLanguageOf } from './xliff.ts';
import { attribute, childNamed, childrenNamed, descendantsNamed, escapeXml, textOf, type XmlElement } from './xml.ts';

const CORE = 'urn:oasis:names:tc:xliff:document:1.2';
const XHTML = 'http://www.w3.org/1999/xhtml';
/** `alt-trans@origin` of what stood here when the file was written. */
const WRITTEN = 'copydesk';

const STATES: Readonly<Record<PassageState, string>> = {
  empty: 'new',
  machine: 'needs-review-translation',
  edited: 'needs-review-translation',
  confirmed: 'translated',
  reviewed: 'signed-off',
};

/** A translation as an XLIFF 1.2 file. Throws `ExchangeError` where there is no source. */
export function toXliff1(story: ExchangeStory): string {
  const from = sourceLanguageOf(story);
  const units = story.passages.map((passage, index) => unit(passage, String(index + 1), story)).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="${CORE}" xmlns:xhtml="${XHTML}" version="1.2">
 <file${attribute('original', originalOf(story))} datatype="plaintext"${attribute('source-language', from)}${attribute('target-language', story.to)}>
  <header><note>${escapeXml(story.headline)}</note></header>
  <body>
${units}
  </body>
 </file>
</xliff>
`;
}

function unit(passage: ExchangePassage, id: string, story: ExchangeStory): string {
  const codes = createCodes();
  const empty = inlineText(passage.target).trim() === '';
  const approved = passage.state === 'confirmed' || passage.state === 'reviewed';
  const base = `${inlineHash(passage.source)} ${inlineHash(passage.target)}`;
  return [
    `   <trans-unit${attribute('id', id)}${attribute('resname', passage.id)}${attribute('restype', `x-${passage.kind}`)}${approved ? ' approved="yes"' : ''} xml:space="preserve">`,
    `    <source>${codes.write(passage.source)}</source>`,
    ...(empty ? [] : [`    <target${states(passage, story.approved)}>${codes.write(passage.target)}</target>`]),
    ...passage.notes.map(({ category, text }) => `    <note${attribute('from', category)}>${escapeXml(text)}</note>`),
    ...(passage.machine === null || passage.machine.output === ''
      ? []
      : [
          `    <alt-trans alttranstype="proposal"${attribute('origin', passage.machine.engine)}><source>${escapeXml(passage.machine.source)}</source><target state-qualifier="mt-suggestion">${escapeXml(passage.machine.output)}</target></alt-trans>`,
        ]),
    `    <alt-trans alttranstype="previous-version" origin="${WRITTEN}"${attribute('extradata', base)}><target>${codes.write(passage.target)}</target></alt-trans>`,
    '   </trans-unit>',
  ].join('\n');
}

function states({ state, stale }: ExchangePassage, approved: boolean): string {
  const standing = approved && (state === 'confirmed' || state === 'reviewed') ? 'final' : STATES[state];
  const qualifier = stale ? 'x-stale' : state === 'machine' ? 'mt-suggestion' : null;
  return `${attribute('state', standing)}${attribute('state-qualifier', qualifier)}`;
}

function createCodes() {
  let codes = 0;
  const write = (parts: readonly Nested[]): string => parts.map(part).join('');
  const part = (one: Nested): string => {
    if (typeof one === 'string') return escapeXml(one);
    codes += 1;
    const { mark } = one;
    const kind =
      mark.type === 'link' ? `ctype="link"${attribute('xhtml:href', mark.attrs.href)}` : `ctype="${mark.type}"`;
    return `<g id="${codes}" ${kind}>${write(one.inside)}</g>`;
  };
  return { write: (content: readonly TextNode[]) => write(nested(content)) };
}

/** Reads an XLIFF 1.x file. Throws `ExchangeError`. */
export function readXliff1(root: XmlElement): ExchangeFile {
  const warnings = new Set<string>();
  const files = childrenNamed(root, 'file');
  const first = files[0]?.attributes;
  const articleId = articleIn(first?.get('original'));
  return {
    format: 'xliff-1.2',
    from: tagOf(first?.get('source-language')),
    to: tagOf(first?.get('target-language')),
    articleId,
    units: files.flatMap((file) =>
      [...descendantsNamed(file, 'trans-unit')].map((one) => readUnit(one, articleId !== null, warnings)),
    ),
    warnings: [...warnings],
  };
}

function readUnit(element: XmlElement, ours: boolean, warnings: Set<string>): FileUnit {
  const lost = lostCodes(warnings);
  const side = (name: 'source' | 'target'): TextNode[] | null => {
    const found = childNamed(element, name);
    return found === null ? null : readInline(found, meaning, lost);
  };
  const target = childNamed(element, 'target');
  return {
    id: ours ? (element.attributes.get('resname') ?? null) : null,
    line: element.line,
    source: side('source'),
    target: side('target'),
    state: stateOf(target?.attributes.get('state'), element.attributes.get('approved') === 'yes'),
    base: baseOf(element),
    notes: childrenNamed(element, 'note')
      .filter((note) => note.attributes.get('from') !== 'instruction')
      .map(textOf)
      .filter((note) => note.trim() !== ''),
  };
}

function stateOf(written: string | undefined, approved: boolean): FileState {
  switch (written) {
    case 'final':
      return 'final';
    case 'signed-off':
      return 'reviewed';
    case 'translated':
      return 'translated';
    default:
      return written === undefined && approved ? 'translated' : 'initial';
  }
}

function baseOf(element: XmlElement): FileUnit['base'] {
  const written = childrenNamed(element, 'alt-trans').find(
    ({ attributes }) => attributes.get('origin') === WRITTEN && attributes.get('alttranstype') === 'previous-version',
  );
  const [source, target] = written?.attributes.get('extradata')?.split(' ') ?? [];
  return source !== undefined && target !== undefined ? { source, target } : null;
}

function meaning(code: XmlElement): InlineMeaning {
  const tag = tagOfCode(code);
  switch (code.name) {
    case 'g':
      return tag === null ? { kind: 'through' } : { kind: 'mark', tag, href: hrefOf(code) };
    case 'mrk':
    case 'sub':
      return { kind: 'through' };
    case 'x':
      return code.attributes.get('ctype') === 'lb' ? { kind: 'text', text: '\n' } : { kind: 'nothing', lost: true };
    case 'bx':
    case 'bpt':
      return tag === null
        ? { kind: 'nothing', lost: false }
        : { kind: 'open', tag, id: pairOf(code), href: hrefOf(code) };
    case 'ex':
    case 'ept':
      return { kind: 'close', id: pairOf(code) };
    default:
      return { kind: 'nothing', lost: true };
  }
}

/** What joins the two halves of a code: `rid`, else `id`. */
function pairOf({ attributes }: XmlElement): string {
  return attributes.get('rid') ?? attributes.get('id') ?? '';
}

function hrefOf(code: XmlElement): string | null {
  return code.attributes.get('xhtml:href') ?? hrefIn(textOf(code));
}

function tagOfCode({ attributes }: XmlElement): MarkTag | null {
  switch (attributes.get('ctype')) {
    case 'bold':
    case 'x-html-b':
    case 'x-html-strong':
      return 'b';
    case 'italic':
    case 'x-html-i':
    case 'x-html-em':
      return 'i';
    case 'link':
    case 'x-html-a':
      return 'a';
    default:
      return null;
  }
}

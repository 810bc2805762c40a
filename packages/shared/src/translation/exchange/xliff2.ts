/**
 * XLIFF 2.1 (OASIS, 2018), out and in: core, candidates (`mtc`) for the engine's output, metadata (`mda`) for what the
 * two sides were when the file was written. The namespace says 2.0 in 2.1 too.
 * Source: https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html
 */
import { mergeInline } from '../../article/canonical.ts';
import type { PassageState, TextNode } from '../../article/model.ts';
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

const CORE = 'urn:oasis:names:tc:xliff:document:2.0';
const CANDIDATES = 'urn:oasis:names:tc:xliff:matches:2.0';
const METADATA = 'urn:oasis:names:tc:xliff:metadata:2.0';
/** Our metadata and sub-states. */
const OURS = 'copydesk';

const STATES: Readonly<Record<PassageState, FileState>> = {
  empty: 'initial',
  machine: 'initial',
  edited: 'initial',
  confirmed: 'translated',
  reviewed: 'reviewed',
};
const SUB_STATES: Readonly<Record<PassageState, string>> = {
  empty: 'empty',
  machine: 'mt',
  edited: 'edited',
  confirmed: 'confirmed',
  reviewed: 'reviewed',
};

/** A translation as an XLIFF 2.1 file. Throws `ExchangeError` where there is no source. */
export function toXliff2(story: ExchangeStory): string {
  const from = sourceLanguageOf(story);
  const units = story.passages.map((passage, index) => unit(passage, `u${index + 1}`, story.approved)).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="${CORE}" xmlns:mtc="${CANDIDATES}" xmlns:mda="${METADATA}" version="2.1"${attribute('srcLang', from)}${attribute('trgLang', story.to)}>
 <file id="f1"${attribute('original', originalOf(story))} canResegment="no" xml:space="preserve">
  <notes><note category="story">${escapeXml(story.headline)}</note></notes>
${units}
 </file>
</xliff>
`;
}

function unit(passage: ExchangePassage, id: string, approved: boolean): string {
  const codes = createCodes();
  const source = codes.write(passage.source);
  const target = codes.write(passage.target);
  const empty = inlineText(passage.target).trim() === '';
  return [
    `  <unit${attribute('id', id)}${attribute('name', passage.id)}${attribute('type', `${OURS}:${passage.kind}`)}>`,
    ...candidate(passage),
    `   <mda:metadata><mda:metaGroup category="${OURS}"><mda:meta type="source">${inlineHash(passage.source)}</mda:meta><mda:meta type="target">${inlineHash(passage.target)}</mda:meta></mda:metaGroup></mda:metadata>`,
    ...(passage.notes.length === 0
      ? []
      : [
          `   <notes>${passage.notes.map(({ category, text }) => `<note${attribute('category', category)}>${escapeXml(text)}</note>`).join('')}</notes>`,
        ]),
    ...codes.data(),
    `   <segment id="s1"${states(passage, approved)}><source>${source}</source>${empty ? '' : `<target>${target}</target>`}</segment>`,
    '  </unit>',
  ].join('\n');
}

function states({ state, stale }: ExchangePassage, approved: boolean): string {
  const standing = approved && STATES[state] !== 'initial' ? 'final' : STATES[state];
  const detail = stale ? `${SUB_STATES[state]}-stale` : SUB_STATES[state];
  return `${attribute('state', standing)}${attribute('subState', `${OURS}:${detail}`)}`;
}

function candidate({ machine }: ExchangePassage): string[] {
  if (machine === null || machine.output === '') return [];
  return [
    `   <mtc:matches><mtc:match ref="#s1" type="mt"${attribute('origin', machine.engine)}><source>${escapeXml(machine.source)}</source><target>${escapeXml(machine.output)}</target></mtc:match></mtc:matches>`,
  ];
}

/** Inline codes of one unit, with the native code of each link as original data. */
function createCodes() {
  let codes = 0;
  const links: string[] = [];
  const write = (parts: readonly Nested[]): string => parts.map(part).join('');
  const part = (one: Nested): string => {
    if (typeof one === 'string') return text(one);
    codes += 1;
    const id = attribute('id', String(codes));
    const inside = () => write(one.inside);
    switch (one.mark.type) {
      case 'bold':
        return `<pc${id} type="fmt" subType="xlf:b">${inside()}</pc>`;
      case 'italic':
        return `<pc${id} type="fmt" subType="xlf:i">${inside()}</pc>`;
      case 'link': {
        const code = linkCode(one.mark.attrs.href);
        if (!links.includes(code)) links.push(code);
        return `<pc${id} type="link" dataRefStart="d${links.indexOf(code) + 1}" dataRefEnd="d0">${inside()}</pc>`;
      }
    }
  };
  return {
    write: (content: readonly TextNode[]) => write(nested(content)),
    data(): string[] {
      if (links.length === 0) return [];
      const data = ['</a>', ...links].map((code, index) => `<data id="d${index}">${escapeXml(code)}</data>`);
      return [`   <originalData>${data.join('')}</originalData>`];
    },
  };
}

/** XLIFF 2 has an element for characters that XML cannot hold. */
function text(content: string): string {
  return content
    .split(/((?![\t\n\r\u007f-\u009f])[\p{Cc}\ufffe\uffff])/u)
    .map((piece, index) =>
      index % 2 === 1
        ? `<cp hex="${piece.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}"/>`
        : escapeXml(piece),
    )
    .join('');
}

/** Reads an XLIFF 2.x file. Throws `ExchangeError`. */
export function readXliff2(root: XmlElement): ExchangeFile {
  const warnings = new Set<string>();
  const files = childrenNamed(root, 'file');
  const articleId = articleIn(files[0]?.attributes.get('original'));
  return {
    format: 'xliff-2.1',
    from: tagOf(root.attributes.get('srcLang')),
    to: tagOf(root.attributes.get('trgLang')),
    articleId,
    units: files.flatMap((file) =>
      [...descendantsNamed(file, 'unit')].map((one) => readUnit(one, articleId !== null, warnings)),
    ),
    warnings: [...warnings],
  };
}

function readUnit(element: XmlElement, ours: boolean, warnings: Set<string>): FileUnit {
  const parts = element.children.filter(
    (child): child is XmlElement =>
      typeof child !== 'string' && (child.name === 'segment' || child.name === 'ignorable'),
  );
  const data = new Map(
    childrenNamed(element, 'originalData').flatMap((box) =>
      childrenNamed(box, 'data').map((one) => [one.attributes.get('id') ?? '', textOf(one)] as const),
    ),
  );
  const lost = lostCodes(warnings);
  const inline = (side: XmlElement) => readInline(side, (code) => meaning(code, data), lost);
  const side = (name: 'source' | 'target'): TextNode[] | null => {
    const filled = parts.filter((part) => childNamed(part, name) !== null);
    if (filled.length === 0) return null;
    const inOrder = name === 'source' ? parts : parts.toSorted((a, b) => orderOf(a, parts) - orderOf(b, parts));
    const content = inOrder.flatMap((part) => {
      // White space between segments is often left without a target: it stands as in the source.
      const chosen = childNamed(part, name) ?? (part.name === 'ignorable' ? childNamed(part, 'source') : null);
      return chosen === null ? [] : inline(chosen);
    });
    return mergeInline(content);
  };
  return {
    id: ours ? (element.attributes.get('name') ?? null) : null,
    line: element.line,
    source: side('source'),
    target: side('target'),
    state: lowestState(parts.filter((part) => part.name === 'segment')),
    base: baseOf(element),
    notes: childrenNamed(element, 'notes').flatMap((box) =>
      childrenNamed(box, 'note')
        .filter((note) => note.attributes.get('category') !== 'instruction')
        .map(textOf)
        .filter((note) => note.trim() !== ''),
    ),
  };
}

/** `target@order` says where a segment stands in the translation, 1-based over segments and ignorables. */
function orderOf(part: XmlElement, parts: readonly XmlElement[]): number {
  const given = Number(childNamed(part, 'target')?.attributes.get('order'));
  return Number.isInteger(given) && given > 0 ? given : parts.indexOf(part) + 1;
}

const RISING: readonly FileState[] = ['initial', 'translated', 'reviewed', 'final'];
const RANKS: ReadonlyMap<string | undefined, number> = new Map(RISING.map((state, rank) => [state, rank]));

function lowestState(segments: readonly XmlElement[]): FileState {
  const ranks = segments.map((segment) => RANKS.get(segment.attributes.get('state')) ?? 0);
  return RISING[Math.min(...ranks)] ?? 'initial';
}

function baseOf(element: XmlElement): FileUnit['base'] {
  const groups = childrenNamed(element, 'metadata').flatMap((box) => childrenNamed(box, 'metaGroup'));
  const metas = groups
    .filter((group) => group.attributes.get('category') === OURS)
    .flatMap((group) => childrenNamed(group, 'meta'));
  const value = (type: string) => metas.find((meta) => meta.attributes.get('type') === type);
  const [source, target] = [value('source'), value('target')];
  return source && target ? { source: textOf(source), target: textOf(target) } : null;
}

function meaning(code: XmlElement, data: ReadonlyMap<string, string>): InlineMeaning {
  switch (code.name) {
    case 'pc': {
      const tag = tagOfCode(code);
      const href = hrefIn(data.get(code.attributes.get('dataRefStart') ?? '') ?? '');
      return tag === null ? { kind: 'through' } : { kind: 'mark', tag, href };
    }
    case 'sc': {
      const tag = tagOfCode(code);
      const href = hrefIn(data.get(code.attributes.get('dataRef') ?? '') ?? '');
      const id = code.attributes.get('id') ?? '';
      return tag === null ? { kind: 'nothing', lost: false } : { kind: 'open', tag, id, href };
    }
    case 'ec':
      return { kind: 'close', id: code.attributes.get('startRef') ?? '' };
    case 'mrk':
      return { kind: 'through' };
    case 'sm':
    case 'em':
      return { kind: 'nothing', lost: false };
    case 'cp': {
      const point = Number.parseInt(code.attributes.get('hex') ?? '', 16);
      return point > 0 && point <= 0x10ffff
        ? { kind: 'text', text: String.fromCodePoint(point) }
        : { kind: 'nothing', lost: true };
    }
    default:
      return { kind: 'nothing', lost: true };
  }
}

function tagOfCode({ attributes }: XmlElement): MarkTag | null {
  if (attributes.get('type') === 'link') return 'a';
  switch (attributes.get('subType')) {
    case 'xlf:b':
      return 'b';
    case 'xlf:i':
      return 'i';
    default:
      return null;
  }
}

/** Reads the hand-checked pairs of `tests/fixtures/passages` (its README says how they are written). */
import { findNames } from '../facts/names.ts';
import type { RichText, Span } from '../rich-text.ts';
import { defaultStyle } from '../style.ts';
import type { CheckedPassage, CheckId } from './warning.ts';

export interface Pair {
  /** File and line, to find it again. */
  readonly place: string;
  readonly passage: CheckedPassage;
  readonly expected: readonly CheckId[];
}

const CHECK_IDS: readonly CheckId[] = [
  'untranslated',
  'empty',
  'number',
  'date',
  'percentage',
  'currency',
  'name',
  'quotation',
  'doubled-word',
  'doubled-space',
  'end-punctuation',
  'quotation-marks',
  'link',
  'bold',
  'glossary',
  'length',
  'headline-length',
  'machine-loop',
];
const KINDS: readonly CheckedPassage['kind'][] = ['headline', 'standfirst', 'figure', 'paragraph', 'heading'];

/** The pairs of one file, named by its languages ("en-es.txt"). Throws where an expected check is none. */
export function pairsOf(name: string, text: string): Pair[] {
  const [from = '', to = ''] = name.replace('.txt', '').split('-');
  let line = 1;
  return text.split(/\n\n+/).flatMap((block) => {
    const place = `${name}:${line}`;
    line += block.split('\n').length + 1;
    const lines = new Map(
      block
        .trim()
        .split('\n')
        .map((entry) => [entry.slice(0, entry.indexOf(':')), entry.slice(entry.indexOf(':') + 1).trim()]),
    );
    const source = lines.get(from);
    const target = lines.get(to);
    if (source === undefined || target === undefined) return [];
    const kind = KINDS.find((one) => one === lines.get('kind')) ?? 'paragraph';
    const expected = (lines.get('expect') ?? '').split(/,\s*/).filter(Boolean).map(checkId);
    const terms = (lines.get('terms') ?? '').split(/;\s*/).filter(Boolean).map(termOf);
    const rich = richText(source);
    const style = defaultStyle(to);
    const names = findNames([rich.text]);
    return [
      { place, expected, passage: { source: rich, target: richText(target), from, to, kind, style, names, terms } },
    ];
  });
}

function checkId(word: string): CheckId {
  const known = CHECK_IDS.find((id) => id === word);
  if (known === undefined) throw new Error(`no such check: ${word}`);
  return known;
}

/** "cabinet = gabinete", "!gabinete" for a forbidden one, "cabinet" alone for what is not translated. */
function termOf(written: string, index: number): CheckedPassage['terms'][number] {
  const [source = '', target = source] = written.replace('!', '').split(/\s*=\s*/);
  const status = written.includes('!') ? 'forbidden' : source === target ? 'do-not-translate' : 'preferred';
  return { id: String(index), source, target, status };
}

/** Reads `**bold**` and `[link](address)`. */
function richText(marked: string): RichText {
  let text = '';
  const bold: Span[] = [];
  const links: (Span & { href: string })[] = [];
  let at = 0;
  for (const { 0: all, 1: strong, 2: linked, 3: href, index } of marked.matchAll(/\*\*(.+?)\*\*|\[(.+?)\]\((.+?)\)/g)) {
    text += marked.slice(at, index);
    const words = strong ?? linked ?? '';
    const span = { from: text.length, to: text.length + words.length };
    if (strong !== undefined) bold.push(span);
    else links.push({ ...span, href: href ?? '' });
    text += words;
    at = index + all.length;
  }
  return { text: text + marked.slice(at), bold, links };
}

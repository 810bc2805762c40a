/**
 * Sentences of a passage: Intl.Segmenter's (UAX #29), mended where that divides too much: behind abbreviations,
 * initials and German ordinals, and before closing quotation marks.
 */
import { baseLanguage, localeOf } from '../article/language.ts';
import { abbreviationsOf } from './abbreviations.ts';
import type { Span } from './rich-text.ts';

/** Languages that write "3." for "third". */
const ORDINAL_STOP = new Set([
  'de',
  'da',
  'nb',
  'nn',
  'no',
  'fi',
  'cs',
  'sk',
  'hu',
  'pl',
  'hr',
  'sr',
  'sl',
  'tr',
  'et',
]);
/** What begins a German sentence sooner than it follows an ordinal. */
const STARTERS =
  /^(?:Der|Die|Das|Den|Er|Sie|Es|Ein|Eine|Im|In|Am|An|Auf|Und|Dann|Doch|Aber|Wir|Ich|Nach|Mit|Bei|Zu|Für|Als|Wenn|Auch)\s/u;
const CLOSERS = /^[\s\u00a0\u202f]*[»”’)\]›"'“‘]+/u;
/** Low or angled marks tell which of the two “ is. */
const OPENERS: Readonly<Record<string, string>> = {
  '»': '«',
  '”': '“',
  '›': '‹',
  ')': '(',
  ']': '[',
  '’': '‘',
  '“': '„',
  '‘': '‚',
};

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * The sentences of a text in order, without the space around them: UTF-16 offsets. Together they hold every character
 * that is no space. Line breaks always divide.
 */
export function sentences(text: string, language: string): Span[] {
  let segmenter = segmenters.get(language);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(localeOf(language), { granularity: 'sentence' });
    segmenters.set(language, segmenter);
  }
  const found: { from: number; to: number }[] = [];
  for (const { index, segment } of segmenter.segment(text)) {
    let rest = segment;
    let from = index;
    const last = found.at(-1);
    if (last !== undefined && !text.slice(last.from, from).endsWith('\n')) {
      const closing = closersOf(text.slice(last.from, from), rest);
      last.to += closing;
      rest = rest.slice(closing);
      from += closing;
      if (rest.trim() === '' || goesOn(text.slice(last.from, last.to), rest, language)) {
        last.to = from + rest.length;
        continue;
      }
    }
    found.push({ from, to: from + rest.length });
  }
  return found.map((span) => trimmed(text, span)).filter(({ from, to }) => to > from);
}

/** How many characters at the beginning of `next` close what `sentence` opened. */
function closersOf(sentence: string, next: string): number {
  const marks = CLOSERS.exec(next)?.[0] ?? '';
  const last = marks.at(-1);
  if (last === undefined) return 0;
  if (last === '"' || last === "'") return sentence.split(last).length % 2 === 0 ? marks.length : 0;
  const opener = OPENERS[last];
  return opener !== undefined && sentence.lastIndexOf(opener) > sentence.lastIndexOf(last) ? marks.length : 0;
}

/** Whether `next` belongs to the same sentence. */
function goesOn(sentence: string, next: string, language: string): boolean {
  const end = sentence.trimEnd();
  const start = next.trimStart();
  if (/^[,;:—–-]/.test(start)) return true;
  // A sentence does not begin small, save a name that is written so.
  if (/^["“«„'‘(]?\p{Ll}/u.test(start) && !/\n\s*$/.test(sentence)) return true;
  if (!end.endsWith('.')) return false;
  const word = /[\p{L}\p{M}.º-]+(?=\.$)/u.exec(end)?.[0].toLowerCase() ?? '';
  const { before, anywhere } = abbreviationsOf(language);
  if (before.has(word) || before.has(word.split('.').at(-1) ?? '')) return true;
  if (anywhere.has(word) && /^\p{Nd}/u.test(start)) return true;
  // "George W. Bush", "J. K. Rowling", but "Plan B. The": an article begins a sentence.
  if (/(?:^|[\s(“«„.-])\p{Lu}\.$/u.test(end) && /^\p{Lu}/u.test(start))
    return !/^(?:The|A|An|It|He|She|They|In|El|La|Los|Las|Le|Les|Il|Elle|Der|Die|Das|Er|Sie)\s/u.test(start);
  return ORDINAL_STOP.has(baseLanguage(language)) && /(?:^|[\s(])\p{Nd}{1,2}\.$/u.test(end) && !STARTERS.test(start);
}

function trimmed(text: string, { from, to }: Span): Span {
  const part = text.slice(from, to);
  const start = from + (part.length - part.trimStart().length);
  return { from: start, to: Math.max(start, to - (part.length - part.trimEnd().length)) };
}

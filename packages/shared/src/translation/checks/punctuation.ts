/** How sentences end, and the marks that a language sets in its own way. */
import { baseLanguage } from '../../article/language.ts';
import type { Check, CheckedPassage, Warning } from './warning.ts';

type Ending = 'stop' | 'question' | 'exclamation' | 'colon' | 'ellipsis' | 'none';

/** Behind the last mark: quotes, brackets, spaces, marks of direction. */
const CLOSERS = /[\s"'”“»«’‘›‹)\]\u200e\u200f]+$/u;
const QUESTION: Readonly<Record<string, string>> = { ar: '؟', fa: '؟', ur: '؟', el: ';' };

function endingOf(text: string): Ending {
  const last = text.replace(CLOSERS, '');
  if (/(?:…|\.\.\.)$/.test(last)) return 'ellipsis';
  switch (last.at(-1)) {
    case '.':
    case '。':
    case '۔':
      return 'stop';
    case '?':
    case '؟':
      return 'question';
    case '!':
      return 'exclamation';
    case ':':
      return 'colon';
    default:
      return 'none';
  }
}

export const checkEndPunctuation: Check = (passage) => [
  ...ending(passage),
  ...spanishOpening(passage),
  ...arabicMarks(passage),
  ...frenchSpaces(passage),
];

function warn(what: string, message: string, at: { from: number; to: number }, fix: Warning['fix']): Warning[] {
  return [{ check: 'end-punctuation', key: `end-punctuation:${what}`, message, at: { side: 'target', ...at }, fix }];
}

/** The target's end against the source's. */
function ending({ source, target, to, kind }: CheckedPassage): Warning[] {
  if (source === null || source.text.trim() === '') return [];
  const wanted = endingOf(source.text);
  const found = endingOf(target.text);
  const closers = CLOSERS.exec(target.text)?.index ?? target.text.length;
  // Before the closing quote in English, behind it elsewhere: the end of the text itself is safe in every language.
  const end = target.text.trimEnd().length;
  const at = { from: Math.max(0, closers - 1), to: end };
  if (wanted === 'stop' && found === 'none') {
    const stop = baseLanguage(to) === 'zh' || baseLanguage(to) === 'ja' ? '。' : '.';
    return warn('none', 'The full stop at the end is missing.', at, { from: end, to: end, insert: stop });
  }
  if (wanted === 'question' && (found === 'stop' || found === 'none')) {
    const mark = QUESTION[baseLanguage(to)] ?? '?';
    const fix = found === 'stop' && closers === end ? { from: end - 1, to: end, insert: mark } : null;
    return warn('question', 'The source asks a question.', at, fix);
  }
  if (found === 'question' && (wanted === 'stop' || wanted === 'none'))
    return warn('no-question', 'The source asks no question.', at, null);
  const inHead = kind === 'headline' || kind === 'heading';
  if (wanted === 'none' && found === 'stop' && inHead && !/\p{L}\.\p{L}*\.$|EE\. ?UU\.$/u.test(target.text.trim()))
    return warn('stop', 'A headline has no full stop.', at, { from: end - 1, to: end, insert: '' });
  if (wanted === 'colon' && (found === 'stop' || found === 'none'))
    return warn('colon', 'The source ends in a colon: something is to follow.', at, null);
  return [];
}

/** "¿" before each "?", "¡" before each "!". */
function spanishOpening({ target: { text }, to }: CheckedPassage): Warning[] {
  if (!['es', 'gl', 'ast'].includes(baseLanguage(to))) return [];
  for (const [opening, closing] of [
    ['¿', '?'],
    ['¡', '!'],
  ] as const) {
    let from = 0;
    for (let at = text.indexOf(closing); at !== -1; at = text.indexOf(closing, at + 1)) {
      const part = text.slice(from, at);
      const alone = /[\s("«“]$/u.test(part) || part === '' || /[?!)]$/.test(part);
      if (!alone && !part.includes(opening) && !/[¿¡]/.test(part) && !isInUrl(text, at)) {
        const start = from + lastBreak(part);
        // Where a clause comes before, only a person knows where the question begins.
        const sure = !/[,:;—–]/.test(text.slice(start, at));
        return warn(
          opening,
          `“${opening}” is missing before this.`,
          { from: start, to: at + 1 },
          sure ? { from: start, to: start, insert: opening } : null,
        );
      }
      from = at + 1;
    }
  }
  return [];
}

/** Where the last sentence, quotation or bracket of a stretch begins. */
function lastBreak(part: string): number {
  const found = [...part.matchAll(/(?:[.!?…]["”»]?\s+|["“«(]\s*(?=[\p{L}\p{N}]))/gu)].at(-1);
  const start = found === undefined ? 0 : found.index + found[0].length;
  return start + (/^\s*/.exec(part.slice(start))?.[0].length ?? 0);
}

function isInUrl(text: string, at: number): boolean {
  return /(?:https?:|www\.)\S*$/.test(text.slice(0, at));
}

const LATIN_MARKS: Readonly<Record<string, string>> = { '?': '؟', ',': '،', ';': '؛' };

/** "?", "," and ";" among Arabic letters. */
function arabicMarks({ target: { text }, to }: CheckedPassage): Warning[] {
  if (!['ar', 'fa', 'ur', 'ckb', 'ps'].includes(baseLanguage(to))) return [];
  const wrong = Array.from(text.matchAll(/(?<=\p{Script=Arabic}[\p{M}"”»)]?\s?)[?,;](?![\p{Nd}\p{Script=Latin}])/gu));
  const [first] = wrong;
  const last = wrong.at(-1);
  if (first === undefined || last === undefined) return [];
  const from = first.index;
  const to_ = last.index + 1;
  let insert = text.slice(from, to_);
  for (const { 0: mark, index } of wrong) {
    const at = index - from;
    insert = insert.slice(0, at) + (LATIN_MARKS[mark] ?? mark) + insert.slice(at + 1);
  }
  const own = LATIN_MARKS[first[0]] ?? '';
  return warn(first[0], `Arabic sets “${own}” for “${first[0]}”.`, { from, to: from + 1 }, { from, to: to_, insert });
}

/** A space that does not break before ";", ":", "!" and "?" in French; Canada and Switzerland leave most of them out. */
function frenchSpaces({ target: { text }, to }: CheckedPassage): Warning[] {
  if (baseLanguage(to) !== 'fr' || /^fr-(?:CA|CH)/.test(to)) return [];
  const found = /(?<=[\p{L}\p{N}»”)])[;:!?](?=[\s»”"]|$)/u.exec(text);
  if (found === null || isInUrl(text, found.index)) return [];
  const at = { from: found.index, to: found.index + 1 };
  const space = found[0] === ':' ? '\u00a0' : '\u202f';
  return warn(found[0], `French sets a space before “${found[0]}”.`, at, { from: at.from, to: at.from, insert: space });
}

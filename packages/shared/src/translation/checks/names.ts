/** Names of the story that a passage has lost ("Donald Triunfo"), and one place taken for another. */
import { baseLanguage } from '../../article/language.ts';
import type { LanguageTag } from '../../article/model.ts';
import { nameIn, nameLikeness, ownNameIn } from '../facts/exonyms.ts';
import { nameExpression } from '../facts/names.ts';
import { wordKey } from '../facts/number-words.ts';
import { findQuotations, isTitle } from '../facts/quotations.ts';
import type { Span } from '../rich-text.ts';
import { swappedPlace } from './places.ts';
import type { Check, Warning } from './warning.ts';
import { type Word, wordsOf } from './words.ts';

/** Languages in which capitals tell names from other words. */
const TELLING = new Set(['en', 'es', 'fr', 'it', 'pt', 'ca', 'gl', 'nl', 'sv', 'da', 'nb', 'pl', 'ro']);
/** Last words that make a run of capitals something else than a person: it may be translated. */
const GENERIC = new Set(
  `strip bank valley desert gulf bay coast cape canal strait peninsula region forest airport bridge tower hall palace
  castle cathedral abbey square hospital beach port prize award open slam prix masters tour derby summit agreement treaty
  deal act bill law constitution amendment revolution leader chief executive attorney home holy week eve friday climate
  change war wars day night theory plan accord protocol festival museum gallery theatre theater library stadium arena
  economy intelligence project mission service services authority exchange market investigation inquiry report review
  secretary speaker spokesman spokeswoman coach manager officer inspector analyst professor reporter correspondent`.split(
    /\s+/,
  ),
);
/** Before a surname, by `wordKey`. */
const TITLES = new Set('senor senora sr sra monsieur madame mme m herr frau presidente presidenta'.split(' '));
/** How alike a name's spelling must be: transliterations differ ("Selenskyj"), engines' translations differ more. */
const ALIKE = 0.6;

export const checkNames: Check = (passage) => {
  const { source, target, from, to } = passage;
  if (source === null || from === null || baseLanguage(from) === baseLanguage(to)) return [];
  const lost =
    TELLING.has(baseLanguage(from)) && isLatin(target.text)
      ? lostNames(source.text, target.text, passage.names, from, to)
      : [];
  const swapped = swappedPlace(source.text, target.text, from, to);
  return swapped === null ? lost : [...lost, swapped];
};

function isLatin(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters > 0 && (text.match(/\p{Script=Latin}/gu)?.length ?? 0) > letters / 2;
}

function lostNames(
  source: string,
  target: string,
  names: readonly string[],
  from: LanguageTag,
  to: LanguageTag,
): Warning[] {
  const here = wordsOf(target);
  const titles = findQuotations(source).found.filter(isTitle);
  const done: Span[] = [];
  const warnings: Warning[] = [];
  for (const name of names.toSorted((a, b) => b.length - a.length)) {
    // A surname that stands in its full name only is that name.
    const found = Array.from(source.matchAll(nameExpression(name)), ({ index }) => ({
      from: index,
      to: index + name.length,
    }));
    const own = found.filter((span) => !done.some((other) => other.from <= span.from && span.to <= other.to));
    done.push(...own);
    const at = own.find((span) => !titles.some((title) => title.from <= span.from && span.to <= title.to));
    if (at === undefined || isSaid(name, target, here, from, to)) continue;
    const wrong = mistranslated(name, source, target, here);
    // A surname alone may have become "he", or nothing where verbs say who.
    if (wrong === null && !name.includes(' ')) continue;
    warnings.push({
      check: 'name',
      key: `name:${name}`,
      message:
        wrong === null
          ? `${name} is not named in this passage.`
          : `${name} has become “${target.slice(wrong.from, wrong.to)}”.`,
      at: wrong === null ? { side: 'source', ...at } : { side: 'target', ...wrong },
      fix: wrong === null ? null : { ...wrong, insert: nameIn(name, from, to) },
    });
  }
  return warnings;
}

/** The name, or enough of it, in any spelling: its last word; any word of what may be translated in part. */
function isSaid(name: string, target: string, here: readonly Word[], from: LanguageTag, to: LanguageTag): boolean {
  const parts = name.split(/[\s.]+/).filter((part) => part.length > 1);
  const last = parts.at(-1) ?? name;
  const own = ownNameIn(name, from, to) ?? ownNameIn(last, from, to);
  if (own !== null && wordKey(target).includes(wordKey(own))) return true;
  const said = (part: string) => target.includes(part) || here.some(({ word }) => isAlike(part, word));
  if (said(last)) return true;
  const generic = parts.some((part) => GENERIC.has(part.toLowerCase()));
  if (generic) return true;
  // Chinese and Korean family names come first.
  return parts.length > 1 && (parts[0]?.length ?? 0) <= 4 && said(parts[0] ?? '') && !isPersonal(parts[0] ?? '');
}

/** Given names that short are Western ones more often than family names. */
function isPersonal(part: string): boolean {
  return !/^(?:Xi|Kim|Li|Wang|Park|Lee|Chen|Liu|Wu|Hu|Moon|Yoon|Ma|Mao|Deng|Zhou|Wen|Yang|Qin|Choi|Han)$/.test(part);
}

function isAlike(part: string, word: string): boolean {
  const plain = word.replace(/['’]s?$/u, '');
  if (!/^\p{Lu}/u.test(plain.replace(/^(?:[dl]['’]|al-|el-)/iu, '')) && !/^\p{Ll}/u.test(part)) return false;
  return [plain, plain.replace(/s$/, ''), ...plain.split(/['’-]/)].some((one) => nameLikeness(part, one) >= ALIKE);
}

/** Where a name's other words stand beside a capitalised word that the source does not have: an engine's translation. */
function mistranslated(name: string, source: string, target: string, here: readonly Word[]): Span | null {
  const parts = name.split(/\s+/);
  const index = here.findIndex(({ word }) => parts.slice(0, -1).some((part) => nameLikeness(part, word) > 0.8));
  const given = here[index];
  const isNew = ({ word }: Word) => /^\p{Lu}\p{Ll}/u.test(word) && !source.includes(word);
  if (given === undefined) {
    const titled = here.find((word, at) => TITLES.has(wordKey(here[at - 1]?.word ?? '')) && isNew(word));
    return parts.length === 1 && titled !== undefined ? { from: titled.from, to: titled.to } : null;
  }
  const next = here[index + 1];
  if (next && isNew(next) && target.slice(given.to, next.from) === ' ') return { from: given.from, to: next.to };
  const of = here[index - 1];
  const before = here[index - 2];
  if (of && before && /^(?:de|del|di|du|von|of)$/.test(of.word) && isNew(before))
    return { from: before.from, to: given.to };
  return null;
}

/** All checks of a passage, and a checker that looks again only at what changed. */
import type { LanguageTag } from '../../article/model.ts';
import type { Passage } from '../../article/passages.ts';
import type { GlossaryTerm } from '../glossary/term.ts';
import { richTextOf } from '../rich-text.ts';
import type { HouseStyle } from '../style.ts';
import { checkFigures } from './figures.ts';
import { checkGlossary } from './glossary.ts';
import { checkHeadlineLength, checkLength } from './length.ts';
import { checkLoops } from './loops.ts';
import { checkBold, checkLinks } from './marks.ts';
import { checkNames } from './names.ts';
import { checkEndPunctuation } from './punctuation.ts';
import { checkQuotationMarks, checkQuotations } from './quotation.ts';
import { checkDoubledSpaces, checkDoubledWords } from './repeats.ts';
import { checkEmpty, checkUntranslated } from './untranslated.ts';
import type { Check, CheckedPassage, CheckId, Warning } from './warning.ts';

/** In the order in which a translator wants to know: what is wrong for readers, then what is wrong to the eye. */
const CHECKS: readonly Check[] = [
  checkUntranslated,
  checkLoops,
  checkFigures,
  checkNames,
  checkGlossary,
  checkQuotations,
  checkLinks,
  checkBold,
  checkLength,
  checkHeadlineLength,
  checkDoubledWords,
  checkEndPunctuation,
  checkQuotationMarks,
  checkDoubledSpaces,
];
/** What these find, the others need not say again. */
const COVERING: readonly CheckId[] = ['untranslated', 'machine-loop'];

/** What a translator should look at again in a passage, in the order of the checks; [] where all seems well. */
export function checkPassage(passage: CheckedPassage): Warning[] {
  const empty = checkEmpty(passage);
  if (empty.length > 0 || passage.target.text.trim() === '') return empty;
  const found: Warning[] = [];
  for (const warning of CHECKS.flatMap((check) => check(passage))) {
    // A key names what a warning concerns: the same fault twice is one thing to dismiss.
    if (!found.some(({ key }) => key === warning.key) && !isCovered(warning, found)) found.push(warning);
  }
  return found;
}

function isCovered({ at }: Warning, found: readonly Warning[]): boolean {
  return found.some(
    (other) =>
      COVERING.includes(other.check) &&
      (at === null || (at.side === 'target' && other.at !== null && other.at.from <= at.from && at.to <= other.at.to)),
  );
}

/** What holds for every passage of a translation. */
export interface CheckedPair {
  readonly from: LanguageTag | null;
  readonly to: LanguageTag;
  readonly style: HouseStyle;
  readonly names: readonly string[];
  readonly terms: readonly GlossaryTerm[];
}

/**
 * Checks the passages of one translation. A passage whose words and marks are as they were gets the same warnings
 * again (the same array), without being read: typing in one passage of 300 costs one passage.
 */
export function createChecker(pair: CheckedPair): (passage: Passage) => readonly Warning[] {
  const known = new Map<string, { readonly read: string; readonly warnings: readonly Warning[] }>();
  return (passage) => {
    const source = passage.source.length > 0 ? richTextOf(passage.source) : null;
    const target = richTextOf([passage.target]);
    const kind = passage.target.type;
    const read = JSON.stringify([kind, source, target]);
    const before = known.get(passage.id);
    if (before?.read === read) return before.warnings;
    const warnings = checkPassage({ ...pair, source, target, kind });
    known.set(passage.id, { read, warnings });
    return warnings;
  };
}

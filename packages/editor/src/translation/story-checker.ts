/** The checks of one story's passages, anew only where a passage, the names in the source or the house style changed. */
import { type ArticleDoc, blockText, type Passage, textBlocks } from '@copydesk/shared/article';
import {
  createChecker,
  defaultStyle,
  findNames,
  type GlossaryTerm,
  type HouseStyle,
  type Warning,
} from '@copydesk/shared/translation';

/** What the passages are checked against, beside the source's text. */
export interface CheckFacts {
  readonly language: string;
  readonly sourceLanguage: string | null;
  /** How this desk writes the target's language; left out: the language's own way. */
  readonly style?: HouseStyle | undefined;
  /** The desk's terms for this pair of languages. */
  readonly terms?: readonly GlossaryTerm[] | undefined;
}

/** What to look at again in a passage: the same array while the passage is as it was. */
export type WarningsOf = (passage: Passage) => readonly Warning[];

interface InUse {
  readonly facts: CheckFacts;
  readonly source: ArticleDoc | null;
  readonly names: string;
  readonly warningsOf: WarningsOf;
}

/** Gives the checks for a source's text; the same function as long as they would find the same. */
export function createStoryChecker(): (facts: CheckFacts, source: ArticleDoc | null) => WarningsOf {
  let inUse: InUse | null = null;
  return (facts, source) => {
    if (inUse?.source === source && sameFacts(inUse.facts, facts)) return inUse.warningsOf;
    const names = source === null ? [] : findNames(textBlocks(source).map(blockText));
    const key = names.join('\n');
    const same = inUse?.names === key && sameFacts(inUse.facts, facts);
    const warningsOf = same && inUse !== null ? inUse.warningsOf : checksOf(facts, names);
    inUse = { facts, source, names: key, warningsOf };
    return warningsOf;
  };
}

function sameFacts(a: CheckFacts, b: CheckFacts): boolean {
  return (
    a.language === b.language && a.sourceLanguage === b.sourceLanguage && a.style === b.style && a.terms === b.terms
  );
}

function checksOf(facts: CheckFacts, names: readonly string[]): WarningsOf {
  const { language, sourceLanguage, style = defaultStyle(language), terms = [] } = facts;
  const check = createChecker({ from: sourceLanguage, to: language, style, names, terms });
  const found = new WeakMap<Passage, readonly Warning[]>();
  return (passage) => {
    const warnings = found.get(passage) ?? check(passage);
    found.set(passage, warnings);
    return warnings;
  };
}

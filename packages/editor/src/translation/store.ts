/**
 * A translation under the hand: both documents read anew at each change, the passages between them, and what readers
 * will be told. Never writes; see `acts.ts` for what a translator does.
 */
import {
  blockText,
  computeLabel,
  type EditionText,
  type Hash,
  hashText,
  hasMachineText,
  type LabelCode,
  type LabelContext,
  type LabelEvidence,
  type LabelRule,
  labelText,
  type Passage,
  type PassageEvidence,
  passages,
  progressOf,
  sourceHash,
  textBlocks,
} from '@copydesk/shared/article';
import {
  createChecker,
  defaultStyle,
  findNames,
  type GlossaryTerm,
  type HouseStyle,
  type Warning,
} from '@copydesk/shared/translation';
import type * as Y from 'yjs';
import { readEdition } from '../schema/index.ts';
import { type Layout, layoutRows } from './layout.ts';

/** What is known about a translation beside its documents. */
export interface TranslationFacts {
  readonly language: string;
  readonly sourceLanguage: string | null;
  readonly evidence: readonly PassageEvidence[];
  /** The source edition's own label. */
  readonly carried: LabelCode | null;
  readonly rule: LabelRule;
  /** The desk's own sentences for the label; left out: ours. */
  readonly wording?: LabelContext['wording'];
  /** How this desk writes the target's language; left out: the language's own way. */
  readonly style?: HouseStyle | undefined;
  /** The desk's terms for this pair of languages. */
  readonly terms?: readonly GlossaryTerm[] | undefined;
}

export interface Translation {
  /** What was known when this was computed. */
  readonly facts: TranslationFacts;
  readonly target: EditionText;
  readonly source: EditionText | null;
  readonly passages: readonly Passage[];
  readonly layout: Layout;
  readonly progress: { readonly passages: number; readonly confirmed: number; readonly stale: number };
  /** What to look at again in a passage: the same array while the passage is as it was. */
  readonly warningsOf: (passage: Passage) => readonly Warning[];
  /** What readers will be told, and what that rests on; null: nothing. */
  readonly label: { readonly code: LabelCode; readonly text: string; readonly evidence: LabelEvidence } | null;
}

export interface TranslationStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => Translation;
  /** The source words that have this hash, if they were seen: what a stale passage was made from. */
  sourceText(hash: Hash): string | null;
  setFacts(facts: TranslationFacts): void;
  close(): void;
}

/** `source` is null only for a translation without one: wait for a source that is still to come. */
export function createTranslationStore(target: Y.Doc, source: Y.Doc | null, first: TranslationFacts): TranslationStore {
  const listeners = new Set<() => void>();
  const seen = new Map<Hash, string>();
  let facts = first;
  let current: Translation | null = null;
  let checker: Checker | null = null;
  let names: readonly string[] | null = null;

  const changed = () => {
    current = null;
    for (const listener of listeners) listener();
  };
  target.on('update', changed);
  const sourceChanged = () => {
    names = null;
    changed();
  };
  source?.on('update', sourceChanged);

  const compute = (): Translation => {
    const targetText = readEdition(target);
    const sourceText = source === null ? null : readEdition(source);
    const all = passages(targetText, sourceText, facts.evidence);
    for (const passage of all) {
      if (passage.source.length > 0) seen.set(sourceHash(passage.source), passage.source.map(blockText).join('\n'));
    }
    const machine = hasMachineText(facts.evidence);
    const label = computeLabel({
      target: targetText,
      source: sourceText,
      edition: { role: 'translation', machine },
      carried: facts.carried,
      rule: facts.rule,
    });
    return {
      facts,
      target: targetText,
      source: sourceText,
      passages: all,
      layout: layoutRows(all, sourceText?.content ?? null),
      progress: progressOf(all),
      warningsOf: checkerOf(sourceText).warningsOf,
      label: label && {
        ...label,
        text: labelText(label.code, facts.language, {
          from: machine ? facts.sourceLanguage : null,
          wording: facts.wording,
        }),
      },
    };
  };

  /** The one in use, unless the source has come to name other people: then all passages are checked anew. */
  const checkerOf = (sourceText: EditionText | null): Checker => {
    names ??= sourceText === null ? [] : findNames(textBlocks(sourceText.content).map(blockText));
    if (checker === null || checker.names.join('\n') !== names.join('\n')) {
      const { language, sourceLanguage, style = defaultStyle(language), terms = [] } = facts;
      checker = { names, warningsOf: createChecker({ from: sourceLanguage, to: language, style, names, terms }) };
    }
    return checker;
  };

  const recorded = (hash: Hash): string | null =>
    facts.evidence.find(({ sourceText }) => sourceText !== null && hashText(sourceText) === hash)?.sourceText ?? null;

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read() {
      current ??= compute();
      return current;
    },
    sourceText: (hash) => seen.get(hash) ?? recorded(hash),
    setFacts(next) {
      if (next === facts) return;
      facts = next;
      checker = null;
      changed();
    },
    close() {
      target.off('update', changed);
      source?.off('update', sourceChanged);
      listeners.clear();
    },
  };
}

interface Checker {
  readonly names: readonly string[];
  readonly warningsOf: Translation['warningsOf'];
}

/**
 * A translation under the hand: both documents as they stand, the passages between them, what should be looked at
 * again, and what readers will be told. After a change only what changed is worked out anew, and what did not change
 * stays the same object. Never writes; see `acts.ts` for what a translator does.
 */
import {
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
  sourceText,
} from '@copydesk/shared/article';
import type * as Y from 'yjs';
import { currentEdition } from '../schema/index.ts';
import { type Layout, layoutRows } from './layout.ts';
import { type CheckFacts, createStoryChecker, type WarningsOf } from './story-checker.ts';

/** What is known about a translation beside its documents. */
export interface TranslationFacts extends CheckFacts {
  readonly evidence: readonly PassageEvidence[];
  /** The source edition's own label. */
  readonly carried: LabelCode | null;
  readonly rule: LabelRule;
  /** The desk's own sentences for the label; left out: ours. */
  readonly wording?: LabelContext['wording'];
}

export interface Translation {
  /** What was known when this was computed. */
  readonly facts: TranslationFacts;
  readonly target: EditionText;
  readonly source: EditionText | null;
  readonly passages: readonly Passage[];
  /** What to look at again in a passage: the same array while the passage is as it was. */
  readonly warningsOf: WarningsOf;
  readonly layout: Layout;
  readonly progress: { readonly passages: number; readonly confirmed: number; readonly stale: number };
  /** What readers will be told, and what that rests on; null: nothing. */
  readonly label: { readonly code: LabelCode; readonly text: string; readonly evidence: LabelEvidence } | null;
}

export interface TranslationStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => Translation;
  /** The source words that have this hash, if they were seen: what a stale passage was made from. */
  sourceText(hash: Hash): string | null;
  /** Keeps source words that a passage was made from, to be found by their hash. */
  remember(sourceText: string): void;
  setFacts(facts: TranslationFacts): void;
  close(): void;
}

/** `source` is null only for a translation without one: wait for a source that is still to come. */
export function createTranslationStore(target: Y.Doc, source: Y.Doc | null, first: TranslationFacts): TranslationStore {
  const listeners = new Set<() => void>();
  const seen = new Map<Hash, string>();
  let facts = first;
  let current: Translation | null = null;
  const checksOf = createStoryChecker();
  let known: ReadonlyMap<string, Passage> = new Map();

  const changed = () => {
    current = null;
    for (const listener of listeners) listener();
  };
  target.on('update', changed);
  source?.on('update', changed);

  const compute = (): Translation => {
    const targetNow = currentEdition(target);
    const sourceNow = source === null ? null : currentEdition(source);
    const all = passages(targetNow, sourceNow, facts.evidence).map((passage) =>
      asKnown(known.get(passage.id), passage),
    );
    for (const passage of all) {
      if (passage.source.length > 0 && known.get(passage.id) !== passage) {
        seen.set(sourceHash(passage.source), sourceText(passage.source));
      }
    }
    known = new Map(all.map((passage) => [passage.id, passage]));
    const machine = hasMachineText(facts.evidence);
    const label = computeLabel({
      target: targetNow,
      source: sourceNow,
      edition: { role: 'translation', machine },
      carried: facts.carried,
      rule: facts.rule,
    });
    return {
      facts,
      target: targetNow,
      source: sourceNow,
      passages: all,
      warningsOf: checksOf(facts, sourceNow?.content ?? null),
      layout: layoutRows(all, sourceNow?.content ?? null),
      progress: progressOf(all),
      label: label && {
        ...label,
        text: labelText(label.code, facts.language, {
          from: machine ? facts.sourceLanguage : null,
          wording: facts.wording,
        }),
      },
    };
  };

  /** The source words on record that have this hash: what an engine was given, or what somebody confirmed against. */
  const recorded = (hash: Hash): string | null => {
    const texts = facts.evidence.flatMap(({ sourceText, earlier = [], confirmations }) => [
      sourceText,
      ...earlier.map((output) => output.sourceText),
      ...confirmations.map((confirmation) => confirmation.sourceText ?? null),
    ]);
    return texts.find((text) => text !== null && hashText(text) === hash) ?? null;
  };

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
    remember: (sourceText) => seen.set(hashText(sourceText), sourceText),
    setFacts(next) {
      if (next === facts) return;
      facts = next;
      changed();
    },
    close() {
      target.off('update', changed);
      source?.off('update', changed);
      listeners.clear();
    },
  };
}

/** `before`, if nothing of it has changed. */
function asKnown(before: Passage | undefined, now: Passage): Passage {
  const same =
    before !== undefined &&
    before.target === now.target &&
    before.segment === now.segment &&
    before.state === now.state &&
    before.stale === now.stale &&
    before.source.length === now.source.length &&
    before.source.every((block, index) => block === now.source[index]);
  return same ? before : now;
}

/** What a check says of a passage. Advice only: nothing is refused for it, and a person may dismiss it. */
import type { LanguageTag, TextBlock } from '../../article/model.ts';
import type { GlossaryTerm } from '../glossary/term.ts';
import type { RichText, Span } from '../rich-text.ts';
import type { HouseStyle } from '../style.ts';

export type CheckId =
  | 'untranslated'
  | 'empty'
  | 'number'
  | 'date'
  | 'percentage'
  | 'currency'
  | 'name'
  | 'quotation'
  | 'doubled-word'
  | 'doubled-space'
  | 'end-punctuation'
  | 'quotation-marks'
  | 'link'
  | 'bold'
  | 'glossary'
  | 'length'
  | 'headline-length'
  | 'machine-loop';

export interface Warning {
  readonly check: CheckId;
  /** The check and what it concerns ("number:14"): a dismissal of 12 does not silence 14. */
  readonly key: string;
  /** A sentence for the translator. */
  readonly message: string;
  /** The spot, in that side's text; null: the passage as a whole. */
  readonly at: (Span & { readonly side: 'source' | 'target' }) | null;
  /** What one key does: replaces this range of the target's text. */
  readonly fix: (Span & { readonly insert: string }) | null;
}

/** A passage as it is checked. */
export interface CheckedPassage {
  /** Null: nothing to compare with, only the target is looked at. */
  readonly source: RichText | null;
  readonly target: RichText;
  readonly from: LanguageTag | null;
  readonly to: LanguageTag;
  readonly kind: TextBlock['type'];
  /** Of the target's language. */
  readonly style: HouseStyle;
  /** Names in the source's story (`findNames`). */
  readonly names: readonly string[];
  readonly terms: readonly GlossaryTerm[];
}

/** One check: pure, and quiet rather than wrong. */
export type Check = (passage: CheckedPassage) => Warning[];

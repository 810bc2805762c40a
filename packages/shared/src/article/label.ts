/**
 * The label: what readers are told about machine translation in a text. Computed from evidence by the functions
 * here alone, in the window and on the server; nobody ticks it.
 */
import type { EditionText, LabelCode, LabelEvidence, PassageEvidence } from './model.ts';
import { counts, isConfirmed, passages } from './passages.ts';

/** What a desk tells readers once every passage is confirmed. */
export type LabelRule = 'show' | 'omit';

export interface LabelledEdition {
  readonly role: 'source' | 'translation';
  /** The edition holds or held machine text: an engine made it, or it was imported as one. */
  readonly machine: boolean;
}

/** Whether any passage came from an engine or from an imported machine text, whatever became of it since. */
export function hasMachineText(evidence: readonly PassageEvidence[]): boolean {
  return evidence.some((row) => row.origin !== 'human');
}

/** What the label rests on. `carried` is the label code of the source edition, null if it has none. */
function labelEvidence(target: EditionText, source: EditionText | null, carried: LabelCode | null): LabelEvidence {
  const counted = passages(target, source, []).filter(counts);
  const confirmed = counted.filter(isConfirmed).map((passage) => passage.id);
  return { passages: counted.length, confirmed: confirmed.sort(), carried };
}

const SEVERITY: Record<LabelCode, number> = { machine: 3, 'partly-revised': 2, revised: 1 };

/**
 * The label's code. Machine text is `machine` until a passage is confirmed, `partly-revised` until all are, then
 * `revised`, or none where the desk's rule is to omit it. A translation never says less than its source's label.
 */
export function labelCode(evidence: LabelEvidence, edition: LabelledEdition, rule: LabelRule): LabelCode | null {
  if (edition.role === 'source') return null;
  const own = edition.machine ? ownCode(evidence, rule) : null;
  const { carried } = evidence;
  if (own === null || carried === null) return own ?? carried;
  return SEVERITY[carried] > SEVERITY[own] ? carried : own;
}

function ownCode({ passages: all, confirmed }: LabelEvidence, rule: LabelRule): LabelCode | null {
  if (confirmed.length === 0) return 'machine';
  if (confirmed.length < all) return 'partly-revised';
  return rule === 'show' ? 'revised' : null;
}

export interface LabelInput {
  readonly target: EditionText;
  readonly source: EditionText | null;
  readonly edition: LabelledEdition;
  readonly carried: LabelCode | null;
  readonly rule: LabelRule;
}

/** Label code and evidence as they stand in the canonical content; null where there is nothing to tell. */
export function computeLabel(input: LabelInput): { code: LabelCode; evidence: LabelEvidence } | null {
  if (input.edition.role === 'source') return null;
  const evidence = labelEvidence(input.target, input.source, input.carried);
  const code = labelCode(evidence, input.edition, input.rule);
  return code && { code, evidence };
}

import { readEdition } from '@copydesk/editor/schema';
import {
  blockHashes,
  canonicalContent,
  computeLabel,
  type EditionText,
  type Hash,
  hasMachineText,
  type LabelCode,
  type LabelEvidence,
  sealOf,
} from '@copydesk/shared/article';
import { shownDocument } from '../opening.tsx';
import type { Story } from '../use-story.ts';
import type { OpenTranslation } from '../use-translation.ts';

export interface Seen {
  readonly seal: Hash;
  /** Hash of each block's form, so that a refusal can say what changed. */
  readonly seen: Record<string, Hash>;
}

/**
 * The seal of exactly what is on the screen now, computed here from this window's documents. Null while the text, or
 * for a translation its source, is not open.
 */
export function sealOnScreen(story: Story, open: OpenTranslation | null): Seen | null {
  const document = shownDocument(story.target);
  if (document === null || (story.edition.role === 'translation' && open === null)) return null;
  const text = readEdition(document.doc);
  const label = story.edition.role === 'translation' && open !== null ? labelOf(text, open, story) : null;
  return { seal: sealOf(canonicalContent(text, label)), seen: blockHashes(text.content) };
}

function labelOf(
  target: EditionText,
  { facts, translation }: OpenTranslation,
  { edition }: Story,
): { code: LabelCode; evidence: LabelEvidence } | null {
  return computeLabel({
    target,
    source: translation.source,
    edition: { role: edition.role, machine: hasMachineText(facts.evidence) },
    carried: facts.carried,
    rule: facts.rule,
  });
}

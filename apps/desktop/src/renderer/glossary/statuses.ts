import type { GlossaryTerm } from '@copydesk/shared/translation';
import { Ban, BookCheck, Lock, type LucideIcon } from 'lucide-react';

/** What a term's status tells a translator, and its glyph. */
export const TERM_STATUSES: Readonly<Record<GlossaryTerm['status'], { words: string; icon: LucideIcon }>> = {
  preferred: { words: 'Say', icon: BookCheck },
  forbidden: { words: 'Do not say', icon: Ban },
  'do-not-translate': { words: 'Leave as it is', icon: Lock },
};

import type { Passage, PassageEvidence } from '@copydesk/shared/article';
import type { Warning } from '@copydesk/shared/translation';
import { createContext } from 'react';
import type { Story } from '../../use-story.ts';
import type { WarningDesk } from '../use-warnings.ts';

/** The languages of a translation with a source. */
export interface LanguagePair {
  readonly from: string;
  readonly to: string;
}

/** What stands before and after a passage in the source, as the memory knows it. */
export interface Neighbours {
  readonly before: string;
  readonly after: string;
}

/** What an aid of the strip gets: the passage that is worked on and what may be put into it. */
export interface PanelProps {
  readonly passage: Passage;
  readonly language: string;
  /** Null for a translation without a source. */
  readonly pair: LanguagePair | null;
  readonly evidence: PassageEvidence | null;
  /** The words that the passage was made from, where they are known. */
  readonly madeFrom: string | null;
  readonly around: Neighbours;
  readonly story: Story;
  readonly warnings: WarningDesk;
  readonly writable: boolean;
  /** Puts words in the passage's place; can be undone. */
  readonly onReplace: (text: string) => void;
  /** Puts words where the caret is; can be undone. */
  readonly onInsert: (text: string) => void;
  /** Replaces a stretch of the passage's words; can be undone. */
  readonly onFix: (fix: NonNullable<Warning['fix']>) => void;
}

/** The passage that is worked on and what is known of it, for the aid that is shown; null: none. */
export const PanelContext = createContext<PanelProps | null>(null);

import type { goToPassage, Translation, TranslationStore } from '@copydesk/editor';
import type { Passage } from '@copydesk/shared/article';
import type * as Y from 'yjs';
import type { ActivePassage } from './use-active.ts';
import type { WarningDesk } from './use-warnings.ts';

/** What a translator has in hand: the text, the passage that is worked on, and what is known about it. */
export interface PassageDesk extends ActivePassage {
  readonly store: TranslationStore;
  readonly translation: Translation;
  readonly doc: Y.Doc;
  readonly source: Y.Doc | null;
  /** Null until the editor is made. */
  readonly editor: Parameters<typeof goToPassage>[0] | null;
  readonly warnings: WarningDesk;
  /** Whether the person can check a passage: somebody else confirmed it. */
  readonly toCheck: (passage: Passage) => boolean;
  readonly writable: boolean;
}

/** The passage that is worked on, as the screen shows it. */
export function activePassage({ translation, active }: Pick<PassageDesk, 'translation' | 'active'>): Passage | null {
  return translation.passages[active] ?? null;
}

/** The passage that is worked on at this moment, for acts by key; `offset` 1 is the one behind it. */
export function passageNow({ store, activeNow }: Pick<PassageDesk, 'store' | 'activeNow'>, offset = 0): Passage | null {
  return store.read().passages[activeNow() + offset] ?? null;
}

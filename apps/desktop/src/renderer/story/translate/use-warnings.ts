import type { MarkedSpot, PassagePointers, Translation } from '@copydesk/editor';
import { type Dismissal, dismiss, dismissalsOf, readDismissals, undismiss } from '@copydesk/editor/schema';
import type { Passage } from '@copydesk/shared/article';
import type { Span, Warning } from '@copydesk/shared/translation';
import { useMemo } from 'react';
import { useNotesDocument } from '../session/use-edition-document.ts';
import { useEntries } from '../session/use-entries.ts';
import type { Story } from '../use-story.ts';

export interface DismissedWarning {
  readonly warning: Warning;
  readonly dismissal: Dismissal;
}

/** What to look at in one passage; the same object while that is the same. */
export interface PassageWarnings extends PassagePointers {
  readonly open: readonly Warning[];
  readonly dismissed: readonly DismissedWarning[];
  readonly targetSpots: readonly MarkedSpot[];
}

export interface WarningDesk {
  readonly of: (passage: Passage) => PassageWarnings;
  /** Null while the notes are not open, or where the person may not write in them. */
  readonly dismiss: ((passage: Passage, warning: Warning, reason: string) => void) | null;
  readonly takeBack: ((passage: Passage, warning: Warning) => void) | null;
}

const DISMISSALS = { root: dismissalsOf, read: readDismissals };

/** Warnings of a translation's passages, apart from those that somebody dismissed in its notes. */
export function useWarnings({ article, edition, user }: Story, translation: Translation): WarningDesk {
  const { state } = useNotesDocument(article.id, edition.language);
  const notes = state.phase === 'open' ? state.document.doc : null;
  const writable = state.phase === 'open' && state.access.level === 'write';
  const dismissals = useEntries(notes, DISMISSALS);
  const { warningsOf } = translation;
  const of = useMemo(() => splitter(warningsOf, dismissals), [warningsOf, dismissals]);
  if (notes === null || !writable) return { of, dismiss: null, takeBack: null };
  return {
    of,
    dismiss: ({ id }, { key }, reason) =>
      dismiss(notes, { block: id, warning: key, reason, by: user.id, name: user.name, at: new Date().toISOString() }),
    takeBack: ({ id }, { key }) => {
      undismiss(notes, id, key);
    },
  };
}

/** That a passage is empty, its state says already. */
const isShown = ({ check }: Warning): boolean => check !== 'empty';

/** Tells open warnings from dismissed ones, once for each passage object. */
function splitter(
  warningsOf: Translation['warningsOf'],
  dismissals: readonly Dismissal[],
): (passage: Passage) => PassageWarnings {
  const byKey = new Map(dismissals.map((dismissal) => [`${dismissal.block}:${dismissal.warning}`, dismissal]));
  const known = new WeakMap<Passage, PassageWarnings>();
  return (passage) => {
    const before = known.get(passage);
    if (before !== undefined) return before;
    const open: Warning[] = [];
    const dismissed: DismissedWarning[] = [];
    for (const warning of warningsOf(passage).filter(isShown)) {
      const dismissal = byKey.get(`${passage.id}:${warning.key}`);
      if (dismissal === undefined) open.push(warning);
      else dismissed.push({ warning, dismissal });
    }
    const split = { open, dismissed, warnings: open.length, ...spotsOf(open) };
    known.set(passage, split);
    return split;
  };
}

function spotsOf(open: readonly Warning[]): Pick<PassageWarnings, 'sourceSpots' | 'targetSpots'> {
  const source: Span[] = [];
  const target: MarkedSpot[] = [];
  for (const { at, message } of open) {
    if (at?.side === 'source') source.push({ from: at.from, to: at.to });
    if (at?.side === 'target') target.push({ from: at.from, to: at.to, message, look: 'warned' });
  }
  return { sourceSpots: source.length > 0 ? source : null, targetSpots: target };
}

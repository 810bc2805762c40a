/**
 * The aids of the strip, in the order of their keys. A new aid is one row here: its panel gets the passage that is
 * worked on and what may be put into it.
 */
import type { Passage, PassageEvidence } from '@copydesk/shared/article';
import type { Warning } from '@copydesk/shared/translation';
import type { ComponentType } from 'react';
import { QuestionsPanel } from '../../queries/questions-panel.tsx';
import type { Story } from '../../use-story.ts';
import type { WarningDesk } from '../use-warnings.ts';
import { GlossaryPanel } from './glossary-panel.tsx';
import { MachinePanel } from './machine-panel.tsx';
import { MemoryPanel } from './memory-panel.tsx';
import { SourceChangePanel } from './source-change-panel.tsx';
import { WarningsPanel } from './warnings-panel.tsx';

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

export type TabId = 'source' | 'warnings' | 'machine' | 'memory' | 'glossary' | 'questions';

export interface StripTab {
  readonly id: TabId;
  readonly name: string;
  readonly shortcut: string;
  /** Only where there is a source to compare with. */
  readonly needsSource: boolean;
  readonly Panel: ComponentType<PanelProps>;
}

export const STRIP_TABS: readonly StripTab[] = [
  { id: 'source', name: 'Source change', shortcut: 'Aux+1', needsSource: true, Panel: SourceChangePanel },
  { id: 'warnings', name: 'Warnings', shortcut: 'Aux+2', needsSource: false, Panel: WarningsPanel },
  { id: 'machine', name: 'Machine', shortcut: 'Aux+3', needsSource: false, Panel: MachinePanel },
  { id: 'memory', name: 'Memory', shortcut: 'Aux+4', needsSource: true, Panel: MemoryPanel },
  { id: 'glossary', name: 'Glossary', shortcut: 'Aux+5', needsSource: true, Panel: GlossaryPanel },
  { id: 'questions', name: 'Questions', shortcut: 'Aux+6', needsSource: true, Panel: QuestionsPanel },
];

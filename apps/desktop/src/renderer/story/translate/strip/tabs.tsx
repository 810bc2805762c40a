/**
 * The aids of the strip, in the order of their keys. A new aid is one row here: its panel gets the passage that is
 * worked on and what may be put into it.
 */
import type { ComponentType } from 'react';
import { QuestionsPanel } from '../../queries/questions-panel.tsx';
import { GlossaryPanel } from './glossary-panel.tsx';
import { MachinePanel } from './machine-panel.tsx';
import { MemoryPanel } from './memory-panel.tsx';
import type { PanelProps } from './panel.ts';
import { SourceChangePanel } from './source-change-panel.tsx';
import { WarningsPanel } from './warnings-panel.tsx';

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

import { blockText, directionOf, type TextBlock, type TextNode } from '@copydesk/shared/article';
import type { Span } from '@copydesk/shared/translation';
import { memo, type ReactNode } from 'react';
import { ReadingBlock } from '../components/reading-text.tsx';
import type { SourceCell } from './layout.ts';
import { type MarkedSpan, markedNodes } from './marked-text.tsx';
import type { PersonInPassage } from './presence.ts';
import styles from './translation-grid.module.css';

export interface SourceTextProps {
  readonly cell: SourceCell;
  readonly language: string;
  /** Spots that warnings point at, in the text of the cell's blocks joined by newlines; null: none. */
  readonly spots: readonly Span[] | null;
  /** Where a text has terms of the glossary; the same function as long as that is the same. */
  readonly termsOf: (text: string) => readonly Span[];
  /** Who writes in the source passage now. */
  readonly people: readonly PersonInPassage[] | undefined;
  readonly renderPeople: (people: readonly PersonInPassage[]) => ReactNode;
}

/** The source side of a row. */
export const SourceText = memo(
  ({ cell, language, spots, termsOf, people, renderPeople }: SourceTextProps) => (
    <div
      className={`copy ${styles.source}`}
      lang={language}
      dir={directionOf(language)}
      style={{ gridRow: `${cell.row} / span ${cell.span}` }}
      data-source-row={cell.row}
    >
      {people !== undefined && <span className={styles.sourcePeople}>{renderPeople(people)}</span>}
      {cell.blocks.map((block, index) => (
        <ReadingBlock key={block.attrs.id} block={block} {...shownWith(cell.blocks, index, spots, termsOf)} />
      ))}
    </div>
  ),
  (before, now) =>
    before.language === now.language &&
    before.spots === now.spots &&
    before.termsOf === now.termsOf &&
    before.people === now.people &&
    sameCell(before.cell, now.cell) &&
    before.renderPeople === now.renderPeople,
);

/** Whether two cells show the same blocks in the same place: cells are made anew with each layout. */
export function sameCell(a: SourceCell, b: SourceCell): boolean {
  return (
    a.row === b.row &&
    a.span === b.span &&
    a.blocks.length === b.blocks.length &&
    a.blocks.every((block, index) => block === b.blocks[index])
  );
}

function shownWith(
  blocks: readonly TextBlock[],
  index: number,
  spots: readonly Span[] | null,
  termsOf: SourceTextProps['termsOf'],
) {
  const start = blocks.slice(0, index).reduce((sum, block) => sum + blockText(block).length + 1, 0);
  const block = blocks[index];
  const terms = block === undefined ? [] : termsOf(blockText(block));
  if (spots === null && terms.length === 0) return {};
  const marked: MarkedSpan[] = [
    ...(spots ?? []).map((spot) => ({ ...spot, mark: 'warned-words' as const })),
    ...terms.map(({ from, to }) => ({ from: from + start, to: to + start, mark: 'term-words' as const })),
  ];
  return { show: (_id: string, content: readonly TextNode[] | undefined) => markedNodes(content, start, marked) };
}

import { blockText, directionOf, type TextBlock, type TextNode } from '@copydesk/shared/article';
import type { Span } from '@copydesk/shared/translation';
import { memo, type ReactNode } from 'react';
import { ReadingBlock } from '../components/reading-text.tsx';
import type { SourceCell } from './layout.ts';
import { markedNodes } from './marked-text.tsx';
import type { PersonInPassage } from './presence.ts';
import styles from './translation-grid.module.css';

export interface SourceTextProps {
  readonly cell: SourceCell;
  readonly language: string;
  /** Spots that warnings point at, in the text of the cell's blocks joined by newlines; null: none. */
  readonly spots: readonly Span[] | null;
  /** Who writes in the source passage now. */
  readonly people: readonly PersonInPassage[] | undefined;
  readonly renderPeople: (people: readonly PersonInPassage[]) => ReactNode;
  readonly onPress: (row: number) => void;
}

/** The source side of a row. */
export const SourceText = memo(
  ({ cell, language, spots, people, renderPeople, onPress }: SourceTextProps) => (
    // The gutter's button does the same for the keyboard; a click into the source is a convenience of the mouse.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      className={`copy ${styles.source}`}
      lang={language}
      dir={directionOf(language)}
      style={{ gridRow: `${cell.row} / span ${cell.span}` }}
      onClick={() => onPress(cell.row)}
    >
      {people !== undefined && <span className={styles.sourcePeople}>{renderPeople(people)}</span>}
      {cell.blocks.map((block, index) => (
        <ReadingBlock key={block.attrs.id} block={block} {...shownWith(cell.blocks, index, spots)} />
      ))}
    </div>
  ),
  (before, now) =>
    before.language === now.language &&
    before.spots === now.spots &&
    before.people === now.people &&
    before.cell.row === now.cell.row &&
    before.cell.span === now.cell.span &&
    before.cell.blocks.length === now.cell.blocks.length &&
    before.cell.blocks.every((block, index) => block === now.cell.blocks[index]) &&
    before.onPress === now.onPress &&
    before.renderPeople === now.renderPeople,
);

function shownWith(blocks: readonly TextBlock[], index: number, spots: readonly Span[] | null) {
  if (spots === null) return {};
  const start = blocks.slice(0, index).reduce((sum, block) => sum + blockText(block).length + 1, 0);
  return { show: (_id: string, content: readonly TextNode[] | undefined) => markedNodes(content, start, spots) };
}

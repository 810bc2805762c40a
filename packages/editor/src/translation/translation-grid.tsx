import type { Passage } from '@copydesk/shared/article';
import type { Span } from '@copydesk/shared/translation';
import type { Editor } from '@tiptap/core';
import { EditorContent } from '@tiptap/react';
import { Plus } from 'lucide-react';
import { memo, type ReactNode, type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import type { ShownLayout } from './collapse.ts';
import type { SourceCell } from './layout.ts';
import { PassageMark } from './passage-mark.tsx';
import type { PeopleByBlock, PersonInPassage } from './presence.ts';
import { goToPassage, setRows } from './rows-plugin.ts';
import { SourceText, sameCell } from './source-cell.tsx';
import styles from './translation-grid.module.css';

/** What is pointed at in one passage; the same object while that is the same. */
export interface PassagePointers {
  /** Warnings that nobody has dismissed. */
  readonly warnings: number;
  /** Spots in the source's text, null for none. */
  readonly sourceSpots: readonly Span[] | null;
}

export interface TranslationGridProps {
  readonly layout: ShownLayout;
  readonly editor: Editor;
  readonly sourceLanguage: string | null;
  /** Index of the passage that is worked on, or -1. */
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly pointersOf: (passage: Passage) => PassagePointers;
  /** Where a source text has terms of the glossary; the same function as long as that is the same. */
  readonly termsOf?: ((text: string) => readonly Span[]) | undefined;
  /** Source blocks with an open question. */
  readonly asked: ReadonlySet<string>;
  /** Who is where, by block: in the translation and in the source. */
  readonly people: PeopleByBlock;
  readonly sourcePeople: PeopleByBlock;
  readonly renderPeople: (people: readonly PersonInPassage[]) => ReactNode;
  /** Makes a passage for a source block that has none; left out where the person may not write. */
  readonly onAdd?: ((cell: SourceCell) => void) | undefined;
  /** Shows what a filter hides. */
  readonly onShowAll: () => void;
}

/**
 * Source and target side by side, aligned passage by passage by CSS subgrid: the target stays one editor, and no row
 * is ever measured. The source stands at the start of the line, so a right-to-left interface mirrors it.
 */
export function TranslationGrid(props: TranslationGridProps) {
  const { layout, editor, sourceLanguage, active, onActive, pointersOf, asked, people, sourcePeople, renderPeople } =
    props;
  useLayoutEffect(() => {
    if (!editor.isDestroyed) setRows(editor, layout, active);
  }, [editor, layout, active]);

  const go = useCallback(
    (index: number) => {
      onActive(index);
      goToPassage(editor, index);
    },
    [editor, onActive],
  );
  const rows = useRef(new Map<number, number>());
  useLayoutEffect(() => {
    rows.current = new Map(layout.target.flatMap(({ row, hidden }, index) => (hidden ? [] : [[row, index]])));
  }, [layout]);
  const goToRow = useCallback(
    (row: number) => {
      const index = rows.current.get(row);
      if (index !== undefined) go(index);
    },
    [go],
  );
  const grid = useRef<HTMLDivElement>(null);
  useSourceClicks(grid, goToRow);

  const activeRow = layout.target[active]?.row;
  const gaps = new Set(layout.gaps.map(({ row }) => row));
  const paired = new Map(layout.target.flatMap((cell) => (cell.hidden ? [] : [[cell.row, cell.passage]])));
  const span = { gridRow: `1 / span ${Math.max(layout.rows, 1)}` };
  return (
    <div ref={grid} className={styles.grid} data-single={sourceLanguage === null ? true : undefined}>
      {Array.from({ length: layout.rows }, (_, index) => index + 1).map((row) => (
        <RowBack key={row} row={row} active={row === activeRow} gap={gaps.has(row)} />
      ))}
      {sourceLanguage !== null &&
        layout.source.map((cell) => (
          <SourceText
            key={cell.blocks[0]?.attrs.id ?? cell.row}
            cell={cell}
            language={sourceLanguage}
            spots={spotsIn(cell, paired.get(cell.row), pointersOf)}
            termsOf={props.termsOf ?? noTerms}
            people={sourcePeople.get(cell.blocks[0]?.attrs.id ?? '')}
            renderPeople={renderPeople}
          />
        ))}
      {layout.target.map(({ passage, row, hidden }, index) =>
        hidden ? null : (
          <PassageMark
            key={passage.id}
            state={passage.state}
            stale={passage.stale}
            row={row}
            index={index}
            count={layout.target.length}
            warnings={pointersOf(passage).warnings}
            asked={passage.source.some((block) => asked.has(block.attrs.id))}
            people={people.get(passage.id)}
            renderPeople={renderPeople}
            onPress={go}
          />
        ),
      )}
      {layout.source
        .filter((cell) => !paired.has(cell.row))
        .map((cell) => (
          <div key={cell.row} className={styles.mark} style={{ gridRow: cell.row }}>
            {props.onAdd !== undefined && <AddButton cell={cell} onAdd={props.onAdd} />}
          </div>
        ))}
      {layout.gaps.map(({ row, passages }) => (
        <div key={row} className={styles.gap} style={{ gridRow: row }}>
          <Button className={styles.gapButton ?? ''} onPress={props.onShowAll}>
            {passages === 1 ? '1 passage hidden' : `${passages} passages hidden`}
          </Button>
        </div>
      ))}
      <div className={styles.target} style={span}>
        <EditorContent editor={editor} className={styles.editor} />
      </div>
    </div>
  );
}

const RowBack = memo(({ row, active, gap }: { row: number; active: boolean; gap: boolean }) => (
  <div
    className={styles.row}
    data-active={active ? true : undefined}
    data-gap={gap ? true : undefined}
    style={{ gridRow: row }}
    aria-hidden
  />
));

/** Warnings point into the text of all of a passage's source blocks: into a cell only if it holds just these. */
function spotsIn(
  cell: SourceCell,
  passage: Passage | undefined,
  pointersOf: TranslationGridProps['pointersOf'],
): readonly Span[] | null {
  if (passage === undefined || passage.source.length !== cell.blocks.length) return null;
  return pointersOf(passage).sourceSpots;
}

/** A click into a source text goes to its passage: for the mouse what the gutter's buttons are for the keyboard. */
function useSourceClicks(grid: RefObject<HTMLElement | null>, goToRow: (row: number) => void): void {
  useEffect(() => {
    const element = grid.current;
    const onClick = ({ target }: MouseEvent) => {
      const cell = target instanceof Element ? target.closest<HTMLElement>('[data-source-row]') : null;
      if (cell !== null) goToRow(Number(cell.dataset.sourceRow));
    };
    element?.addEventListener('click', onClick);
    return () => element?.removeEventListener('click', onClick);
  }, [grid, goToRow]);
}

interface AddButtonProps {
  readonly cell: SourceCell;
  readonly onAdd: (cell: SourceCell) => void;
}

const AddButton = memo(
  ({ cell, onAdd }: AddButtonProps) => (
    <Button
      className={styles.markButton ?? ''}
      aria-label="Translate this passage: it has no text yet"
      onPress={() => onAdd(cell)}
    >
      <Plus size={14} aria-hidden />
      <span>Add</span>
    </Button>
  ),
  (before, now) => before.onAdd === now.onAdd && sameCell(before.cell, now.cell),
);

const noTerms = () => [];

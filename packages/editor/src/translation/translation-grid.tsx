import { directionOf } from '@copydesk/shared/article';
import type { Editor } from '@tiptap/core';
import { EditorContent } from '@tiptap/react';
import { Plus } from 'lucide-react';
import { useLayoutEffect } from 'react';
import { Button } from 'react-aria-components';
import { ReadingBlock } from '../components/reading-text.tsx';
import type { SourceCell, TargetCell } from './layout.ts';
import { goToPassage, setRows } from './rows-plugin.ts';
import { shownState, stateWords } from './states.ts';
import type { Translation } from './store.ts';
import styles from './translation-grid.module.css';

export interface TranslationGridProps {
  readonly translation: Translation;
  readonly editor: Editor;
  readonly sourceLanguage: string | null;
  /** Index of the passage that is worked on, or -1. */
  readonly active: number;
  readonly onActive: (index: number) => void;
  /** Makes a passage for a source block that has none; left out where the person may not write. */
  readonly onAdd?: ((source: SourceCell) => void) | undefined;
}

/**
 * Source and target side by side, aligned passage by passage by CSS subgrid: the target stays one editor, and no row
 * is ever measured. The source stands at the start of the line, so a right-to-left interface mirrors it.
 */
export function TranslationGrid({
  translation: { layout, warningsOf },
  editor,
  sourceLanguage,
  active,
  onActive,
  onAdd,
}: TranslationGridProps) {
  useLayoutEffect(() => {
    if (!editor.isDestroyed) setRows(editor, layout, active);
  }, [editor, layout, active]);

  const go = (index: number) => {
    onActive(index);
    goToPassage(editor, index);
  };
  const activeRow = layout.target[active]?.row;
  const targets = new Map(layout.target.map((cell, index) => [cell.row, index]));
  const span = { gridRow: `1 / span ${Math.max(layout.rows, 1)}` };
  return (
    <div className={styles.grid} data-single={sourceLanguage === null ? true : undefined}>
      {Array.from({ length: layout.rows }, (_, index) => index + 1).map((row) => (
        <div
          key={row}
          className={styles.row}
          data-active={row === activeRow ? true : undefined}
          style={{ gridRow: row }}
          aria-hidden
        />
      ))}
      {sourceLanguage !== null &&
        layout.source.map((cell) => (
          <SourceText
            key={cell.blocks[0]?.attrs.id ?? cell.row}
            cell={cell}
            language={sourceLanguage}
            onPress={() => {
              const index = targets.get(cell.row);
              if (index !== undefined) go(index);
            }}
          />
        ))}
      {layout.target.map((cell, index) => (
        <PassageMark
          key={cell.passage.id}
          cell={cell}
          warned={cell.passage.state !== 'empty' && warningsOf(cell.passage).length > 0}
          place={`${index + 1} of ${layout.target.length}`}
          onPress={() => go(index)}
        />
      ))}
      {layout.source
        .filter((cell) => !targets.has(cell.row))
        .map((cell) => (
          <div key={cell.row} className={styles.mark} style={{ gridRow: cell.row }}>
            {onAdd !== undefined && (
              <Button
                className={styles.markButton ?? ''}
                aria-label="Translate this passage: it has no text yet"
                onPress={() => onAdd(cell)}
              >
                <Plus size={14} aria-hidden />
                <span>Add</span>
              </Button>
            )}
          </div>
        ))}
      <div className={styles.target} style={span}>
        <EditorContent editor={editor} className={styles.editor} />
      </div>
    </div>
  );
}

function SourceText({ cell, language, onPress }: { cell: SourceCell; language: string; onPress: () => void }) {
  return (
    // The gutter's button does the same for the keyboard; a click into the source is a convenience of the mouse.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      className={`copy ${styles.source}`}
      lang={language}
      dir={directionOf(language)}
      style={{ gridRow: `${cell.row} / span ${cell.span}` }}
      onClick={onPress}
    >
      {cell.blocks.map((block) => (
        <ReadingBlock key={block.attrs.id} block={block} />
      ))}
    </div>
  );
}

interface PassageMarkProps {
  readonly cell: TargetCell;
  readonly warned: boolean;
  readonly place: string;
  readonly onPress: () => void;
}

function PassageMark({ cell, warned, place, onPress }: PassageMarkProps) {
  const { word, icon: Icon, tone } = shownState(cell.passage);
  return (
    <div className={styles.mark} style={{ gridRow: cell.row }}>
      <Button
        className={styles.markButton ?? ''}
        data-tone={tone}
        aria-label={`Passage ${place}: ${stateWords(cell.passage)}${warned ? ', with a warning' : ''}`}
        onPress={onPress}
      >
        <Icon size={16} aria-hidden />
        <span>{word}</span>
        {warned && <span className={styles.warning}>Check</span>}
      </Button>
    </div>
  );
}

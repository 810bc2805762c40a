import type { Editor } from '@tiptap/core';
import { useEffect, useRef, useState } from 'react';
import { Toolbar as AriaToolbar } from 'react-aria-components';
import styles from './toolbar.module.css';
import { SelectionTools } from './toolbar.tsx';

interface Place {
  readonly top: number;
  readonly left: number;
}

const HEIGHT = 40;
const GAP = 8;

/**
 * Tools by the selected words, once the hand is off the mouse. Lies over the text, so that nothing moves; stands inside
 * the nearest positioned ancestor, which scrolls with the text.
 */
export function SelectionToolbar({ editor }: { editor: Editor }) {
  const host = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    let pressed = false;
    const follow = () => setPlace(pressed ? null : placeOf(editor, host.current));
    const down = () => {
      pressed = true;
      setPlace(null);
    };
    const up = () => {
      pressed = false;
      follow();
    };
    const { dom } = editor.view;
    dom.addEventListener('mousedown', down);
    window.addEventListener('mouseup', up);
    editor.on('selectionUpdate', follow);
    editor.on('blur', follow);
    return () => {
      dom.removeEventListener('mousedown', down);
      window.removeEventListener('mouseup', up);
      editor.off('selectionUpdate', follow);
      editor.off('blur', follow);
    };
  }, [editor]);
  return (
    <div ref={host}>
      {place !== null && (
        <div className={styles.floating} style={{ insetBlockStart: place.top, left: place.left }}>
          <AriaToolbar aria-label="Selected words">
            <SelectionTools editor={editor} />
          </AriaToolbar>
        </div>
      )}
    </div>
  );
}

function placeOf(editor: Editor, host: HTMLElement | null): Place | null {
  const { doc, selection } = editor.state;
  const frame = host?.offsetParent;
  // A double click behind a paragraph's end chooses what lies between two blocks: no words.
  const hasWords = doc.textBetween(selection.from, selection.to).trim() !== '';
  const wanted = editor.isEditable && editor.isFocused && hasWords && selection.$from.parent.isTextblock;
  if (!wanted || frame === null || frame === undefined) return null;
  const start = editor.view.coordsAtPos(selection.from);
  const end = editor.view.coordsAtPos(selection.to, -1);
  const box = frame.getBoundingClientRect();
  const above = start.top - box.top + frame.scrollTop - HEIGHT - GAP;
  const below = end.bottom - box.top + frame.scrollTop + GAP;
  return {
    top: above > frame.scrollTop ? above : below,
    left: Math.max(0, Math.min(start.left, end.left) - box.left + frame.scrollLeft),
  };
}

// @vitest-environment jsdom
import type { EditorView } from '@tiptap/pm/view';
import { describe, expect, it } from 'vitest';
import { articleWith, caretIn, findNode, openDesk, press } from './testing.ts';

/** Puts the browser's caret where a click would, before anybody is told of it. */
function clickIn(view: EditorView, position: number): void {
  const { node, offset } = view.domAtPos(position);
  document.getSelection()?.collapse(node, offset);
}

describe('a caret that a click has just moved', () => {
  it('stays there when something is drawn before the browser tells of it', () => {
    const desk = openDesk(articleWith('The ferry left.', 'The last one.'));
    const { editor } = desk;
    editor.view.dom.focus();
    caretIn(desk, 'p1', -1);
    const clicked = findNode(editor.state.doc, 'p2').pos + 4;
    clickIn(editor.view, clicked);
    editor.view.dispatch(editor.state.tr.setMeta('drawn', true));
    expect(editor.state.selection.head).toBe(clicked);
    desk.close();
  });

  it('is where a key of the window works that comes before the browser tells of it', () => {
    const desk = openDesk(articleWith('The ferry left.', 'The last one.'));
    const { editor } = desk;
    editor.view.dom.focus();
    caretIn(desk, 'p1', -1);
    const clicked = findNode(editor.state.doc, 'p2').pos + 4;
    clickIn(editor.view, clicked);
    press(desk, 'Enter', { altKey: true });
    expect(editor.state.selection.head).toBe(clicked);
    desk.close();
  });
});

// @vitest-environment jsdom
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { articleWith, caretIn, type Desk, findNode, openDesk, settle, type } from './testing.ts';

/** Lets time pass: the clock of Yjs cannot be set, the time of the last change can. */
function pause({ editor }: Desk, milliseconds: number): void {
  const manager: Y.UndoManager = yUndoPluginKey.getState(editor.state).undoManager;
  manager.lastChange -= milliseconds;
}

describe('a step of undo', () => {
  it('is what was typed in one go, though others write and are seen moving meanwhile', () => {
    const article = articleWith('one', 'two');
    const [desk, other] = [openDesk(article), openDesk(article)];
    caretIn(desk, 'p1', -1);
    caretIn(other, 'p2', -1);
    for (const letter of ' more') {
      type(desk, letter);
      type(other, letter);
      settle(desk, other);
      desk.editor.view.dispatch(desk.editor.state.tr.setMeta('seen', true));
    }
    desk.editor.commands.undo();
    expect(findNode(desk.editor.state.doc, 'p1').node.textContent).toBe('one');
    expect(findNode(desk.editor.state.doc, 'p2').node.textContent).toBe('two more');
    for (const one of [desk, other]) one.close();
  });

  it('ends with a pause', () => {
    const desk = openDesk(articleWith('one'));
    caretIn(desk, 'p1', -1);
    for (const letter of ' two') {
      type(desk, letter);
      pause(desk, 700);
    }
    pause(desk, 1_100);
    type(desk, ' three');
    desk.editor.commands.undo();
    expect(findNode(desk.editor.state.doc, 'p1').node.textContent).toBe('one two');
    desk.editor.commands.undo();
    expect(findNode(desk.editor.state.doc, 'p1').node.textContent).toBe('one');
    desk.close();
  });
});

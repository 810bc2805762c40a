// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { UNDOABLE } from './origins.ts';
import { asOneStep } from './own-undo.ts';
import { articleWith, caretIn, type Desk, openDesk, press, settle, type } from './testing.ts';

/** The block the caret is in, and how far. */
function caret({ editor }: Desk): [unknown, number] {
  const { $head } = editor.state.selection;
  return [$head.parent.attrs.id, $head.parentOffset];
}

describe('undo puts the caret where it was before the change', () => {
  for (const offset of [0, 2, 4, -1]) {
    it(`a split at ${offset}`, () => {
      const desk = openDesk(articleWith('one two', 'three'));
      caretIn(desk, 'p1', offset);
      const before = caret(desk);
      asOneStep(desk.editor, () => desk.editor.commands.splitBlock());
      desk.editor.commands.undo();
      expect(caret(desk)).toEqual(before);
      desk.editor.commands.redo();
      desk.editor.commands.undo();
      expect(caret(desk)).toEqual(before);
      desk.close();
    });
  }

  it('a split whose second part was written on', () => {
    const desk = openDesk(articleWith('one two', 'three'));
    caretIn(desk, 'p1', -1);
    asOneStep(desk.editor, () => desk.editor.commands.splitBlock());
    type(desk, 'x');
    desk.editor.commands.undo();
    desk.editor.commands.undo();
    expect(caret(desk)).toEqual(['p1', 7]);
    desk.close();
  });

  it('words typed in a paragraph that the caret has left', () => {
    const desk = openDesk(articleWith('one', 'two'));
    caretIn(desk, 'p1', -1);
    type(desk, ' more');
    caretIn(desk, 'p2', 1);
    desk.editor.commands.undo();
    expect(caret(desk)).toEqual(['p1', 3]);
    desk.close();
  });

  it('what somebody else wrote meanwhile counts', () => {
    const article = articleWith('one', 'two');
    const [desk, other] = [openDesk(article), openDesk(article)];
    caretIn(desk, 'p1', -1);
    type(desk, ' more');
    settle(desk, other);
    caretIn(other, 'p1', 0);
    type(other, 'Only ');
    settle(desk, other);
    desk.editor.commands.undo();
    expect(caret(desk)).toEqual(['p1', 8]);
    for (const one of [desk, other]) one.close();
  });

  it('stays where it is when what is undone changed no words', () => {
    const desk = openDesk(articleWith('one', 'two'));
    caretIn(desk, 'p1', 1);
    caretIn(desk, 'p2', 2);
    asOneStep(desk.editor, () => desk.doc.transact(() => desk.doc.getMap('segments').set('p2', 'confirmed'), UNDOABLE));
    desk.editor.commands.undo();
    expect(caret(desk)).toEqual(['p2', 2]);
    desk.close();
  });

  it('a click after a redo', () => {
    const desk = openDesk(articleWith('one', 'two'));
    caretIn(desk, 'p1', -1);
    press(desk, 'Enter');
    desk.editor.commands.undo();
    desk.editor.commands.redo();
    caretIn(desk, 'p2', 1);
    type(desk, 'x');
    expect(caret(desk)).toEqual(['p2', 2]);
    desk.close();
  });
});

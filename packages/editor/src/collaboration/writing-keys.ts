/** Enter, Backspace and Delete as a writer expects them in an article. */
import { type Editor, Extension } from '@tiptap/core';
import type { Node, ResolvedPos } from '@tiptap/pm/model';
import { NodeSelection, Selection, TextSelection } from '@tiptap/pm/state';

/** The small fields around the body: they are never split, nor joined with what stands beside them. */
const FIELDS: ReadonlySet<string> = new Set(['headline', 'standfirst', 'caption']);

const isField = (node: Node): boolean => FIELDS.has(node.type.name);
const isEmptyBlock = (node: Node): boolean => node.isTextblock && node.content.size === 0;

function caretOf(editor: Editor): ResolvedPos | null {
  const { selection } = editor.state;
  return selection instanceof TextSelection && selection.$cursor ? selection.$cursor : null;
}

/** Enter in a field: on to the next words of the article; where there are none, a new paragraph. */
function leaveField(editor: Editor): boolean {
  const { $from } = editor.state.selection;
  if (!isField($from.parent)) return false;
  return editor.commands.command(({ tr }) => {
    const { doc } = tr;
    let pos = $from.after(1);
    for (let i = $from.index(0) + 1; i < doc.childCount; i++) {
      const next = doc.child(i);
      if (next.type.name !== 'figure') {
        tr.setSelection(Selection.near(doc.resolve(pos + 1)));
        tr.scrollIntoView();
        return true;
      }
      pos += next.nodeSize;
    }
    const paragraph = doc.type.schema.nodes.paragraph?.create();
    if (!paragraph) return false;
    tr.insert(pos, paragraph).setSelection(TextSelection.create(tr.doc, pos + 1));
    tr.scrollIntoView();
    return true;
  });
}

/** Enter at the start of words puts an empty block before them: the block, and what hangs on its id, stays. */
function openBefore(editor: Editor): boolean {
  const $caret = caretOf(editor);
  if (!$caret || $caret.parentOffset > 0 || isEmptyBlock($caret.parent)) return false;
  const inItem = $caret.depth > 1 && $caret.node(-1).type.name === 'item' && $caret.index(-1) === 0;
  return editor.commands.command(({ tr }) => {
    // It carries the same id for a moment: that is how a copy of the block's segment finds it.
    const paragraph = tr.doc.type.schema.nodes.paragraph?.create({ id: $caret.parent.attrs.id });
    if (!paragraph) return false;
    if (inItem) tr.insert($caret.before(-1), $caret.node(-1).type.create({ id: $caret.node(-1).attrs.id }, paragraph));
    else tr.insert($caret.before(), paragraph);
    tr.scrollIntoView();
    return true;
  });
}

function removeBlock(editor: Editor, pos: number, size: number, towards: -1 | 1): boolean {
  return editor.commands.command(({ tr }) => {
    tr.delete(pos, pos + size);
    tr.setSelection(Selection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size)), towards));
    tr.scrollIntoView();
    return true;
  });
}

/** Backspace at the start of a block. True: done, or there is nothing to join with. */
function joinUp(editor: Editor): boolean {
  const $caret = caretOf(editor);
  if (!$caret || $caret.parentOffset > 0) return false;
  const block = $caret.parent;
  if (isField(block)) {
    const removable = block.type.name === 'standfirst' && isEmptyBlock(block);
    return removable ? removeBlock(editor, $caret.before(), block.nodeSize, -1) : true;
  }
  if ($caret.depth > 1 && $caret.index(-1) === 0) {
    return $caret.node(-1).type.name === 'item'
      ? editor.commands.liftListItem('item')
      : editor.commands.lift($caret.node(-1).type.name);
  }
  if (block.type.name === 'heading') return editor.commands.setNode('paragraph');
  const above = $caret.depth === 1 ? $caret.doc.resolve($caret.before()).nodeBefore : null;
  if (!above) return false;
  if (isField(above) || above.type.name === 'figure') {
    if (isEmptyBlock(block)) return removeBlock(editor, $caret.before(), block.nodeSize, -1);
    if (isField(above)) return true;
    const figureAt = $caret.before() - above.nodeSize;
    return editor.commands.command(({ tr }) => {
      tr.setSelection(NodeSelection.create(tr.doc, figureAt));
      return true;
    });
  }
  return above.isTextblock ? false : editor.commands.joinTextblockBackward();
}

/** Delete at the end of a block. True: done, or there is nothing to join with. */
function joinDown(editor: Editor): boolean {
  const $caret = caretOf(editor);
  if (!$caret || $caret.parentOffset < $caret.parent.content.size) return false;
  const end = $caret.after(1);
  const below = $caret.doc.resolve(end).nodeAfter;
  if (isField($caret.parent)) {
    return below && isEmptyBlock(below) ? removeBlock(editor, end, below.nodeSize, -1) : true;
  }
  if ($caret.depth > 1 || !below || !(isField(below) || below.type.name === 'figure')) return false;
  return isEmptyBlock($caret.parent) ? removeBlock(editor, $caret.before(), $caret.parent.nodeSize, 1) : isField(below);
}

export const WritingKeys = Extension.create({
  name: 'writingKeys',
  // Before TipTap's own keys.
  priority: 200,
  addKeyboardShortcuts() {
    const enter = () =>
      leaveField(this.editor) ||
      openBefore(this.editor) ||
      this.editor.commands.splitListItem('item') ||
      (this.editor.isActive('item') && isEmptyBlock(this.editor.state.selection.$from.parent)
        ? this.editor.commands.liftListItem('item')
        : false);
    // Words have no line breaks inside a block: Shift-Enter does what Enter does.
    const breakLine = () =>
      enter() ||
      this.editor.commands.first(({ commands }) => [
        () => commands.createParagraphNear(),
        () => commands.liftEmptyBlock(),
        () => commands.splitBlock(),
      ]);
    const backspace = () => this.editor.commands.undoInputRule() || joinUp(this.editor);
    return {
      Enter: enter,
      'Shift-Enter': breakLine,
      Backspace: backspace,
      'Mod-Backspace': backspace,
      'Shift-Backspace': backspace,
      Delete: () => joinDown(this.editor),
      'Mod-Delete': () => joinDown(this.editor),
      Tab: () => this.editor.commands.sinkListItem('item'),
      'Shift-Tab': () => this.editor.commands.liftListItem('item'),
    };
  },
});

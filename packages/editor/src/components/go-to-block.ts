import type { Editor } from '@tiptap/core';

/** Brings a block into view by its id and puts the caret there. False: it is not in the text. */
export function goToBlock(editor: Editor, blockId: string): boolean {
  let found: number | null = null;
  editor.state.doc.descendants((node, position) => {
    if (found !== null) return false;
    if (node.attrs.id === blockId) found = position;
    return true;
  });
  if (found === null) return false;
  editor.commands.setTextSelection(found + 1);
  const element = editor.view.nodeDOM(found);
  if (element instanceof Element) element.scrollIntoView({ block: 'center' });
  return true;
}

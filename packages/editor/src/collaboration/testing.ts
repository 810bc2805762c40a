/** Editors on one article for tests: each with a document of its own, exchanging updates by hand. */
import type { ArticleDoc } from '@copydesk/shared/article';
import { Editor, type Extensions } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { BLANK_EDITION } from '../schema/blank.ts';
import { writeContent } from '../schema/write.ts';
import { type CollaborationSetup, createEditionEditorOptions } from './extensions.ts';

export interface Desk {
  readonly doc: Y.Doc;
  readonly editor: Editor;
  close(): void;
}

/** A window on the document that `update` gives. */
export function openDesk(
  update: Uint8Array,
  options: Partial<Omit<CollaborationSetup, 'doc'>> & { editable?: boolean; clientId?: number } = {},
  extensions: Extensions = [],
): Desk {
  const doc = new Y.Doc();
  if (options.clientId !== undefined) doc.clientID = options.clientId;
  Y.applyUpdate(doc, update);
  const awareness = new Awareness(doc);
  const element = document.createElement('div');
  document.body.append(element);
  const made = createEditionEditorOptions({
    awareness,
    user: { id: 'u', name: 'Ana' },
    hueOf: () => 1,
    editable: true,
    ...options,
    doc,
  });
  const editor = new Editor({ element, ...made, extensions: [...(made.extensions ?? []), ...extensions] });
  return {
    doc,
    editor,
    close() {
      editor.destroy();
      awareness.destroy();
      element.remove();
    },
  };
}

/** An article as its bytes: headline, standfirst and the given paragraphs `p1`, `p2` and so on. */
export function articleWith(...paragraphs: string[]): Uint8Array {
  const text = (value: string) => (value === '' ? {} : { content: [{ type: 'text' as const, text: value }] });
  const content: ArticleDoc = {
    type: 'doc',
    content: [
      { type: 'headline', attrs: { id: 'headline' }, ...text('Bridge closed') },
      { type: 'standfirst', attrs: { id: 'standfirst' }, ...text('Traffic is led around the town') },
      ...paragraphs.map((value, i) => ({
        type: 'paragraph' as const,
        attrs: { id: `p${i + 1}` },
        ...text(value),
      })),
    ],
  };
  const doc = new Y.Doc();
  writeContent(doc, content);
  return Y.encodeStateAsUpdate(doc);
}

export const blank = BLANK_EDITION;

/** Everybody gets everything. */
export function settle(...desks: readonly Desk[]): void {
  for (const from of desks) {
    for (const to of desks) {
      if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'remote');
    }
  }
}

export function findNode(doc: Node, id: string): { node: Node; pos: number } {
  const found: { node: Node; pos: number }[] = [];
  doc.descendants((node, pos) => {
    if (node.attrs.id === id) found.push({ node, pos });
  });
  const first = found[0];
  if (!first) throw new Error(`no block ${id}`);
  return first;
}

/** Puts the caret into a block; a negative offset counts from its end, -1 being the end. */
export function caretIn({ editor }: Desk, id: string, offset: number): void {
  const { node, pos } = findNode(editor.state.doc, id);
  const at = pos + 1 + (offset < 0 ? node.content.size + 1 + offset : offset);
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at)));
}

/** Presses a key, as the browser would tell the editor. */
export function press({ editor }: Desk, key: string, modifiers: Partial<KeyboardEventInit> = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers });
  editor.view.dom.dispatchEvent(event);
  return event.defaultPrevented;
}

/** Types character by character, so that input rules apply. */
export function type({ editor }: Desk, text: string): void {
  for (const character of text) {
    const { from, to } = editor.state.selection;
    const insert = () => editor.state.tr.insertText(character, from, to);
    const handled = editor.view.someProp('handleTextInput', (handle) =>
      handle(editor.view, from, to, character, insert),
    );
    if (!handled) editor.view.dispatch(insert());
  }
}

/** `type:id:text` of each block, lists and quotes by their contents in brackets. */
export function outline(doc: Node): string[] {
  return doc.children.map((node) => {
    const id = typeof node.attrs.id === 'string' && node.attrs.id.length < 20 ? node.attrs.id : '*';
    return node.isTextblock
      ? `${node.type.name}:${id}:${node.textContent}`
      : `${node.type.name}[${outline(node).join(' ')}]`;
  });
}

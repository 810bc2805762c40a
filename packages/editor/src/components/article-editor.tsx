import { directionOf } from '@copydesk/shared/article';
import { Editor, type Extensions } from '@tiptap/core';
import { EditorContent } from '@tiptap/react';
import { useEffect, useState } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { collaborationExtensions } from '../collaboration/index.ts';
import { schemaExtensions } from '../schema/index.ts';
import { Figure } from '../schema/nodes.ts';
import './copy.css';
import './editor.css';
import { FigureView, refreshFigures } from './figure-view.ts';
import { FormatKeys } from './formats.ts';
import { Placeholders } from './placeholders.ts';

/** Who types here, as others see it. */
export interface EditorUser {
  readonly id: string;
  readonly name: string;
  readonly color: string;
}

export interface ArticleEditorOptions {
  readonly document: { readonly doc: Y.Doc; readonly awareness: Awareness };
  readonly user: EditorUser;
  readonly language: string;
  readonly editable: boolean;
  /** What a screen adds: rows of a translation, changes under review. Read once, when the editor is made. */
  readonly extensions?: Extensions;
  /** The editor's name for a screen reader: "Text, English". */
  readonly label: string;
}

const NONE: Extensions = [];

const ShownFigure = Figure.extend({
  addNodeView:
    () =>
    ({ node, view, getPos }) =>
      new FigureView(node, view, getPos),
});
const shownSchema = schemaExtensions.map((extension) => (extension === Figure ? ShownFigure : extension));

/** The editor of a document, made anew when the document is another one. Null in the first render. */
export function useArticleEditor({
  document,
  user,
  language,
  editable,
  extensions = NONE,
  label,
}: ArticleEditorOptions): Editor | null {
  const [editor, setEditor] = useState<Editor | null>(null);
  const { doc, awareness } = document;
  const { id, name, color } = user;

  useEffect(() => {
    const made = new Editor({
      injectCSS: false,
      editable: false,
      extensions: [
        ...shownSchema,
        ...collaborationExtensions({ doc, awareness, user: { id, name, color } }),
        FormatKeys,
        Placeholders,
        ...extensions,
      ],
    });
    setEditor(made);
    return () => {
      setEditor(null);
      made.destroy();
    };
  }, [doc, awareness, id, name, color, extensions]);

  useEffect(() => {
    if (editor === null || editor.isDestroyed) return;
    editor.setOptions({
      editorProps: {
        attributes: {
          class: 'copy',
          lang: language,
          dir: directionOf(language),
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': label,
          'aria-readonly': String(!editable),
          spellcheck: 'true',
        },
      },
    });
    editor.setEditable(editable, false);
    refreshFigures(editor);
  }, [editor, editable, language, label]);

  return editor;
}

/** Where the text of `editor` stands. */
export function ArticleText({ editor, className }: { editor: Editor; className?: string }) {
  return <EditorContent editor={editor} className={className} />;
}

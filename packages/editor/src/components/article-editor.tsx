import { directionOf } from '@copydesk/shared/article';
import { Editor, type Extensions } from '@tiptap/core';
import { EditorContent } from '@tiptap/react';
import { useEffect, useRef, useState } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { collaborationExtensions } from '../collaboration/index.ts';
import { contentOf, fitsSchema, schemaExtensions } from '../schema/index.ts';
import { Figure } from '../schema/nodes.ts';
import './copy.css';
import './editor.css';
import { FigureView, refreshFigures } from './figure-view.ts';
import { FormatKeys } from './formats.ts';
import { Placeholders } from './placeholders.ts';
import { WindowKeys } from './window-keys.ts';

/** Who types here, as others see it. */
export interface EditorUser {
  readonly id: string;
  readonly name: string;
}

export interface ArticleEditorOptions {
  readonly document: { readonly doc: Y.Doc; readonly awareness: Awareness };
  readonly user: EditorUser;
  /** A person's hue, 1 to 8: `--person-1` and so on in the look. */
  readonly hueOf: (userId: string) => number;
  readonly language: string;
  readonly editable: boolean;
  /** What a screen adds: rows of a translation, changes under review. Read once, when the editor is made. */
  readonly extensions?: Extensions;
  /** The editor's name for a screen reader: "Text, English". */
  readonly label: string;
}

export interface ArticleEditor {
  readonly editor: Editor | null;
  /** The document holds what this version of the app cannot show: the text is only to be read. */
  readonly unknownContent: boolean;
}

const NONE: Extensions = [];

const ShownFigure = Figure.extend({
  addNodeView:
    () =>
    ({ node, view, getPos }) =>
      new FigureView(node, view, getPos),
});
const shownSchema = schemaExtensions.map((extension) => (extension === Figure ? ShownFigure : extension));

/** The editor of a document, made anew when the document is another one; null in the first render. */
export function useArticleEditor({
  document,
  user,
  hueOf,
  language,
  editable,
  extensions = NONE,
  label,
}: ArticleEditorOptions): ArticleEditor {
  const [editor, setEditor] = useState<Editor | null>(null);
  const [unknownContent, setUnknownContent] = useState(false);
  const { doc, awareness } = document;
  const { id, name } = user;
  // People come and go, and their hues with them; that must not take the editor from under somebody's hands.
  const hue = useRef(hueOf);
  useEffect(() => {
    hue.current = hueOf;
  }, [hueOf]);

  useEffect(() => {
    if (!fitsSchema(contentOf(doc))) {
      setUnknownContent(true);
      return undefined;
    }
    const collaboration = collaborationExtensions({
      doc,
      awareness,
      user: { id, name },
      hueOf: (person) => hue.current(person),
      onUnknownContent: () => setUnknownContent(true),
    });
    const made = new Editor({
      injectCSS: false,
      editable: false,
      extensions: [...shownSchema, ...collaboration, FormatKeys, Placeholders, WindowKeys, ...extensions],
    });
    setEditor(made);
    return () => {
      setEditor(null);
      made.destroy();
    };
  }, [doc, awareness, id, name, extensions]);

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
    editor.setEditable(editable && !unknownContent, false);
    refreshFigures(editor);
  }, [editor, editable, unknownContent, language, label]);

  return { editor, unknownContent };
}

/** Where the text of `editor` stands. */
export function ArticleText({ editor, className }: { editor: Editor; className?: string }) {
  return <EditorContent editor={editor} className={className} />;
}

/** All that makes the schema a place where several people write at once. */
import { type EditorOptions, Extension, type Extensions } from '@tiptap/core';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { schemaExtensions } from '../schema/extensions.ts';
import { EditionBinding } from './binding.ts';
import { BlockIds } from './block-ids.ts';
import { BrowserCaret } from './browser-caret.ts';
import { type CaretUser, caretExtension, type HueOf } from './caret.ts';
import { Clipboard } from './clipboard.ts';
import { MarkdownTyping } from './markdown-typing.ts';
import { Normaliser } from './normalise.ts';
import { collaborationExtension } from './own-undo.ts';
import { RepeatMarker } from './repeat-marker.ts';
import { UndoCaret } from './undo-caret.ts';
import { WritingKeys } from './writing-keys.ts';

export interface CollaborationSetup {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly user: CaretUser;
  /** Everybody's hue in this article; the same for caret, avatar and suggestions. */
  readonly hueOf: HueOf;
  /** What Mod-K does; without it the key is left to the window. */
  readonly onLink?: () => void;
  /** The document holds what this editor can't show: it is read-only now and writes nothing more. Show `readEdition`. */
  readonly onUnknownContent?: () => void;
}

function linkKey(onLink: () => void): Extension {
  return Extension.create({
    name: 'linkKey',
    addKeyboardShortcuts: () => ({
      'Mod-k': () => {
        onLink();
        return true;
      },
    }),
  });
}

/**
 * The extensions beside the schema's. Make the editor only after the document's first sync. A document with something
 * unknown in it is not shown at all, because the binding would delete that: `onUnknownContent` then shows it otherwise.
 */
export function collaborationExtensions(setup: CollaborationSetup): Extensions {
  const { doc, awareness, user, hueOf, onLink, onUnknownContent = () => {} } = setup;
  return [
    EditionBinding.configure({ doc, onUnknownContent }),
    collaborationExtension(doc),
    caretExtension(awareness, user, hueOf),
    BrowserCaret,
    UndoCaret,
    BlockIds,
    Normaliser,
    WritingKeys,
    MarkdownTyping,
    Clipboard,
    RepeatMarker,
    ...(onLink ? [linkKey(onLink)] : []),
  ];
}

/** Options for TipTap's `Editor` or `useEditor`: no injected style sheet, the document's text, nothing of its own. */
export function createEditionEditorOptions(
  setup: CollaborationSetup & { readonly editable: boolean },
): Pick<EditorOptions, 'injectCSS' | 'editable' | 'extensions'> {
  return {
    injectCSS: false,
    editable: setup.editable,
    extensions: [...schemaExtensions, ...collaborationExtensions(setup)],
  };
}

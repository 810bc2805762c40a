/** What can be done to a text: one table for the toolbars, the keys and the tooltips. */
import { type Editor, Extension } from '@tiptap/core';
import {
  Bold,
  Heading2,
  Heading3,
  Italic,
  List,
  ListOrdered,
  type LucideIcon,
  Pilcrow,
  Redo2,
  TextQuote,
  Undo2,
} from 'lucide-react';

export interface Format {
  readonly id: string;
  readonly name: string;
  /** As `Mod-b`: ProseMirror's way of writing keys. */
  readonly keys: string;
  readonly icon: LucideIcon;
  readonly kind: 'mark' | 'block' | 'history';
  isActive(editor: Editor): boolean;
  isEnabled(editor: Editor): boolean;
  run(editor: Editor): boolean;
}

/** Whether the selection stands in running text, which may change its kind: not in headline, standfirst or caption. */
function inBody(editor: Editor): boolean {
  const { parent } = editor.state.selection.$from;
  return editor.isEditable && (parent.type.name === 'paragraph' || parent.type.name === 'heading');
}

function mark(id: string, name: string, keys: string, icon: LucideIcon): Format {
  return {
    id,
    name,
    keys,
    icon,
    kind: 'mark',
    isActive: (editor) => editor.isActive(id),
    isEnabled: (editor) => editor.isEditable && editor.can().toggleMark(id),
    run: (editor) => editor.chain().focus().toggleMark(id).run(),
  };
}

function heading(level: 2 | 3, icon: LucideIcon): Format {
  return {
    id: `heading-${level}`,
    name: level === 2 ? 'Heading' : 'Smaller heading',
    keys: `Mod-Alt-${level}`,
    icon,
    kind: 'block',
    isActive: (editor) => editor.isActive('heading', { level }),
    isEnabled: inBody,
    run: (editor) => editor.chain().focus().toggleNode('heading', 'paragraph', { level }).run(),
  };
}

function list(id: 'bulletList' | 'orderedList', name: string, keys: string, icon: LucideIcon): Format {
  return {
    id,
    name,
    keys,
    icon,
    kind: 'block',
    isActive: (editor) => editor.isActive(id),
    isEnabled: inBody,
    run: (editor) => editor.chain().focus().toggleList(id, 'item').run(),
  };
}

export const FORMATS: readonly Format[] = [
  {
    id: 'undo',
    name: 'Undo',
    keys: 'Mod-z',
    icon: Undo2,
    kind: 'history',
    isActive: () => false,
    isEnabled: (editor) => editor.isEditable && editor.can().undo(),
    run: (editor) => editor.chain().focus().undo().run(),
  },
  {
    id: 'redo',
    name: 'Redo',
    keys: 'Mod-Shift-z',
    icon: Redo2,
    kind: 'history',
    isActive: () => false,
    isEnabled: (editor) => editor.isEditable && editor.can().redo(),
    run: (editor) => editor.chain().focus().redo().run(),
  },
  mark('bold', 'Bold', 'Mod-b', Bold),
  mark('italic', 'Italic', 'Mod-i', Italic),
  {
    id: 'paragraph',
    name: 'Paragraph',
    keys: 'Mod-Alt-0',
    icon: Pilcrow,
    kind: 'block',
    isActive: (editor) => editor.isActive('paragraph'),
    isEnabled: inBody,
    run: (editor) => editor.chain().focus().setNode('paragraph').run(),
  },
  heading(2, Heading2),
  heading(3, Heading3),
  {
    id: 'quote',
    name: 'Quote',
    keys: 'Mod-Shift-b',
    icon: TextQuote,
    kind: 'block',
    isActive: (editor) => editor.isActive('quote'),
    isEnabled: inBody,
    run: (editor) => editor.chain().focus().toggleWrap('quote').run(),
  },
  list('bulletList', 'List', 'Mod-Shift-8', List),
  list('orderedList', 'Numbered list', 'Mod-Shift-7', ListOrdered),
];

/** Keys of the formats. Undo and redo have theirs from the collaboration extension. */
export const FormatKeys = Extension.create({
  name: 'formatKeys',
  addKeyboardShortcuts() {
    const entries = FORMATS.filter(({ kind }) => kind !== 'history').map((format): [string, () => boolean] => [
      format.keys,
      () => format.isEnabled(this.editor) && format.run(this.editor),
    ]);
    return Object.fromEntries(entries);
  },
});

const IS_MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
const MAC_SIGNS: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };

/** Keys as people read them: `Ctrl+Shift+8`, on a Mac `⌘⇧8`. */
export function keysText(keys: string, mac = IS_MAC): string {
  const parts = keys.split('-').map((part) => {
    if (part.length === 1) return part.toUpperCase();
    return mac ? (MAC_SIGNS[part] ?? part) : part === 'Mod' ? 'Ctrl' : part;
  });
  return parts.join(mac ? '' : '+');
}

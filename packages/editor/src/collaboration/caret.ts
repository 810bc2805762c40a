/** Other people's carets. Their looks are in the editor's style sheet; hue and name come with the person. */
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import type { Awareness } from 'y-protocols/awareness';

/** Who types here, as others see it. */
export interface CaretUser {
  readonly id: string;
  readonly name: string;
  /** `#rrggbb`: the person's hue in this article. */
  readonly color: string;
}

const COLOR = /^#[0-9a-f]{6}$/i;
const MAX_NAME_LENGTH = 80;

/** A caret with its name; the style sheet lets the name fade and brings it back on hover. */
export function renderCaret(user: Readonly<Record<string, unknown>>): HTMLElement {
  const color = typeof user.color === 'string' && COLOR.test(user.color) ? user.color : 'currentcolor';
  const name = typeof user.name === 'string' ? user.name.slice(0, MAX_NAME_LENGTH) : '';
  const caret = document.createElement('span');
  caret.className = 'collaboration-carets__caret copydesk-caret';
  caret.style.color = color;
  caret.style.borderColor = color;
  if (typeof user.id === 'string') caret.dataset.person = user.id;
  const flag = document.createElement('span');
  flag.className = 'collaboration-carets__label copydesk-caret-name';
  flag.style.backgroundColor = color;
  // Names are isolated: an Arabic name beside English text must not reorder either.
  const label = document.createElement('bdi');
  label.textContent = name;
  flag.append(label);
  // Word joiners keep the line from breaking at the caret.
  caret.append('\u2060', flag, '\u2060');
  return caret;
}

/** The extension that shows others' carets and tells them ours. */
export function caretExtension(awareness: Awareness, user: CaretUser) {
  return CollaborationCaret.configure({ provider: { awareness }, user: { ...user }, render: renderCaret });
}

/** Other people's carets. Who is who comes from the server, the hues from the window: `--person-1` and so on. */
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import type { DecorationAttrs } from '@tiptap/pm/view';
import type { Awareness } from 'y-protocols/awareness';

/** Who types here, as others see it. */
export interface CaretUser {
  readonly id: string;
  readonly name: string;
}

/** A person's hue in this article, 1 to 8. */
export type HueOf = (userId: string) => number;

type SeenUser = Readonly<Record<string, unknown>>;

const MAX_NAME_LENGTH = 80;

function colorOf(user: SeenUser, hueOf: HueOf): string {
  return `var(--person-${hueOf(typeof user.id === 'string' ? user.id : '')})`;
}

/** A caret with its name; the style sheet lets the name fade and brings it back on hover. */
export function renderCaret(user: SeenUser, hueOf: HueOf): HTMLElement {
  const color = colorOf(user, hueOf);
  const caret = document.createElement('span');
  caret.className = 'collaboration-carets__caret';
  caret.style.color = color;
  caret.style.borderColor = color;
  const flag = document.createElement('span');
  flag.className = 'collaboration-carets__label';
  flag.style.backgroundColor = color;
  // Names are isolated: an Arabic name beside English text must not reorder either.
  const label = document.createElement('bdi');
  label.textContent = typeof user.name === 'string' ? user.name.slice(0, MAX_NAME_LENGTH) : '';
  flag.append(label);
  // Word joiners keep the line from breaking at the caret.
  caret.append('\u2060', flag, '\u2060');
  return caret;
}

function renderSelection(user: SeenUser, hueOf: HueOf): DecorationAttrs {
  return {
    class: 'collaboration-carets__selection',
    style: `background-color: color-mix(in srgb, ${colorOf(user, hueOf)} 22%, transparent)`,
  };
}

/** The extension that shows others' carets and selections, and tells them ours. */
export function caretExtension(awareness: Awareness, user: CaretUser, hueOf: HueOf) {
  return CollaborationCaret.configure({
    provider: { awareness },
    user: { id: user.id, name: user.name },
    render: (seen) => renderCaret(seen, hueOf),
    selectionRender: (seen) => renderSelection(seen, hueOf),
  });
}

/**
 * Shortcuts as text: `Mod+K`, `Mod+Shift+Enter`, `?`. `Mod` is Ctrl, on a Mac Cmd. `Aux` is Alt, on a Mac Ctrl: there
 * Alt types signs. A shortcut with one of them works while typing, one without does not.
 */
interface Keys {
  readonly mod: boolean;
  readonly aux: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly key: string;
}

const IS_MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** What of a keyboard event a shortcut is compared with. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

function parse(shortcut: string): Keys {
  const parts = shortcut.split('+');
  return {
    mod: parts.includes('Mod'),
    aux: parts.includes('Aux'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
    key: (parts.at(-1) ?? '').toLowerCase(),
  };
}

/** True if `press` is `shortcut`. A sign such as `?` is matched as it comes, whatever Shift it took to type it. */
export function isShortcut(press: KeyPress, shortcut: string, mac = IS_MAC): boolean {
  const keys = parse(shortcut);
  const sign = keys.key.length === 1 && keys.key.toUpperCase() === keys.key.toLowerCase();
  return (
    (keys.aux ? placeOf(press) : press.key.toLowerCase()) === keys.key &&
    press.ctrlKey === (mac ? keys.aux : keys.mod) &&
    press.metaKey === (mac && keys.mod) &&
    press.altKey === (keys.alt || (!mac && keys.aux)) &&
    (press.shiftKey === keys.shift || (sign && !keys.mod && !keys.aux))
  );
}

/** A letter or digit by its place, so that it is the same key on an Arabic or a French keyboard. */
function placeOf({ key, code }: KeyPress): string {
  return (/^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? key).toLowerCase();
}

/** Whether a shortcut may fire while the person types. */
export function worksWhileTyping(shortcut: string): boolean {
  const { mod, aux, alt, key } = parse(shortcut);
  return mod || aux || alt || /^f\d+$/.test(key);
}

const MAC_SIGNS: Record<string, string> = { Mod: '⌘', Aux: '⌃', Shift: '⇧', Alt: '⌥', Enter: '↩' };
const NAMES: Record<string, string> = { Mod: 'Ctrl', Aux: 'Alt', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };

/** A shortcut as people read it: `Ctrl+K`, on a Mac `⌘K`. */
export function shortcutText(shortcut: string, mac = IS_MAC): string {
  const parts = shortcut.split('+').map((part) => (mac ? MAC_SIGNS[part] : undefined) ?? NAMES[part] ?? part);
  return parts.join(mac ? '' : '+');
}

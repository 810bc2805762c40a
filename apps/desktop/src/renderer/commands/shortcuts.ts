/**
 * Shortcuts as text: `Mod+K`, `Mod+Shift+Enter`, `?`. `Mod` is Ctrl, on a Mac Cmd. A shortcut with `Mod` works while
 * typing, one without does not.
 */
interface Keys {
  readonly mod: boolean;
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
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
    key: (parts.at(-1) ?? '').toLowerCase(),
  };
}

/** True if `press` is `shortcut`. A sign such as `?` is matched as it comes, whatever Shift it took to type it. */
export function isShortcut(press: KeyPress, shortcut: string, mac = IS_MAC): boolean {
  const keys = parse(shortcut);
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  const sign = keys.key.length === 1 && keys.key.toUpperCase() === keys.key.toLowerCase();
  return (
    keyOf(press) === keys.key &&
    mod === keys.mod &&
    !other &&
    press.altKey === keys.alt &&
    (press.shiftKey === keys.shift || (sign && !keys.mod))
  );
}

/** The key by its sign. With Alt by its place for letters and digits: on a Mac, Alt makes other signs of them. */
function keyOf({ key, code, altKey }: KeyPress): string {
  const place = altKey ? /^(?:Key|Digit)(.)$/.exec(code)?.[1] : undefined;
  return (place ?? key).toLowerCase();
}

/** Whether a shortcut may fire while the person types. */
export function worksWhileTyping(shortcut: string): boolean {
  const { mod, alt, key } = parse(shortcut);
  return mod || alt || /^f\d+$/.test(key);
}

const MAC_SIGNS: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩' };
const NAMES: Record<string, string> = { Mod: 'Ctrl', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };

/** A shortcut as people read it: `Ctrl+K`, on a Mac `⌘K`. */
export function shortcutText(shortcut: string, mac = IS_MAC): string {
  const parts = shortcut.split('+').map((part) => (mac ? MAC_SIGNS[part] : undefined) ?? NAMES[part] ?? part);
  return parts.join(mac ? '' : '+');
}

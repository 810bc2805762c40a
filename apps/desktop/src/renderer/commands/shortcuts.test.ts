import { expect, test } from 'vitest';
import { isShortcut, type KeyPress, shortcutText, worksWhileTyping } from './shortcuts.ts';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
}

test('Mod is Ctrl here and Cmd on a Mac, never the other', () => {
  expect(isShortcut(press('k', { ctrlKey: true }), 'Mod+K', false)).toBe(true);
  expect(isShortcut(press('k', { metaKey: true }), 'Mod+K', false)).toBe(false);
  expect(isShortcut(press('k', { metaKey: true }), 'Mod+K', true)).toBe(true);
  expect(isShortcut(press('k', { ctrlKey: true, metaKey: true }), 'Mod+K', true)).toBe(false);
});

test('a key more or less is another shortcut', () => {
  expect(isShortcut(press('Enter', { ctrlKey: true, shiftKey: true }), 'Mod+Enter', false)).toBe(false);
  expect(isShortcut(press('Enter', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Enter', false)).toBe(true);
  expect(isShortcut(press('k'), 'Mod+K', false)).toBe(false);
});

test('a sign is matched whatever Shift its keyboard asks for', () => {
  expect(isShortcut(press('?', { shiftKey: true }), '?', false)).toBe(true);
  expect(isShortcut(press('?'), '?', false)).toBe(true);
});

test('Aux is Alt here and Ctrl on a Mac, with the key in its place on any keyboard', () => {
  expect(isShortcut(press('1', { altKey: true, code: 'Digit1' }), 'Aux+1', false)).toBe(true);
  expect(isShortcut(press('&', { altKey: true, code: 'Digit1' }), 'Aux+1', false)).toBe(true);
  expect(isShortcut(press('ؤ', { altKey: true, code: 'KeyC' }), 'Aux+C', false)).toBe(true);
  expect(isShortcut(press('1', { ctrlKey: true, code: 'Digit1' }), 'Aux+1', true)).toBe(true);
  expect(isShortcut(press('¡', { altKey: true, code: 'Digit1' }), 'Aux+1', true)).toBe(false);
  expect(isShortcut(press('2', { altKey: true, code: 'Digit2' }), 'Aux+1', false)).toBe(false);
});

test('a single key never fires while typing', () => {
  expect(worksWhileTyping('?')).toBe(false);
  expect(worksWhileTyping('Mod+K')).toBe(true);
  expect(worksWhileTyping('F8')).toBe(true);
});

test('people read Ctrl+Shift+Enter, on a Mac the signs', () => {
  expect(shortcutText('Mod+Shift+Enter', false)).toBe('Ctrl+Shift+Enter');
  expect(shortcutText('Mod+Shift+Enter', true)).toBe('⌘⇧↩');
  expect(shortcutText('Aux+1', false)).toBe('Alt+1');
  expect(shortcutText('Aux+1', true)).toBe('⌃1');
});

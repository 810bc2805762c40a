import { expect, test } from 'vitest';
import { agoText, directionOf, fromLocalInput, languageName, momentText, toLocalInput } from './times.ts';

const now = new Date(2026, 10, 22, 18, 30);
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

test('today is a clock time, another day has its date', () => {
  expect(momentText(before(30), now, 'en-GB')).toBe('18:00');
  expect(momentText(before(24 * 60), now, 'en-GB')).toBe('21 Nov, 18:30');
  expect(momentText(before(400 * 24 * 60), now, 'en-GB')).toContain('2025');
});

test('how long ago, in steps', () => {
  expect(agoText(before(0.5), now, 'en')).toBe('now');
  expect(agoText(before(2), now, 'en')).toBe('2 minutes ago');
  expect(agoText(before(119), now, 'en')).toBe('1 hour ago');
  expect(agoText(before(-90), now, 'en')).toBe('in 1 hour');
  expect(agoText(before(26 * 60), now, 'en')).toBe('yesterday');
  expect(agoText(before(9 * 24 * 60), now, 'en-GB')).toBe('13 Nov, 18:30');
});

test('a due time survives its input field', () => {
  const instant = new Date(2026, 2, 4, 7, 5).toISOString();
  expect(fromLocalInput(toLocalInput(instant))).toBe(instant);
  expect(fromLocalInput('')).toBeNull();
  expect(fromLocalInput('2026-02-')).toBeNull();
});

test('direction comes from the language', () => {
  expect(directionOf('ar-EG')).toBe('rtl');
  expect(directionOf('es')).toBe('ltr');
});

test('languages by name, unknown ones by tag', () => {
  expect(languageName('es', 'en')).toBe('Spanish');
  expect(languageName('zzz', 'en')).toBe('zzz');
});

import { describe, expect, test } from 'vitest';
import { type AccessEdition, accessFor } from './access.ts';
import type { Role } from './model.ts';

const person = (...roles: Role[]) => ({ id: 'p', roles, desks: ['world'] });
const text: AccessEdition = { role: 'source', work: 'drafting', public: 'never', desk: 'world', notes: false };

describe('access', () => {
  test.each([
    ['editor', 'source', 'write'],
    ['editor', 'translation', 'read'],
    ['translator', 'source', 'read'],
    ['translator', 'translation', 'write'],
    ['chief', 'source', 'write'],
    ['chief', 'translation', 'write'],
    ['reader', 'source', 'read'],
    ['reader', 'translation', 'read'],
  ] as const)('%s to a %s being drafted: %s', (role, kind, level) => {
    const access = accessFor(person(role), { ...text, role: kind });
    expect(access?.level).toBe(level);
    expect(access?.reason === '').toBe(level === 'write');
  });

  test('an editor who is also a translator writes both', () => {
    expect(accessFor(person('editor', 'translator'), { ...text, role: 'translation' })?.level).toBe('write');
  });

  test.each([
    ['submitted', 'never', 'This text is with the desk chief for approval.'],
    ['approved', 'never', 'This text is approved.'],
    ['closed', 'live', 'This text is published.'],
    ['closed', 'withheld', 'This text is withheld from readers while it is checked.'],
    ['closed', 'killed', 'This text was killed.'],
    ['spiked', 'never', 'This story is spiked.'],
  ] as const)('%s, %s: %s', (work, shown, reason) => {
    const frozen = { ...text, work, public: shown };
    expect(accessFor(person('editor'), frozen)).toEqual({ level: 'read', reason });
    expect(accessFor(person('chief'), frozen)?.level).toBe(work === 'submitted' ? 'write' : 'read');
    expect(accessFor(person('reader'), { ...frozen, notes: true })).toEqual({ level: 'write', reason: '' });
  });

  test('a story of another desk is not known to exist, one of no desk is everybody’s', () => {
    expect(accessFor(person('chief'), { ...text, desk: 'sport' })).toBeNull();
    expect(accessFor(person('chief'), { ...text, desk: 'sport', notes: true })).toBeNull();
    expect(accessFor({ ...person('editor'), desks: [] }, { ...text, desk: '' })?.level).toBe('write');
    expect(accessFor(person(), text)).toBeNull();
  });
});

import type { Version } from '@copydesk/shared/api';
import { describe, expect, it } from 'vitest';
import { lastSeen } from './use-changes.ts';

const seal = (name: string) => name.padEnd(64, '0');
function version(kind: Version['kind'], at: string, text: string): Version {
  return {
    kind,
    at: `2026-11-22T${at}:00Z`,
    seal: seal(text),
    version: 1,
    revision: null,
    by: 'u',
    words: 1,
    note: null,
  };
}
const first = [
  version('submitted', '10:00', 'a'),
  version('returned', '10:10', 'a'),
  version('submitted', '11:00', 'b'),
];
const published = [...first, version('approved', '11:10', 'b'), version('published', '11:20', 'b')];

describe('lastSeen', () => {
  it('is nothing where nothing was decided yet', () => {
    expect(lastSeen([version('submitted', '10:00', 'a')], { state: 'submitted', seal: seal('a') })).toBeNull();
  });
  it('is what was returned, for the text that came again', () => {
    expect(lastSeen(first, { state: 'submitted', seal: seal('b') })?.kind).toBe('returned');
  });
  it('stays that when the text is approved and published', () => {
    expect(lastSeen(published, { state: 'closed', seal: seal('b') })?.kind).toBe('returned');
  });
  it('is the published version once the next is written, also while it says the same', () => {
    expect(lastSeen(published, { state: 'drafting', seal: seal('b') })?.kind).toBe('published');
    expect(lastSeen(published, { state: 'submitted', seal: seal('c') })?.kind).toBe('published');
  });
});

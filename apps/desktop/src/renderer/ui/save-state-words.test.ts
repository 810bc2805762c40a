import type { DocumentState } from '@copydesk/shared/api';
import { describe, expect, test } from 'vitest';
import { type SaveFacts, saveStateWords } from './save-state-words.ts';

const now = new Date(2026, 10, 22, 18, 30);
const at = (hours: number, minutes: number) => new Date(2026, 10, 22, hours, minutes).toISOString();
const sent: DocumentState = {
  document: 'd.en',
  unsentWords: 0,
  unsentSince: null,
  keptOffline: true,
  link: 'live',
  detail: '',
};
const unsent: DocumentState = { ...sent, unsentWords: 40, unsentSince: at(17, 58) };
const well: SaveFacts = { line: { state: 'online' }, disk: { state: 'ok' }, document: sent };
const offline = { state: 'offline', since: at(14, 2), byChoice: false } as const;

function said(facts: Partial<SaveFacts>): string {
  return saveStateWords({ ...well, ...facts }, now, 'en-GB').text;
}

describe('save state', () => {
  test('all sent: "Saved on server"', () => {
    expect(said({})).toBe('Saved on server');
  });

  test('unsent words are told with their number and since when, online or offline', () => {
    const words = 'Saved on this computer, about 40 words not sent since 17:58';
    expect(said({ document: unsent })).toBe(words);
    expect(said({ document: unsent, line: offline })).toBe(words);
  });

  test('a deletion has no words, but is not called sent', () => {
    expect(said({ document: { ...unsent, unsentWords: 0 } })).toBe(
      'Saved on this computer, changes not sent since 17:58',
    );
  });

  test('offline with nothing unsent', () => {
    expect(said({ line: offline })).toBe('Offline since 14:02');
  });

  test('what only the window has is never called saved', () => {
    expect(said({ inWindowOnly: true })).toBe('Saving on this computer');
    expect(said({ connection: 'ended' })).toBe('Not saving: this window is no longer connected');
    expect(said({ connection: 'lost' })).toBe('Copydesk is restarting on this computer');
  });

  test('never "Saved on server" while the document is not linked', () => {
    expect(said({ document: { ...sent, link: 'connecting' } })).toBe('Saved on this computer, connecting');
    expect(said({ line: { state: 'connecting' } })).toBe('Saved on this computer, connecting');
    expect(said({ document: { ...sent, link: 'refused', detail: 'The text was replaced.' } })).toBe(
      'Saved on this computer: The text was replaced.',
    );
    expect(said({ document: { ...sent, link: 'offline' } })).not.toBe('Saved on server');
    expect(said({ document: { ...sent, link: 'closed' } })).not.toBe('Saved on server');
    const damaged = { ...sent, link: 'closed', detail: 'Damaged on the server. Your copy is safe here.' } as const;
    expect(saveStateWords({ ...well, document: damaged }, now, 'en-GB')).toMatchObject({
      text: 'Saved on this computer, not on the server',
      detail: damaged.detail,
    });
  });

  test('read only says why', () => {
    expect(said({ readOnly: 'approved by Leila M. at 14:10' })).toBe('Read only: approved by Leila M. at 14:10');
  });

  test('held text comes before why one may only read', () => {
    expect(said({ heldPassages: 3, readOnly: 'approved' })).toBe('Held: 3 passages');
    expect(said({ heldPassages: 1 })).toBe('Held: 1 passage');
  });

  test('a failing disk comes before everything', () => {
    const disk = { state: 'failing', reason: 'full', message: 'The disk is full.' } as const;
    expect(said({ disk, heldPassages: 3, line: offline })).toBe('Cannot save on this computer: disk full');
    expect(saveStateWords({ ...well, disk, line: offline }).detail).toContain('save a copy');
  });

  test('without a document only the line is told', () => {
    expect(said({ document: null })).toBe('Connected');
    expect(said({ document: null, line: { state: 'connecting' } })).toBe('Connecting');
  });

  test('copies for offline are counted where no document is open, and only online', () => {
    const fetching = { done: 120, total: 400 };
    expect(said({ document: null, fetching })).toBe('Fetching stories for offline: 120 of 400');
    expect(said({ fetching })).toBe('Saved on server');
    expect(said({ document: null, fetching, line: offline })).toMatch(/^Offline since/);
  });
});

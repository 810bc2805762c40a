import { hashText, type PassageEvidence } from '@copydesk/shared/article';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BLANK_EDITION, setBlockText } from '../schema/index.ts';
import { addPassage, confirmPassage, nextOpen, resetToMachine } from './acts.ts';
import { createTranslationStore, type TranslationFacts } from './store.ts';

function source(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, BLANK_EDITION);
  setBlockText(doc, 'headline', [{ type: 'text', text: 'Storm in the valley' }]);
  setBlockText(doc, 'first', [{ type: 'text', text: 'It hailed at two.' }]);
  return doc;
}
const machine: PassageEvidence = {
  block: 't',
  origin: 'machine',
  engine: 'Apertium',
  sourceText: 'Storm in the valley',
  output: 'Tormenta en el valle',
  at: '2026-11-22T10:00:00Z',
  confirmations: [],
};

function desk() {
  const from = source();
  const to = new Y.Doc();
  const facts: TranslationFacts = { language: 'es', sourceLanguage: 'en', evidence: [], carried: null, rule: 'show' };
  const store = createTranslationStore(to, from, facts);
  for (const cell of store.read().layout.source) {
    const [block] = cell.blocks;
    const before = store.read().passages.at(-1)?.id ?? null;
    if (block !== undefined) addPassage(to, block, before, null);
  }
  const write = (index: number, text: string) => {
    const id = store.read().passages[index]?.id ?? '';
    setBlockText(to, id, text === '' ? [] : [{ type: 'text', text }]);
    return id;
  };
  return { from, to, store, facts, write };
}
function passageAt(store: ReturnType<typeof desk>['store'], index: number) {
  const passage = store.read().passages[index];
  if (passage === undefined) throw new Error(`no passage ${index}`);
  return passage;
}

describe('a translation under the hand', () => {
  it('makes a passage for each source block, beside it', () => {
    const { store } = desk();
    const { layout, passages } = store.read();
    expect(passages.map(({ target }) => target.type)).toEqual(['headline', 'standfirst', 'paragraph']);
    expect(layout.target.map(({ row }) => row)).toEqual(layout.source.map(({ row }) => row));
  });

  it('confirms, turns stale when the source changes, and knows what it was made from', () => {
    const { from, to, store, write } = desk();
    write(0, 'Tormenta en el valle');
    confirmPassage(to, passageAt(store, 0), null);
    expect(passageAt(store, 0).state).toBe('confirmed');
    expect(nextOpen(store.read().passages, 0)).toBe(2);
    setBlockText(from, 'headline', [{ type: 'text', text: 'Hail in the valley' }]);
    expect(passageAt(store, 0)).toMatchObject({ state: 'edited', stale: true });
    expect(passageAt(store, 2).stale).toBe(false);
    expect(store.sourceText(passageAt(store, 0).segment?.madeFrom ?? '')).toBe('Storm in the valley');
    confirmPassage(to, passageAt(store, 0), null);
    expect(passageAt(store, 0)).toMatchObject({ state: 'confirmed', stale: false });
  });

  it('loses the confirmation with the target’s words, and follows the evidence in its label', () => {
    const { to, store, facts, write } = desk();
    const id = write(0, 'Tormenta en el valle');
    write(2, 'Granizó a las dos.');
    store.setFacts({ ...facts, evidence: [{ ...machine, block: id }] });
    expect(store.read().label?.code).toBe('machine');
    confirmPassage(to, passageAt(store, 0), null);
    expect(store.read().label?.code).toBe('partly-revised');
    confirmPassage(to, passageAt(store, 2), null);
    expect(store.read().label?.code).toBe('revised');
    write(2, 'Granizó.');
    expect(store.read()).toMatchObject({ label: { code: 'partly-revised' }, progress: { passages: 2, confirmed: 1 } });
  });

  it('carries its source’s label without calling its own words a machine’s translation from it', () => {
    const { store, facts, write } = desk();
    const id = write(0, 'Tormenta en el valle');
    store.setFacts({ ...facts, carried: 'machine' });
    expect(store.read().label?.text).toBe('Traducción automática. No la ha comprobado ningún editor.');
    store.setFacts({ ...facts, carried: 'machine', evidence: [{ ...machine, block: id }] });
    expect(store.read().label?.text).toContain('del inglés');
  });

  it('puts the machine’s words back, and finds source words on record by their hash', () => {
    const { to, store, facts, write } = desk();
    const id = write(0, 'Otra cosa');
    const evidence = [{ ...machine, block: id, sourceText: 'An older headline' }];
    store.setFacts({ ...facts, evidence });
    expect(resetToMachine(to, passageAt(store, 0), evidence, null)).toBe(true);
    expect(passageAt(store, 0).state).toBe('machine');
    expect(store.sourceText(hashText('An older headline'))).toBe('An older headline');
    expect(store.sourceText(hashText('never seen'))).toBeNull();
  });
});

// @vitest-environment jsdom
import { blockText, hashText, newSegment, type Passage } from '@copydesk/shared/article';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { asOneStep, UNDOABLE } from '../collaboration/index.ts';
import { articleWith, caretIn, type Desk, openDesk, press } from '../collaboration/testing.ts';
import { currentEdition, setBlockText, writeContent, writeSegment } from '../schema/index.ts';
import { confirmPassage, replaceWords } from './acts.ts';
import { joinSegments, mergePassages } from './joins.ts';
import { type Join, PassageRows } from './rows-plugin.ts';
import { createTranslationStore, type TranslationStore } from './store.ts';

const open: Desk[] = [];
afterEach(() => {
  for (const desk of open.splice(0)) desk.close();
});

/** A translator's desk: p1 and p2 are made from s1 and s2. */
function desk() {
  const source = new Y.Doc();
  const words = (id: string, text: string) => ({
    type: 'paragraph' as const,
    attrs: { id },
    content: [{ type: 'text' as const, text }],
  });
  writeContent(source, { type: 'doc', content: [words('s1', 'The bridge is shut.'), words('s2', 'Nobody was hurt.')] });
  const wiring: { join: (join: Join) => void } = { join: () => undefined };
  const rows = PassageRows.configure({ onJoin: (join) => wiring.join(join) });
  const target = openDesk(articleWith('El puente está cerrado.', 'No hay heridos.'), {}, [rows]);
  open.push(target);
  const { doc } = target;
  for (const [index, block] of currentEdition(source).content.content.entries()) {
    if (block.type === 'paragraph') writeSegment(doc, `p${index + 1}`, newSegment([block]));
  }
  const facts = { language: 'es', sourceLanguage: 'en', evidence: [], carried: null, rule: 'show' as const };
  const store = createTranslationStore(doc, source, facts);
  wiring.join = (join) => joinSegments(doc, join, source, store, UNDOABLE);
  return { ...target, target, source, store };
}
function passage(store: TranslationStore, id: string): Passage {
  const found = store.read().passages.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no passage ${id}`);
  return found;
}
const outline = (store: TranslationStore) =>
  store
    .read()
    .passages.filter(({ target }) => target.type === 'paragraph')
    .map(({ target, source, stale }) => [blockText(target), source.map(({ attrs }) => attrs.id).join('+'), stale]);

describe('two passages made one', () => {
  it('has the words and the sources of both, and one undo takes it back', () => {
    const { doc, editor, source, store } = desk();
    setBlockText(doc, 'p2', [{ type: 'text', text: 'No hay heridos' }], UNDOABLE);
    setBlockText(doc, 'p2', [{ type: 'text', text: 'No hay heridos.' }], UNDOABLE);
    asOneStep(editor, () => mergePassages(doc, passage(store, 'p1'), passage(store, 'p2'), source, store, UNDOABLE));
    expect(outline(store)).toEqual([['El puente está cerrado. No hay heridos.', 's1+s2', false]]);
    editor.commands.undo();
    expect(outline(store)).toEqual([
      ['El puente está cerrado.', 's1', false],
      ['No hay heridos.', 's2', false],
    ]);
  });

  it('has one space between the words, where there is one already too', () => {
    const { doc, source, store } = desk();
    setBlockText(doc, 'p2', [{ type: 'text', text: ' No hay heridos.' }]);
    mergePassages(doc, passage(store, 'p1'), passage(store, 'p2'), source, store, UNDOABLE);
    expect(outline(store)[0]?.[0]).toBe('El puente está cerrado. No hay heridos.');
  });

  it('is the same by Backspace at the start of the second', () => {
    const { target, editor, store } = desk();
    caretIn(target, 'p2', 0);
    press(target, 'Backspace');
    expect(outline(store)).toEqual([['El puente está cerrado.No hay heridos.', 's1+s2', false]]);
    editor.commands.undo();
    expect(outline(store)).toHaveLength(2);
  });

  it('stays stale with the words it was made from, if one was stale', () => {
    const { doc, source, store } = desk();
    store.read();
    setBlockText(source, 's2', [{ type: 'text', text: 'Two were hurt.' }]);
    mergePassages(doc, passage(store, 'p1'), passage(store, 'p2'), source, store, UNDOABLE);
    expect(outline(store)).toEqual([['El puente está cerrado. No hay heridos.', 's1+s2', true]]);
    const { segment } = passage(store, 'p1');
    expect(store.sourceText(segment?.madeFrom ?? '')).toBe('The bridge is shut.\nNobody was hurt.');
    setBlockText(source, 's2', [{ type: 'text', text: 'Nobody was hurt.' }]);
    expect(outline(store)).toEqual([['El puente está cerrado. No hay heridos.', 's1+s2', false]]);
  });
});

describe('a passage split by Enter', () => {
  it('gives both parts the same source, and neither is confirmed', () => {
    const { target, doc, store } = desk();
    confirmPassage(doc, passage(store, 'p1'), UNDOABLE);
    caretIn(target, 'p1', 9);
    press(target, 'Enter');
    expect(outline(store)).toEqual([
      ['El puente', 's1', false],
      [' está cerrado.', 's1', false],
      ['No hay heridos.', 's2', false],
    ]);
    expect(passage(store, 'p1').state).toBe('edited');
    // And joined again it is what it was.
    press(target, 'Backspace');
    expect(outline(store)[0]).toEqual(['El puente está cerrado.', 's1', false]);
  });
});

describe('a fix of some words', () => {
  it('keeps the marks around it', () => {
    const { doc, store } = desk();
    const bold = [{ type: 'bold' as const }];
    setBlockText(doc, 'p1', [
      { type: 'text', text: 'Son ' },
      { type: 'text', text: '12 muertos', marks: bold },
      { type: 'text', text: '.' },
    ]);
    expect(replaceWords(doc, passage(store, 'p1'), { from: 4, to: 6, insert: '14' }, null)).toBe(true);
    expect(passage(store, 'p1').target.content).toEqual([
      { type: 'text', text: 'Son ' },
      { type: 'text', text: '14 muertos', marks: bold },
      { type: 'text', text: '.' },
    ]);
    expect(replaceWords(doc, passage(store, 'p1'), { from: 15, to: 15, insert: ' hoy' }, null)).toBe(true);
    expect(blockText(passage(store, 'p1').target)).toBe('Son 14 muertos. hoy');
  });

  it('leaves the marks of words that stay', () => {
    const { doc, store } = desk();
    const bold = [{ type: 'bold' as const }];
    setBlockText(doc, 'p1', [
      { type: 'text', text: '"Son ' },
      { type: 'text', text: '12 muertos', marks: bold },
      { type: 'text', text: '", dijo.' },
    ]);
    const fix = { from: 0, to: 16, insert: '«Son 12 muertos»' };
    expect(replaceWords(doc, passage(store, 'p1'), fix, null)).toBe(true);
    expect(passage(store, 'p1').target.content).toEqual([
      { type: 'text', text: '«Son ' },
      { type: 'text', text: '12 muertos', marks: bold },
      { type: 'text', text: '», dijo.' },
    ]);
  });

  it('is not made where somebody has typed meanwhile', () => {
    const { doc, store } = desk();
    const seen = passage(store, 'p1');
    setBlockText(doc, 'p1', [{ type: 'text', text: 'Otra cosa' }]);
    expect(replaceWords(doc, seen, { from: 0, to: 2, insert: 'Un' }, null)).toBe(false);
    expect(hashText(blockText(passage(store, 'p1').target))).toBe(hashText('Otra cosa'));
  });
});

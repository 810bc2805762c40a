// @vitest-environment jsdom
import { ArticleDoc } from '@copydesk/shared/article';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readEdition } from '../schema/read.ts';
import { renderCaret } from './caret.ts';
import { repeatsIn } from './repeat-marker.ts';
import { articleWith, blank, caretIn, type Desk, openDesk, outline, press, settle, type } from './testing.ts';

const desks: Desk[] = [];
function open(update: Uint8Array, count: number): Desk[] {
  const opened = Array.from({ length: count }, (_, i) => openDesk(update, { clientId: 100 + i }));
  desks.push(...opened);
  return opened;
}
function closeAll(): void {
  for (const desk of desks.splice(0)) desk.close();
}
afterEach(closeAll);

function pair(update: Uint8Array): [Desk, Desk] {
  const [a, b] = open(update, 2);
  if (!a || !b) throw new Error('two desks');
  return [a, b];
}

const body = (desk: Desk): string[] => outline(desk.editor.state.doc).slice(2);
const idsIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"id":"([^"]*)"/g)].map((match) => match[1] ?? '');
const textIn = (desk: Desk): string => desk.editor.state.doc.textBetween(0, desk.editor.state.doc.content.size, '\n');

describe('two people in one paragraph', () => {
  it('type at once in a block that was empty', () => {
    const [a, b] = pair(blank);
    caretIn(a, 'first', 0);
    caretIn(b, 'first', 0);
    type(a, 'one ');
    type(b, 'two ');
    settle(a, b);
    expect([...(body(a)[0] ?? '')].sort().join('')).toBe([...'paragraph:first:one two '].sort().join(''));
    expect(body(b)).toEqual(body(a));
    type(a, 'more');
    type(b, 'else');
    settle(a, b);
    expect(textIn(a)).toBe(textIn(b));
    expect(textIn(a)).toHaveLength(textIn(blankDesk()).length + 'one two moreelse'.length);
  });

  function blankDesk(): Desk {
    const [desk] = open(blank, 1);
    if (!desk) throw new Error('a desk');
    return desk;
  }

  it('one writes in the first part while the other splits', () => {
    const [a, b] = pair(articleWith('The bridge was closed. Nobody was hurt.'));
    caretIn(a, 'p1', 23);
    press(a, 'Enter');
    caretIn(b, 'p1', 3);
    type(b, ' old');
    settle(a, b);
    expect(body(a)).toEqual(['paragraph:p1:The old bridge was closed. ', 'paragraph:*:Nobody was hurt.']);
    expect(body(b)).toEqual(body(a));
  });

  it.each([
    [14, 14],
    [10, 14],
    [14, 10],
  ])('both split it, at %i and at %i: the repeat is marked, its ids differ, one key removes it', (first, second) => {
    const words = 'The quick brown fox jumped over the lazy dog.';
    const [a, b] = pair(articleWith(words, 'Another paragraph stands here.'));
    caretIn(a, 'p1', first);
    press(a, 'Enter');
    caretIn(b, 'p1', second);
    press(b, 'Enter');
    settle(a, b);

    expect(body(a)).toEqual(body(b));
    expect(body(a)).toHaveLength(4);
    const ids = idsIn(readEdition(a.doc).content);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.some((id) => id.includes('~'))).toBe(false);
    expect(repeatsIn(a.editor.state)).toHaveLength(1);
    expect(a.editor.view.dom.querySelectorAll('.copydesk-repeat')).toHaveLength(1);

    expect(press(a, 'Backspace', { ctrlKey: true, shiftKey: true })).toBe(true);
    settle(a, b);
    expect(repeatsIn(b.editor.state)).toEqual([]);
    expect(textIn(b).split('\n').slice(2, -1).join('')).toBe(words);
  });

  it('does not take a phrase that two paragraphs share for a repeat', () => {
    const [a] = pair(
      articleWith(
        'The mayor said on Tuesday that the bridge would stay closed, he told reporters at the town hall.',
        'Traffic is led around the town until spring, he told reporters at the town hall.',
        'Short words.',
        'Short words.',
      ),
    );
    expect(repeatsIn(a.editor.state)).toEqual([]);
  });
});

describe('a caret', () => {
  it('stays where it is when somebody writes after an undo', () => {
    const [a, b] = pair(articleWith('one', 'two'));
    caretIn(a, 'p1', -1);
    type(a, ' and more');
    a.editor.commands.undo();
    settle(a, b);
    caretIn(a, 'headline', 3);
    caretIn(b, 'p2', 0);
    type(b, 'x');
    settle(a, b);
    expect(a.editor.state.selection.$from.parent.attrs.id).toBe('headline');
    expect(a.editor.state.selection.$from.parentOffset).toBe(3);
  });

  it('shows its name isolated, in the hue of the window and not in what the other sent', () => {
    const caret = renderCaret({ id: 'u1', name: 'ليلى', color: 'red;background:url(x)' }, (id) => id.length);
    expect(caret.querySelector('bdi')?.textContent).toBe('ليلى');
    expect(caret.outerHTML).not.toContain('url');
    expect(caret.style.color).toBe('var(--person-2)');
  });
});

describe('two people in one list', () => {
  it('lose no words when both take items away and add some', () => {
    const [a, b] = pair(articleWith('one'));
    caretIn(a, 'p1', 0);
    type(a, '- ');
    settle(a, b);
    caretIn(a, 'p1', -1);
    caretIn(b, 'p1', -1);
    press(a, 'Enter');
    type(a, 'from a');
    press(b, 'Enter');
    type(b, 'from b');
    settle(a, b);
    expect(body(a)).toEqual(body(b));
    for (const words of ['one', 'from a', 'from b']) expect(textIn(a)).toContain(words);
    const before = textIn(a);
    a.editor.commands.undo();
    settle(a, b);
    expect(textIn(b)).toContain('from b');
    a.editor.commands.redo();
    settle(a, b);
    expect(textIn(b)).toBe(before);
  });
});

/** What somebody does: `where` and `much` are taken modulo what there is. */
interface Act {
  readonly who: number;
  readonly what: string;
  readonly where: number;
  readonly much: number;
}

const WRITING = ['type', 'type', 'type', 'enter', 'start', 'bold', 'copy', 'exchange'];
const ANYTHING = [...WRITING, 'join', 'delete', 'move', 'heading', 'quote', 'list', 'undo', 'redo', 'normalise'];

function textBlocks(desk: Desk): { pos: number; size: number }[] {
  const found: { pos: number; size: number }[] = [];
  desk.editor.state.doc.descendants((node, pos) => {
    if (node.isTextblock) found.push({ pos, size: node.content.size });
  });
  return found;
}

function act(all: readonly Desk[], { who, what, where, much }: Act, written: string[]): void {
  const desk = all[who % all.length];
  const blocks = desk ? textBlocks(desk) : [];
  const block = blocks[where % Math.max(1, blocks.length)];
  if (!desk || !block) return;
  const { editor } = desk;
  const inside = block.pos + 1 + (much % (block.size + 1));
  editor.commands.setTextSelection(what === 'start' || what === 'join' ? block.pos + 1 : inside);
  switch (what) {
    case 'type': {
      // Each character is typed only once, so that a lost one shows.
      const character = String.fromCharCode(0x4e00 + written.length);
      written.push(character);
      type(desk, character);
      return;
    }
    case 'enter':
    case 'start':
      press(desk, 'Enter');
      return;
    case 'join':
      press(desk, 'Backspace');
      return;
    case 'bold':
      editor.commands.setTextSelection({ from: block.pos + 1, to: inside });
      editor.commands.toggleMark('bold');
      return;
    case 'delete':
      editor.commands.setTextSelection({ from: block.pos + 1, to: inside });
      editor.commands.deleteSelection();
      return;
    case 'copy':
    case 'move': {
      const { doc, tr } = editor.state;
      const index = where % doc.childCount;
      const target = much % doc.childCount;
      let from = 0;
      for (let i = 0; i < index; i++) from += doc.child(i).nodeSize;
      let to = 0;
      for (let i = 0; i < target; i++) to += doc.child(i).nodeSize;
      if (what === 'move') tr.delete(from, from + doc.child(index).nodeSize);
      editor.view.dispatch(tr.insert(tr.mapping.map(to), doc.child(index)));
      return;
    }
    case 'heading':
      editor.commands.toggleNode('heading', 'paragraph', { level: 2 });
      return;
    case 'quote':
      editor.commands.toggleWrap('quote');
      return;
    case 'list':
      editor.commands.toggleList('bulletList', 'item');
      return;
    case 'undo':
      editor.commands.undo();
      return;
    case 'redo':
      editor.commands.redo();
      return;
    case 'normalise':
      editor.commands.normaliseArticle();
      return;
    case 'exchange': {
      const other = all[(who + 1 + (much % (all.length - 1))) % all.length];
      if (other) settle(desk, other);
    }
  }
}

const acts = (names: readonly string[]) =>
  fc.array(fc.record({ who: fc.nat(2), what: fc.constantFrom(...names), where: fc.nat(30), much: fc.nat(60) }), {
    minLength: 5,
    maxLength: 40,
  });

function withoutDoubles(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replace(/"id":"([^"~]*)(~\d+)*"/g, '"id":"$1"'));
}

/** Everybody has the same, the editor shows what the document holds, reading is valid and gives each id once. */
function expectSettled(all: readonly Desk[]): void {
  settle(...all);
  settle(...all);
  const [first, ...others] = all;
  if (!first) return;
  const edition = readEdition(first.doc);
  expect(ArticleDoc.parse(edition.content)).toEqual(edition.content);
  const ids = idsIn(edition.content);
  expect(new Set(ids).size).toBe(ids.length);
  for (const desk of all) {
    expect(desk.editor.state.doc.toJSON()).toEqual(withoutDoubles(readEdition(desk.doc).content));
    expect(() => desk.editor.state.doc.check()).not.toThrow();
  }
  for (const other of others) expect(readEdition(other.doc)).toEqual(edition);
}

describe('three people at random', () => {
  const start = articleWith('The quick brown fox jumped over the lazy dog.', 'Two.', '');

  it('lose nothing of what they write, split and copy', () => {
    void fc.assert(
      fc
        .property(acts(WRITING), (list) => {
          const all = open(start, 3);
          const written: string[] = [];
          for (const item of list) act(all, item, written);
          expectSettled(all);
          const text = all[0] ? textIn(all[0]) : '';
          expect(written.filter((character) => !text.includes(character))).toEqual([]);
          for (const character of 'Thequickbrownfx') expect(text).toContain(character);
        })
        .afterEach(closeAll),
      { numRuns: 80 },
    );
  });

  it('agree whatever they do, and a hand’s edit leaves no id doubled', () => {
    void fc.assert(
      fc
        .property(acts(ANYTHING), (list) => {
          const all = open(start, 3);
          for (const item of list) act(all, item, []);
          expectSettled(all);
          const [first] = all;
          if (!first) return;
          first.editor.commands.insertContentAt(1, '!');
          expectSettled(all);
          const ids = idsIn(first.editor.state.doc.toJSON());
          expect(new Set(ids).size).toBe(ids.length);
        })
        .afterEach(closeAll),
      { numRuns: 80 },
    );
  });

  it('agree though updates come late and in any order', () => {
    const [a, b] = pair(start);
    const updates: Uint8Array[] = [];
    a.doc.on('update', (update: Uint8Array) => updates.push(update));
    caretIn(a, 'p1', 10);
    press(a, 'Enter');
    type(a, 'later');
    for (const update of updates.reverse()) Y.applyUpdate(b.doc, update, 'remote');
    expectSettled([a, b]);
  });
});

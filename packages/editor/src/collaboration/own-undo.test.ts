// @vitest-environment jsdom
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from '../schema/roots.ts';
import { articleWith, caretIn, type Desk, findNode, openDesk, settle, type } from './testing.ts';

/** Lets time pass: the clock of Yjs cannot be set, the time of the last change can. */
function pause({ editor }: Desk, milliseconds: number): void {
  const manager: Y.UndoManager = yUndoPluginKey.getState(editor.state).undoManager;
  manager.lastChange -= milliseconds;
}

describe('a step of undo', () => {
  it('is what was typed in one go, though others write and are seen moving meanwhile', () => {
    const article = articleWith('one', 'two');
    const [desk, other] = [openDesk(article), openDesk(article)];
    caretIn(desk, 'p1', -1);
    caretIn(other, 'p2', -1);
    for (const letter of ' more') {
      type(desk, letter);
      type(other, letter);
      settle(desk, other);
      desk.editor.view.dispatch(desk.editor.state.tr.setMeta('seen', true));
    }
    desk.editor.commands.undo();
    expect(findNode(desk.editor.state.doc, 'p1').node.textContent).toBe('one');
    expect(findNode(desk.editor.state.doc, 'p2').node.textContent).toBe('two more');
    for (const one of [desk, other]) one.close();
  });

  it('ends with a pause', () => {
    const desk = openDesk(articleWith('one'));
    caretIn(desk, 'p1', -1);
    for (const letter of ' two') {
      type(desk, letter);
      pause(desk, 700);
    }
    pause(desk, 1_100);
    type(desk, ' three');
    desk.editor.commands.undo();
    expect(findNode(desk.editor.state.doc, 'p1').node.textContent).toBe('one two');
    desk.editor.commands.undo();
    expect(findNode(desk.editor.state.doc, 'p1').node.textContent).toBe('one');
    desk.close();
  });
});

describe('undo of a deleted paragraph, in which words had been brought back before', () => {
  it('gives one text, however others come to hear of it', () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update) => updates.push(update));
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('one')]);
    contentOf(doc).insert(0, [paragraph]);
    const steps = new Y.UndoManager(contentOf(doc), { captureTimeout: 0 });
    wordsOf(doc).delete(1, 2);
    steps.undo();
    wordsOf(doc).insert(2, 'x');
    contentOf(doc).delete(0, 1);
    steps.undo();

    const [followed, fetched] = [new Y.Doc(), new Y.Doc()];
    for (const update of updates) Y.applyUpdate(followed, update);
    Y.applyUpdate(fetched, Y.encodeStateAsUpdate(doc));
    expect([doc, followed, fetched].map((one) => wordsOf(one).toString())).toEqual(['onxe', 'onxe', 'onxe']);
  });
});

describe('undo of words that were in a list', () => {
  it('does nothing where the list came back by an undo and somebody else has taken it out', () => {
    const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
    const share = () => {
      Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine), 'other');
      Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs), 'other');
    };
    contentOf(mine).insert(0, [element('list', element('item', new Y.XmlText('words'))), element('paragraph')]);
    share();
    const steps = new Y.UndoManager(contentOf(mine), { captureTimeout: 0 });
    const item = () => child(contentOf(mine), 0, 0);
    const words = item().get(0);
    if (!(words instanceof Y.XmlText)) throw new Error('no words');
    words.delete(0, 5);
    contentOf(mine).delete(0, 1);
    steps.undo();
    // What is written into the copy and taken back is forgotten with the next change, and the copy may be let go.
    item().insert(0, [new Y.XmlText('more')]);
    steps.undo();
    child(contentOf(mine), 1).insert(0, [new Y.XmlText('after')]);
    share();
    contentOf(theirs).delete(0, 1);
    share();
    steps.undo();
    expect(steps.undo()).toBeNull();
    share();
    expect(contentOf(mine).toString()).toBe('<paragraph></paragraph>');
    expect(contentOf(theirs).toString()).toBe('<paragraph></paragraph>');
  });
});

function element(name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const made = new Y.XmlElement(name);
  made.insert(0, children);
  return made;
}

function child(of: Y.XmlFragment, ...path: number[]): Y.XmlElement {
  const [at = 0, ...further] = path;
  const found = of.get(at);
  if (!(found instanceof Y.XmlElement)) throw new Error('no such element');
  return further.length === 0 ? found : child(found, ...further);
}

/** The text of the first paragraph. */
function wordsOf(doc: Y.Doc): Y.XmlText {
  const paragraph = contentOf(doc).get(0);
  const words = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (!(words instanceof Y.XmlText)) throw new Error('no words');
  return words;
}

// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readEdition } from '../schema/read.ts';
import { contentOf } from '../schema/roots.ts';
import { readSegment, writeSegment } from '../schema/segments.ts';
import { findBlock } from '../schema/write.ts';
import { articleWith, blank, caretIn, type Desk, findNode, openDesk, outline, press, type } from './testing.ts';

const desks: Desk[] = [];
function open(...given: Parameters<typeof openDesk>): Desk {
  const desk = openDesk(...given);
  desks.push(desk);
  return desk;
}
afterEach(() => {
  for (const desk of desks.splice(0)) desk.close();
});

const body = (desk: Desk): string[] => outline(desk.editor.state.doc).slice(2);
/** What the document holds must be what the editor shows. */
function expectInStep(desk: Desk): void {
  expect(readEdition(desk.doc).content).toEqual(desk.editor.state.doc.toJSON());
}

describe('block ids', () => {
  it('stay with the first part of a split, and so does its element', () => {
    const desk = open(articleWith('one two', 'three'));
    const element = findBlock(desk.doc, 'p1');
    caretIn(desk, 'p1', 4);
    press(desk, 'Enter');
    expect(body(desk)).toEqual(['paragraph:p1:one ', 'paragraph:*:two', 'paragraph:p2:three']);
    expect(findBlock(desk.doc, 'p1')).toBe(element);
    expectInStep(desk);
  });

  it('stay with the words when Enter opens an empty block before them', () => {
    const desk = open(articleWith('one two', 'three'));
    const element = findBlock(desk.doc, 'p1');
    caretIn(desk, 'p1', 0);
    press(desk, 'Enter');
    expect(body(desk)).toEqual(['paragraph:*:', 'paragraph:p1:one two', 'paragraph:p2:three']);
    expect(findBlock(desk.doc, 'p1')).toBe(element);
    type(desk, 'x');
    expect(body(desk)[1]).toBe('paragraph:p1:xone two');
    expectInStep(desk);
  });

  it('are new behind the end of a block, and gone when it is joined again', () => {
    const desk = open(articleWith('one', 'two'));
    caretIn(desk, 'p1', -1);
    press(desk, 'Enter');
    type(desk, 'new');
    expect(body(desk)).toEqual(['paragraph:p1:one', 'paragraph:*:new', 'paragraph:p2:two']);
    caretIn(desk, 'p2', 0);
    press(desk, 'Backspace');
    expect(body(desk)).toEqual(['paragraph:p1:one', 'paragraph:*:newtwo']);
    expectInStep(desk);
  });

  it('stay when a block changes its kind or is wrapped', () => {
    const desk = open(articleWith('one', 'two', 'three'));
    caretIn(desk, 'p1', 0);
    type(desk, '## ');
    caretIn(desk, 'p2', 0);
    type(desk, '- ');
    caretIn(desk, 'p3', 0);
    type(desk, '> ');
    expect(body(desk)).toEqual(['heading:p1:one', 'bulletList[item[paragraph:p2:two]]', 'quote[paragraph:p3:three]']);
    desk.editor.commands.selectAll();
    expectInStep(desk);
  });

  it('are given anew to a pasted copy, wherever it lands, and kept by a moved block', () => {
    const desk = open(articleWith('one', 'two', 'three'));
    const copy = findNode(desk.editor.state.doc, 'p2').node;
    const before = findNode(desk.editor.state.doc, 'p1').pos;
    desk.editor.view.dispatch(desk.editor.state.tr.insert(before, copy));
    expect(body(desk)).toEqual(['paragraph:*:two', 'paragraph:p1:one', 'paragraph:p2:two', 'paragraph:p3:three']);
    expectInStep(desk);

    const { node, pos } = findNode(desk.editor.state.doc, 'p3');
    const { tr } = desk.editor.state;
    tr.delete(pos, pos + node.nodeSize).insert(before, node);
    desk.editor.view.dispatch(tr);
    expect(body(desk)).toEqual(['paragraph:p3:three', 'paragraph:*:two', 'paragraph:p1:one', 'paragraph:p2:two']);
    expectInStep(desk);
  });

  it('come back with undo and redo', () => {
    const desk = open(articleWith('one two', 'three'));
    caretIn(desk, 'p1', 4);
    press(desk, 'Enter');
    const split = outline(desk.editor.state.doc);
    const ids = desk.editor.state.doc.children.map((node) => node.attrs.id);
    expect(desk.editor.commands.undo()).toBe(true);
    expect(body(desk)).toEqual(['paragraph:p1:one two', 'paragraph:p2:three']);
    expect(desk.editor.commands.redo()).toBe(true);
    expect(outline(desk.editor.state.doc)).toEqual(split);
    expect(desk.editor.state.doc.children.map((node) => node.attrs.id)).toEqual(ids);
    expectInStep(desk);
  });

  it('bring the segment along on a split, in the same transaction and undo step', () => {
    const desk = open(articleWith('one two'));
    const hash = 'a'.repeat(64);
    writeSegment(desk.doc, 'p1', { source: ['s1'], madeFrom: hash, confirmed: null, reviewed: null });
    let updates = 0;
    desk.doc.on('update', () => updates++);
    caretIn(desk, 'p1', 4);
    press(desk, 'Enter');
    expect(updates).toBe(1);
    const id = String(desk.editor.state.doc.child(3).attrs.id);
    expect(readSegment(desk.doc, id)).toMatchObject({ source: ['s1'], madeFrom: hash });
    desk.editor.commands.undo();
    expect(readSegment(desk.doc, id)).toBeNull();
    expect(readSegment(desk.doc, 'p1')).not.toBeNull();
  });

  it('stay with the first item when a list item is split', () => {
    const desk = open(articleWith('one two'));
    caretIn(desk, 'p1', 0);
    type(desk, '1. ');
    caretIn(desk, 'p1', 4);
    press(desk, 'Enter');
    press(desk, 'Enter', { shiftKey: true });
    expectInStep(desk);
    const ids = [...JSON.stringify(readEdition(desk.doc).content).matchAll(/"id":"([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.some((id) => id?.includes('~'))).toBe(false);
  });
});

describe('keys in the fields of an article', () => {
  it('leads Enter from the headline to the standfirst, and on to the first paragraph', () => {
    const desk = open(articleWith('one'));
    const before = outline(desk.editor.state.doc);
    caretIn(desk, 'headline', 3);
    press(desk, 'Enter');
    expect(desk.editor.state.selection.$from.parent.type.name).toBe('standfirst');
    press(desk, 'Enter');
    expect(desk.editor.state.selection.$from.parent.attrs.id).toBe('p1');
    expect(outline(desk.editor.state.doc)).toEqual(before);
  });

  it('makes a paragraph where there is none', () => {
    const desk = open(articleWith());
    caretIn(desk, 'standfirst', -1);
    press(desk, 'Enter');
    type(desk, 'Now');
    expect(body(desk)).toEqual(['paragraph:*:Now']);
    expectInStep(desk);
  });

  it('does not join the first paragraph with the standfirst, nor the headline with anything', () => {
    const desk = open(articleWith('one', ''));
    const before = outline(desk.editor.state.doc);
    caretIn(desk, 'p1', 0);
    press(desk, 'Backspace');
    caretIn(desk, 'headline', -1);
    press(desk, 'Delete');
    caretIn(desk, 'standfirst', 0);
    press(desk, 'Backspace');
    caretIn(desk, 'headline', 0);
    press(desk, 'Backspace');
    expect(outline(desk.editor.state.doc)).toEqual(before);
    caretIn(desk, 'p2', 0);
    press(desk, 'Backspace');
    expect(body(desk)).toEqual(['paragraph:p1:one']);
    expectInStep(desk);
  });

  it('selects the figure above before anything is deleted, and goes from its caption to the text', () => {
    const desk = open(articleWith('one'));
    const { figure, caption } = desk.editor.schema.nodes;
    const made = figure?.create({ id: 'fig' }, caption?.create(null, desk.editor.schema.text('A bridge')));
    if (!made) throw new Error('no figure');
    desk.editor.view.dispatch(desk.editor.state.tr.insert(findNode(desk.editor.state.doc, 'p1').pos, made));
    caretIn(desk, 'p1', 0);
    press(desk, 'Backspace');
    expect(desk.editor.state.selection.toJSON().type).toBe('node');
    expect(body(desk)).toEqual(['figure[caption:*:A bridge]', 'paragraph:p1:one']);
    const { pos } = findNode(desk.editor.state.doc, 'fig');
    desk.editor.commands.setTextSelection(pos + 5);
    press(desk, 'Enter');
    expect(desk.editor.state.selection.$from.parent.attrs.id).toBe('p1');
    expectInStep(desk);
  });

  it('keeps the headline and its element when everything is selected and deleted', () => {
    const desk = open(articleWith('one', 'two'));
    const element = findBlock(desk.doc, 'headline');
    desk.editor.commands.selectAll();
    press(desk, 'Backspace');
    expect(outline(desk.editor.state.doc)[0]).toBe('headline:headline:');
    expect(findBlock(desk.doc, 'headline')).toBe(element);
    type(desk, 'New');
    expectInStep(desk);
  });

  it('types Markdown in running text only', () => {
    const desk = open(blank);
    caretIn(desk, 'headline', 0);
    type(desk, '- a dash');
    caretIn(desk, 'first', 0);
    type(desk, 'a **bold** and *slanted* word');
    expect(outline(desk.editor.state.doc)).toEqual([
      'headline:headline:- a dash',
      'standfirst:standfirst:',
      'paragraph:first:a bold and slanted word',
    ]);
    expect(JSON.stringify(readEdition(desk.doc).content)).toContain('"text":"bold","marks":[{"type":"bold"}]');
    expectInStep(desk);
  });
});

describe('order', () => {
  it('makes a second headline a heading, and puts a block dragged above the headline below it', () => {
    const desk = open(articleWith('one'));
    const headline = desk.editor.state.doc.child(0);
    desk.editor.view.dispatch(desk.editor.state.tr.insert(desk.editor.state.doc.content.size, headline));
    expect(body(desk)).toEqual(['paragraph:p1:one', 'heading:*:Bridge closed']);
    const { node, pos } = findNode(desk.editor.state.doc, 'p1');
    desk.editor.view.dispatch(desk.editor.state.tr.delete(pos, pos + node.nodeSize).insert(0, node));
    expect(outline(desk.editor.state.doc)).toEqual([
      'headline:headline:Bridge closed',
      'standfirst:standfirst:Traffic is led around the town',
      'paragraph:p1:one',
      'heading:*:Bridge closed',
    ]);
    expectInStep(desk);
  });

  it('removes a list with the last of its items', () => {
    const desk = open(articleWith('', 'two'));
    caretIn(desk, 'p1', 0);
    type(desk, '- ');
    const list = desk.editor.state.doc.child(2);
    const pos = desk.editor.state.doc.child(0).nodeSize + desk.editor.state.doc.child(1).nodeSize;
    desk.editor.view.dispatch(desk.editor.state.tr.delete(pos + 1, pos + list.nodeSize - 1));
    expect(body(desk)).toEqual(['paragraph:p2:two']);
    expectInStep(desk);
  });

  it('leaves what others left until the text is submitted', () => {
    const desk = open(articleWith('one'));
    const second = new Y.XmlElement('headline');
    second.setAttribute('id', 'second');
    second.insert(0, [new Y.XmlText('Another')]);
    desk.doc.transact(() => contentOf(desk.doc).push([second]), 'remote');
    expect(body(desk)).toEqual(['paragraph:p1:one', 'headline:second:Another']);
    caretIn(desk, 'headline', 0);
    type(desk, 'x');
    expect(body(desk)[1]).toBe('headline:second:Another');
    desk.editor.commands.normaliseArticle();
    expect(body(desk)[1]).toBe('heading:second:Another');
    expectInStep(desk);
  });
});

describe('a window that may not write', () => {
  it('writes nothing: no repair, no undo, no command', () => {
    const desk = open(articleWith('one two three four', 'one two three four'));
    caretIn(desk, 'p1', -1);
    type(desk, ' five');
    desk.editor.setEditable(false);
    const second = new Y.XmlElement('headline');
    second.setAttribute('id', 'second');
    desk.doc.transact(() => contentOf(desk.doc).push([second, new Y.XmlElement('bulletList')]), 'remote');
    const before = Y.encodeStateAsUpdate(desk.doc);
    expect(desk.editor.commands.undo()).toBe(false);
    expect(desk.editor.commands.normaliseArticle()).toBe(false);
    expect(desk.editor.commands.removeRepeat()).toBe(false);
    desk.editor.commands.insertContent('typed');
    desk.editor.view.dispatch(desk.editor.state.tr.insertText('typed', 1));
    caretIn(desk, 'p1', 0);
    expect(Y.encodeStateAsUpdate(desk.doc)).toEqual(before);
    expectInStep(desk);
    desk.editor.setEditable(true);
    expect(desk.editor.commands.undo()).toBe(true);
  });

  it('does not even begin to show a document with something it does not know', async () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, articleWith('one'));
    contentOf(doc).push([new Y.XmlElement('embed')]);
    const update = Y.encodeStateAsUpdate(doc);
    const told = Promise.withResolvers<void>();
    const desk = open(update, { onUnknownContent: told.resolve });
    await told.promise;
    desk.editor.setEditable(true);
    desk.editor.commands.insertContent('typed');
    expect(Y.encodeStateAsUpdate(desk.doc)).toEqual(update);
    expect(desk.editor.isEditable).toBe(false);
  });

  it('lets go of a document with something it does not know, instead of deleting that', () => {
    let told = 0;
    const desk = open(articleWith('one'), { onUnknownContent: () => told++ });
    const embed = new Y.XmlElement('embed');
    embed.insert(0, [new Y.XmlText('from a newer version')]);
    desk.doc.transact(() => contentOf(desk.doc).push([embed]), 'remote');
    expect(told).toBe(1);
    expect(desk.editor.isEditable).toBe(false);
    desk.editor.view.dispatch(desk.editor.state.tr.setMeta('x', 1));
    expect(JSON.stringify(readEdition(desk.doc))).toContain('from a newer version');
  });
});

describe('what is pasted', () => {
  const pasted = (html: string): string[] => {
    const desk = open(articleWith(''));
    caretIn(desk, 'p1', 0);
    // jsdom knows no events of the clipboard.
    desk.editor.view.pasteHTML(html, new Event('paste') as ClipboardEvent);
    expectInStep(desk);
    return body(desk).map((line) => line.replace(/:\*:|:p1:/, ':'));
  };

  it('keeps the cells of a table apart, each row in a paragraph', () => {
    const rows = '<tr><th>Name</th><th>Votes <b>cast</b></th></tr><tr><td>Alma</td><td></td><td><p>12</p></td></tr>';
    expect(
      pasted(`<p>Result:</p><table><caption>Ward 4</caption><tbody>${rows}</tbody></table><p>Recount.</p>`),
    ).toEqual([
      'paragraph:Result:',
      'paragraph:Ward 4',
      'paragraph:Name · Votes cast',
      'paragraph:Alma · · 12',
      'paragraph:Recount.',
    ]);
  });

  it('keeps the blocks in a table that only lays them out', () => {
    const mail =
      '<table><tr><td><p>One</p><ul><li>two</li></ul></td></tr><tr><td>Three</td></tr><tr><td>Four</td></tr></table>';
    expect(pasted(mail)).toEqual([
      'paragraph:One',
      'bulletList[item[paragraph:two]]',
      'paragraph:Three',
      'paragraph:Four',
    ]);
  });

  it('is text and its marks alone, whatever else came with it', () => {
    const html =
      '<script>alert(1)</script><style>p{}</style><p onclick="alert(1)">Go <a href="javascript:alert(1)">there</a><br>now</p>';
    expect(pasted(html)).toEqual(['paragraph:Go there now']);
  });
});

// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { articleWith, caretIn, type Desk, findNode, openDesk, type } from './testing.ts';

/** Each gets what the other writes at once, as over a quick line. */
function connect(a: Desk, b: Desk): void {
  const pass = (from: Desk, to: Desk) =>
    from.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'line') Y.applyUpdate(to.doc, update, 'line');
    });
  pass(a, b);
  pass(b, a);
}

describe('two people type in one paragraph at once', () => {
  it('keeps each one’s caret behind what they typed', () => {
    const article = articleWith('The ferry left.', 'The last one.');
    const sara = openDesk(article);
    const omar = openDesk(article);
    connect(sara, omar);
    caretIn(sara, 'p1', 0);
    caretIn(omar, 'p1', -1);
    for (let i = 0; i < 5; i++) {
      type(sara, 'abcde'.charAt(i));
      type(omar, 'vwxyz'.charAt(i));
    }
    for (const desk of [sara, omar]) {
      expect(findNode(desk.editor.state.doc, 'p1').node.textContent).toBe('abcdeThe ferry left.vwxyz');
      desk.close();
    }
  });
});

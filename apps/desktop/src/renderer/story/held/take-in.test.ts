import { BLANK_EDITION, readEdition, setBlockText } from '@copydesk/editor/schema';
import type { ArticleDoc } from '@copydesk/shared/article';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { planTaking, takeIn } from './take-in.ts';

function docWith(text: string): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, BLANK_EDITION);
  setBlockText(doc, 'first', [{ type: 'text', text }]);
  return doc;
}
function textOf(content: ArticleDoc): string {
  return JSON.stringify(content);
}

describe('taking held text in', () => {
  it('writes the held words into the block as it stands', () => {
    const doc = docWith('One two three.');
    const held = { block: 'first', before: 'One two.', after: 'One two four.' };
    const plan = planTaking(readEdition(doc).content, held, 'en');
    expect(plan).toMatchObject({ kind: 'words', now: 'One two three.' });
    expect(takeIn(doc, held, 'en', null)).toBe(true);
    expect(textOf(readEdition(doc).content)).toContain('One two four.');
    expect(planTaking(readEdition(doc).content, held, 'en')).toEqual({ kind: 'done' });
  });

  it('puts a block that is gone at the end, once', () => {
    const doc = docWith('One.');
    const held = { block: 'gone', before: '', after: 'Late words.' };
    expect(takeIn(doc, held, 'en', null)).toBe(true);
    expect(takeIn(doc, held, 'en', null)).toBe(true);
    expect(textOf(readEdition(doc).content).split('Late words.')).toHaveLength(2);
  });
});

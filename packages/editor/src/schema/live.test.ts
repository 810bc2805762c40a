import { type Block, newSegment } from '@copydesk/shared/article';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { currentEdition } from './live.ts';
import { readEdition } from './read.ts';
import { segmentsOf } from './roots.ts';
import { writeSegment } from './segments.ts';
import { insertBlockAfter, removeBlock, setBlockText, writeContent, writeFields } from './write.ts';

const paragraph = (id: string, text = id): Block => ({
  type: 'paragraph',
  attrs: { id },
  content: [{ type: 'text', text }],
});
function story(): Y.Doc {
  const doc = new Y.Doc();
  writeContent(doc, {
    type: 'doc',
    content: [paragraph('a'), { type: 'quote', attrs: { id: 'q' }, content: [paragraph('b')] }, paragraph('c')],
  });
  return doc;
}

describe('currentEdition', () => {
  it('keeps the blocks that did not change', () => {
    const doc = story();
    const before = currentEdition(doc);
    expect(currentEdition(doc)).toBe(before);
    setBlockText(doc, 'b', [{ type: 'text', text: 'Other words' }]);
    const after = currentEdition(doc);
    expect(after).toEqual(readEdition(doc));
    expect(after.content.content[0]).toBe(before.content.content[0]);
    expect(after.content.content[1]).not.toBe(before.content.content[1]);
    expect(after.segments).toBe(before.segments);
  });

  it('tells what is written amid a transaction', () => {
    const doc = story();
    currentEdition(doc);
    doc.transact(() => {
      removeBlock(doc, 'a');
      expect(currentEdition(doc)).toEqual(readEdition(doc));
    });
  });

  it('says what readEdition says, whatever is done', async () => {
    const id = fc.constantFrom('a', 'b', 'c', 'q', 'd', 'e');
    const step = fc.oneof(
      fc.record({ do: fc.constant('text' as const), id, text: fc.constantFrom('', 'x', 'longer words') }),
      fc.record({ do: fc.constant('insert' as const), id, after: fc.option(id) }),
      fc.record({ do: fc.constant('remove' as const), id }),
      fc.record({ do: fc.constant('segment' as const), id }),
      fc.record({ do: fc.constant('unsegment' as const), id }),
      fc.record({ do: fc.constant('field' as const), id }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const doc = story();
        for (const one of steps) {
          if (one.do === 'text') setBlockText(doc, one.id, one.text === '' ? [] : [{ type: 'text', text: one.text }]);
          // The same id twice, too: as two people who split one paragraph leave it.
          else if (one.do === 'insert') insertBlockAfter(doc, one.after, paragraph(one.id));
          else if (one.do === 'remove') removeBlock(doc, one.id);
          else if (one.do === 'segment') writeSegment(doc, one.id, newSegment([]));
          else if (one.do === 'unsegment') segmentsOf(doc).delete(one.id);
          else writeFields(doc, { [one.id]: 'x' });
          expect(currentEdition(doc)).toEqual(readEdition(doc));
        }
      }),
    );
  });
});

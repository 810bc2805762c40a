import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDoc, doc, edition, paragraph, text } from './article.testing.ts';
import { canonicalContent, canonicalJson, normalDoc, sealOf } from './canonical.ts';
import type { ArticleDoc, Block, TextNode } from './model.ts';
import { blockText, textBlocks } from './text.ts';

const seal = (content: ArticleDoc) => sealOf(canonicalContent(edition(content), null));

test('keys are sorted by UTF-16 units, undefined left out', () => {
  expect(
    canonicalJson({ b: 1, a: [true, null, 'x'], '\u20ac': 0, '\ud83d\ude00': 0, '\ufb33': 0, no: undefined }),
  ).toBe('{"a":[true,null,"x"],"b":1,"€":0,"😀":0,"\ufb33":0}');
});

test('numbers and strings stand as RFC 8785 has them', () => {
  expect(canonicalJson([0.1, 1e30, 4.5, 2e-3, 1e-27, -0])).toBe('[0.1,1e+30,4.5,0.002,1e-27,0]');
  expect(canonicalJson('\u20ac$\u000f\nA\'B"\\/')).toBe('"€$\\u000f\\nA\'B\\"\\\\/"');
});

test('what JSON cannot hold is refused', () => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, [undefined], () => 1, new Map(), 1n]) {
    expect(() => canonicalJson(bad)).toThrow(TypeError);
  }
});

test('lone surrogates have one form', () => {
  expect(canonicalJson('a\ud800b')).toBe('"a\\ud800b"');
});

test('canonical JSON reads back as the same value and does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const written = canonicalJson(value);
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(value))).toBe(written);
    }),
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

test('equal text gives equal seals, however it is cut into nodes', () => {
  fc.assert(
    fc.property(anyDoc(), fc.nat(), (content, at) => {
      expect(seal(cutUp(content, at))).toBe(seal(content));
    }),
  );
});

/** The same text in more nodes, marks the other way round, with empty content spelt out. */
function cutUp(content: ArticleDoc, at: number): ArticleDoc {
  const cut = (nodes: readonly TextNode[] = []): TextNode[] =>
    nodes.flatMap((node) => {
      const place = node.text.length === 0 ? 0 : at % node.text.length;
      const marks = node.marks ? { marks: node.marks.toReversed() } : { marks: [] };
      const parts = [node.text.slice(0, place), node.text.slice(place)];
      return parts.map((part): TextNode => ({ type: 'text', text: part, ...marks }));
    });
  const visit = (block: Block): Block => {
    switch (block.type) {
      case 'figure':
        return { ...block, content: (block.content ?? []).map((part) => ({ ...part, content: cut(part.content) })) };
      case 'quote':
        return { ...block, content: (block.content ?? []).map(visit) };
      case 'bulletList':
      case 'orderedList':
        return {
          ...block,
          content: (block.content ?? []).map((part) => ({ ...part, content: (part.content ?? []).map(visit) })),
        };
      default:
        return { ...block, content: cut(block.content) };
    }
  };
  return { type: 'doc', content: content.content.map(visit) };
}

test('normal form is a fixed point and loses no text', () => {
  fc.assert(
    fc.property(anyDoc(), (content) => {
      const normal = normalDoc(content);
      expect(normalDoc(normal)).toEqual(normal);
      expect(textBlocks(normal).map(blockText)).toEqual(textBlocks(content).map(blockText));
    }),
  );
});

test('everything a reader could notice changes the seal', () => {
  const base = doc(paragraph('p', 'Text'));
  const label = { code: 'machine' as const, evidence: { passages: 1, confirmed: [], carried: null } };
  const seals = [
    seal(base),
    seal(doc(paragraph('p', 'Text '))),
    seal(doc(paragraph('q', 'Text'))),
    seal(doc({ type: 'paragraph', attrs: { id: 'p' }, content: [text('Text', [{ type: 'bold' }])] })),
    seal(doc(paragraph('p', 'Text'), paragraph('e', ''))),
    sealOf(canonicalContent({ content: base, fields: { byline: 'A' } }, null)),
    sealOf(canonicalContent(edition(base), label)),
    sealOf(canonicalContent(edition(base), { ...label, evidence: { ...label.evidence, confirmed: ['p'] } })),
  ];
  expect(new Set(seals).size).toBe(seals.length);
});

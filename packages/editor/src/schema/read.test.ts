import { ArticleDoc, type Block, Segments } from '@copydesk/shared/article';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { editionSchema } from './extensions.ts';
import { readEdition } from './read.ts';
import { contentOf, fieldsOf, segmentsOf } from './roots.ts';
import { writeContent, writeFields } from './write.ts';

function element(name: string, attributes: Record<string, string> = {}, ...children: (Y.XmlElement | string)[]) {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.insert(
    0,
    children.map((child) => (typeof child === 'string' ? new Y.XmlText(child) : child)),
  );
  return made;
}

function docOf(...children: (Y.XmlElement | Y.XmlText)[]): Y.Doc {
  const doc = new Y.Doc();
  contentOf(doc).insert(0, children);
  return doc;
}

const read = (...children: (Y.XmlElement | Y.XmlText)[]): Block[] => readEdition(docOf(...children)).content.content;

const article: ArticleDoc = {
  type: 'doc',
  content: [
    { type: 'headline', attrs: { id: 'h' }, content: [{ type: 'text', text: 'Head' }] },
    { type: 'standfirst', attrs: { id: 's' } },
    {
      type: 'figure',
      attrs: { id: 'f', src: 'https://example.org/a.jpg', alt: 'A bridge', credit: 'AFP' },
      content: [{ type: 'caption', content: [{ type: 'text', text: 'Caption' }] }],
    },
    {
      type: 'paragraph',
      attrs: { id: 'p' },
      content: [
        { type: 'text', text: 'Plain ' },
        { type: 'text', text: 'both', marks: [{ type: 'bold' }, { type: 'italic' }] },
        { type: 'text', text: ' link', marks: [{ type: 'link', attrs: { href: 'https://example.org/' } }] },
      ],
    },
    { type: 'heading', attrs: { id: 'h3', level: 3 }, content: [{ type: 'text', text: 'Why' }] },
    {
      type: 'quote',
      attrs: { id: 'q' },
      content: [{ type: 'paragraph', attrs: { id: 'qp' }, content: [{ type: 'text', text: 'Said' }] }],
    },
    {
      type: 'bulletList',
      content: [
        {
          type: 'item',
          attrs: { id: 'i' },
          content: [{ type: 'paragraph', attrs: { id: 'ip' }, content: [{ type: 'text', text: 'One' }] }],
        },
      ],
    },
  ],
};

describe('readEdition', () => {
  it('reads back what was written, as the editor itself would have it', () => {
    const doc = new Y.Doc();
    writeContent(doc, article);
    writeFields(doc, { byline: 'By A', slug: 'x' });
    const edition = readEdition(doc);
    expect(edition.content).toEqual(article);
    expect(edition.fields).toEqual({ byline: 'By A', slug: 'x' });
    expect(editionSchema.nodeFromJSON(article).toJSON()).toEqual(article);
  });

  it('reads unknown nodes as paragraphs, or as the blocks they hold', () => {
    expect(read(element('embed', { id: 'e' }, 'some text'))).toEqual([
      { type: 'paragraph', attrs: { id: 'e' }, content: [{ type: 'text', text: 'some text' }] },
    ]);
    expect(
      read(element('columns', {}, element('heading', { id: 'a' }, 'A'), element('aside', { id: 'b' }, 'B'))),
    ).toEqual([
      { type: 'heading', attrs: { id: 'a', level: 2 }, content: [{ type: 'text', text: 'A' }] },
      { type: 'paragraph', attrs: { id: 'b' }, content: [{ type: 'text', text: 'B' }] },
    ]);
    expect(read(element('paragraph', { id: 'p' }, 'a', element('sup', {}, 'b'), 'c'))).toEqual([
      { type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', text: 'abc' }] },
    ]);
  });

  it('reads misplaced items, captions and text where they can stand', () => {
    expect(read(element('item', { id: 'i' }, element('paragraph', { id: 'p' }, 'x')))).toMatchObject([
      { type: 'bulletList', content: [{ type: 'item', attrs: { id: 'i' } }] },
    ]);
    expect(read(element('orderedList', {}, element('paragraph', { id: 'p' }, 'x')))).toMatchObject([
      { type: 'orderedList', content: [{ type: 'item', content: [{ type: 'paragraph', attrs: { id: 'p' } }] }] },
    ]);
    expect(read(element('figure', { id: 'f' }, 'loose'))).toMatchObject([
      { type: 'figure', attrs: { src: null }, content: [{ type: 'caption', content: [{ text: 'loose' }] }] },
    ]);
    expect(read(new Y.XmlText('root text'))).toMatchObject([{ type: 'paragraph', content: [{ text: 'root text' }] }]);
  });

  it('takes only addresses that are safe', () => {
    const linked = element('paragraph', { id: 'p' }, 'evil');
    const doc = docOf(linked, element('figure', { id: 'f', src: 'javascript:alert(1)' }));
    const text = linked.get(0);
    if (text instanceof Y.XmlText) text.format(0, 4, { link: { href: 'javascript:alert(1)' } });
    expect(readEdition(doc).content.content).toEqual([
      { type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', text: 'evil' }] },
      { type: 'figure', attrs: { id: 'f', src: null, alt: '', credit: '' } },
    ]);
  });

  it('resolves a doubled id by order, and names a block without one the same in every copy', () => {
    const doc = docOf(
      element('paragraph', { id: 'a' }, '1'),
      element('paragraph', { id: 'a' }, '2'),
      element('paragraph', {}, '3'),
    );
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    const ids = readEdition(doc).content.content.map((block) => 'attrs' in block && block.attrs.id);
    expect(ids.slice(0, 2)).toEqual(['a', 'a~2']);
    expect(readEdition(copy)).toEqual(readEdition(doc));
  });

  it('is safe from keys that name a prototype, and skips bad segments', () => {
    const doc = new Y.Doc();
    fieldsOf(doc).set('__proto__', 'x');
    fieldsOf(doc).set('constructor', 'y');
    const segments: Y.Map<unknown> = doc.getMap('segments');
    segments.set('__proto__', new Y.Map([['source', []]]));
    segments.set('bad', new Y.Map<unknown>([['source', 'no list']]));
    segments.set('worse', 'not a map');
    segments.set('good', new Y.Map<unknown>([['source', ['s1']]]));
    const edition = readEdition(doc);
    expect(Object.entries(edition.fields)).toEqual([['constructor', 'y']]);
    expect(edition.segments).toEqual({ good: { source: ['s1'], madeFrom: null, confirmed: null, reviewed: null } });
    expect(Object.getPrototypeOf(edition.fields)).toBe(Object.prototype);
  });

  it('reads nesting of any depth without exhausting the stack', () => {
    const doc = new Y.Doc();
    let parent: Y.XmlElement = element('quote', { id: 'q0' });
    contentOf(doc).insert(0, [parent]);
    doc.transact(() => {
      for (let i = 1; i < 3_000; i++) {
        const child = element('quote', { id: `q${i}` });
        parent.insert(0, [child]);
        parent = child;
      }
      parent.insert(0, [new Y.XmlText('deep')]);
    });
    expect(JSON.stringify(readEdition(doc).content)).toContain('deep');
  });
});

describe('readEdition on any tree', () => {
  const names = fc.constantFrom(
    ...['headline', 'standfirst', 'figure', 'paragraph', 'heading', 'quote', 'bulletList', 'item', 'caption', 'video'],
  );
  const attributes = fc.dictionary(
    fc.constantFrom('id', 'level', 'src', 'alt', 'credit', '__proto__', 'onload'),
    fc.constantFrom('a', 'b', '', '7', 'javascript:1', 'https://example.org/'),
  );
  interface Tree {
    name: string;
    attributes: Record<string, string>;
    children: (Tree | string)[];
  }
  const { tree } = fc.letrec<{ tree: Tree; child: Tree | string }>((tie) => ({
    tree: fc.record({
      name: names,
      attributes,
      children: fc.array(tie('child'), { maxLength: 3 }),
    }),
    child: fc.oneof({ depthSize: 'small' }, fc.stringMatching(/^<\d{3}>$/), tie('tree')),
  }));
  const build = (node: Tree): Y.XmlElement =>
    element(
      node.name,
      node.attributes,
      ...node.children.map((child) => (typeof child === 'string' ? child : build(child))),
    );
  const texts = (node: Tree): string[] =>
    node.children.flatMap((child) => (typeof child === 'string' ? [child] : texts(child)));
  const words = (value: unknown): string =>
    JSON.stringify(value, (key, part: unknown) => (key === 'text' || typeof part === 'object' ? part : undefined));

  it('never writes, loses no text, gives each id once, and is valid by the model', () => {
    void fc.assert(
      fc.property(fc.array(tree, { maxLength: 5 }), (trees) => {
        const doc = docOf(...trees.map(build));
        segmentsOf(doc).set('x', new Y.Map<unknown>([['source', ['a']]]));
        const before = Y.encodeStateAsUpdate(doc);
        const vector = Y.encodeStateVector(doc);
        let transactions = 0;
        doc.on('beforeTransaction', () => transactions++);

        const { content, segments } = readEdition(doc);

        expect(transactions).toBe(0);
        expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
        expect(Y.encodeStateVector(doc)).toEqual(vector);
        expect(ArticleDoc.parse(content)).toEqual(content);
        expect(Segments.parse(segments)).toEqual(segments);
        const ids = [...JSON.stringify(content).matchAll(/"id":"([^"]*)"/g)].map((match) => match[1]);
        expect(new Set(ids).size).toBe(ids.length);
        const found = [...words(content).matchAll(/<\d{3}>/g)].map((match) => match[0]);
        expect(found).toEqual(trees.flatMap(texts));
      }),
    );
  });
});

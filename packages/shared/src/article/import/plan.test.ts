import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArticleDoc, type Block, type Item } from '../model.ts';
import { blockText, textBlocks } from '../text.ts';
import { ImportError } from './import-error.ts';
import { ImportPlan, LineKind } from './model.ts';
import { type ImportInput, planImport } from './plan.ts';

const folder = (name: string) => new URL(name, import.meta.url);
const file = (name: string): Uint8Array => readFileSync(folder(`fixtures/${name}`));
const plan = (name: string, more: Partial<ImportInput> = {}) =>
  planImport({ name, type: '', bytes: file(name), language: 'en', ...more });
const planText = (text: string, more: Partial<ImportInput> = {}) =>
  planImport({ name: 'a.txt', type: 'text/plain', bytes: new TextEncoder().encode(text), language: 'en', ...more });

/** A document in short: types, and texts cut to their start. */
function outline(content: readonly (Block | Item)[]): unknown[] {
  return content.map((block) => {
    if (
      'content' in block &&
      (block.type === 'quote' || block.type === 'item' || block.type === 'bulletList' || block.type === 'orderedList')
    ) {
      return [block.type, outline(block.content ?? [])];
    }
    if (block.type === 'figure') return ['figure', blockText(block).slice(0, 12), block.attrs.credit];
    return 'attrs' in block && block.type !== 'quote' && block.type !== 'item'
      ? `${block.type}: ${blockText(block).slice(0, 12)}`
      : block.type;
  });
}

describe('stories of many shapes', () => {
  test.each<[string, string]>([
    ['full.txt', 'headline standfirst caption paragraph paragraph paragraph'],
    ['no-standfirst.txt', 'headline paragraph paragraph'],
    ['no-caption.txt', 'headline standfirst paragraph paragraph'],
    ['no-blank-lines.txt', 'headline standfirst paragraph paragraph paragraph'],
    ['many-blank-lines.txt', 'headline paragraph paragraph'],
    ['wrapped.txt', 'headline paragraph paragraph paragraph'],
    ['wrapped-blank.txt', 'headline standfirst paragraph paragraph'],
    ['crossheads.txt', 'headline standfirst paragraph heading paragraph paragraph item item item paragraph'],
    ['byline-dateline.txt', 'headline paragraph paragraph paragraph paragraph'],
    ['spanish-machine.txt', 'headline label paragraph paragraph'],
    ['arabic-machine.txt', 'headline standfirst label paragraph paragraph'],
    ['about-translation.txt', 'headline standfirst paragraph paragraph'],
    [
      'sections.md',
      'headline standfirst caption paragraph heading quote quote paragraph item item item dropped paragraph',
    ],
    ['story-3.1.json', 'headline standfirst caption paragraph heading paragraph quote item item'],
    ['story-1.json', 'headline standfirst caption paragraph paragraph'],
  ])('%s', (name, kinds) => {
    const made = plan(name);
    expect(made.lines.map((line) => line.as).join(' ')).toBe(kinds);
    expect(made.role).toBe(kinds.includes('label') ? 'translation' : 'source');
    expect(made.label !== null).toBe(kinds.includes('label'));
    expect(made.content.content.slice(0, 2).map(({ type }) => type)).toEqual(['headline', 'standfirst']);
    expect(ImportPlan.parse(made)).toEqual(made);
  });

  test('every fixture is in the table', () => {
    expect(readdirSync(folder('fixtures'))).toHaveLength(15);
  });

  test('hard-wrapped lines become paragraphs, and the plan says which lines', () => {
    const made = plan('wrapped.txt');
    expect(made.headline).toBe(
      'Post office keeps its horse-drawn van for one more winter in the mountain villages above Lake Orm',
    );
    expect(made.lines[1]).toMatchObject({ line: 4, flags: ['lines 4 to 6'] });
    expect(made.lines[2]?.text).toMatch(/^“We have .* towed back all four of them,” said Wenzel/);
  });

  test('Markdown keeps its structure', () => {
    const { content } = plan('sections.md');
    expect(outline(content.content)).toEqual([
      'headline: Village choi',
      'standfirst: Forty years ',
      ['figure', 'Members of t', 'Ana Petri / Valley News'],
      'paragraph: Forty years ',
      'heading: Under the la',
      ['quote', ['paragraph: The church i', 'paragraph: — Rosa Kleme']],
      'paragraph: The choir sa',
      [
        'orderedList',
        [
          ['item', ['paragraph: The Mill']],
          ['item', ['paragraph: Three Brothe']],
          ['item', ['paragraph: a hymn witho']],
        ],
      ],
      'paragraph: The reservoi',
    ]);
    expect(content.content[2]).toMatchObject({
      attrs: { src: 'https://pictures.example/choir.jpg', alt: 'Singers in coats on a dam wall' },
    });
  });

  test('ninjs bodies are read without scripts or links that run', () => {
    const { content } = plan('story-3.1.json');
    expect(JSON.stringify(content)).not.toMatch(/alert|javascript/);
    expect(content.content[2]).toMatchObject({
      type: 'figure',
      attrs: { src: 'https://pictures.example/bees.jpg', credit: 'Jana Frey / Valley News' },
    });
    expect(content.content[3]).toMatchObject({
      content: [{}, { text: '400 hives', marks: [{ type: 'bold' }] }, { text: ' by barge on Tuesday & Wednesday.' }],
    });
  });
});

describe('the demo stories', () => {
  const sample = (name: string) =>
    planImport({ name, type: 'text/plain', bytes: readFileSync(folder(`../samples/${name}`)), language: 'en' });

  test('an original', () => {
    const made = sample('harbour-bridge.en.txt');
    expect(made).toMatchObject({ role: 'source', label: null, warnings: [] });
    expect(made.lines.slice(0, 3).map((line) => line.as)).toEqual(['headline', 'standfirst', 'caption']);
    expect(made.content.content[2]).toMatchObject({ attrs: { credit: 'Coastal Press / Ines Varga' } });
  });

  test('a machine text with its label', () => {
    const made = sample('glass-orchard.en.txt');
    expect(made).toMatchObject({ role: 'translation', label: 'Beta V.1.0 - Powered by automated translation' });
    expect(made.content.content.filter(({ type }) => type === 'paragraph')).toHaveLength(13);
  });
});

const real = new URL('../../../../../../shared/articles/idlib-air-strikes.txt', import.meta.url);
test.skipIf(!existsSync(real))(
  'the real sample article (skipped where ../shared/articles is not beside the repository)',
  () => {
    const bytes = readFileSync(real);
    const made = planImport({ name: 'idlib-air-strikes.txt', type: 'text/plain', bytes, language: 'en' });
    expect(made).toMatchObject({
      role: 'translation',
      label: 'Beta V.1.0 - Powered by automated translation',
      headline: 'Donald Trump lashes out at Syria and Russia over Idlib air strikes',
      warnings: [],
    });
    expect(made.lines.find((line) => line.as === 'caption')?.flags).toEqual([
      'wire word: TOPSHOT',
      'credit: AFP / Abdulaziz KETAZ',
    ]);
    const [headline, standfirst, figure, ...body] = textBlocks(made.content);
    expect([headline?.type, standfirst?.type]).toEqual(['headline', 'standfirst']);
    expect(figure).toMatchObject({ type: 'figure', attrs: { credit: 'AFP / Abdulaziz KETAZ', src: null } });
    expect(figure && blockText(figure)).toMatch(/^TOPSHOT - Members .* on June 3, 2019\.$/);
    expect(body.map(({ type }) => type)).toEqual(Array(13).fill('paragraph'));
    const lines = new TextDecoder()
      .decode(bytes)
      .split('\n')
      .filter((line) => line.trim() !== '');
    expect(body.map(blockText)).toEqual(lines.slice(4).map((line) => line.trim()));
  },
);

describe('what a person changes', () => {
  const text = 'EXCLUSIVE\n\nBridge closed\n\nIt was old.\n\nA boat. / AFP / Ana Lund\n\nIt was weak.';
  const kinds = (changes: ImportInput['changes']) => planText(text, { changes }).lines.map((line) => line.as);

  test('re-runs the plan with it', () => {
    expect(kinds({})).toEqual(['headline', 'standfirst', 'paragraph', 'caption', 'paragraph']);
    expect(kinds({ 1: 'dropped' })).toEqual(['dropped', 'headline', 'standfirst', 'caption', 'paragraph']);
    expect(kinds({ 3: 'headline' })).toEqual(['paragraph', 'headline', 'standfirst', 'caption', 'paragraph']);
    expect(kinds({ 1: 'label' })[0]).toBe('label');
    expect(planText(text, { changes: { 1: 'label' } })).toMatchObject({ role: 'translation', label: 'EXCLUSIVE' });
  });

  test('makes a caption a paragraph with all its words, and back', () => {
    const made = planText(text, { changes: { 7: 'paragraph' } });
    expect(textBlocks(made.content).map(blockText)).toContain('A boat. / AFP / Ana Lund');
    expect(planText(text, { changes: { 5: 'caption', 7: 'credit' } }).content.content[2]).toMatchObject({
      type: 'figure',
      attrs: { credit: 'AFP / Ana Lund' },
      content: [{ content: [{ text: 'It was old.' }] }],
    });
  });

  test('makes quotes and items, neighbours in one', () => {
    const { content } = planText(text, { changes: { 5: 'item', 7: 'item', 9: 'quote' } });
    expect(outline(content.content.slice(2))).toEqual([
      [
        'bulletList',
        [
          ['item', ['paragraph: It was old.']],
          ['item', ['paragraph: A boat. / AF']],
        ],
      ],
      ['quote', ['paragraph: It was weak.']],
    ]);
  });

  test('cannot make two headlines', () => {
    const made = planText(text, { changes: { 1: 'headline', 3: 'headline' } });
    expect(made.lines[1]).toMatchObject({ as: 'paragraph', flags: ['a second headline'] });
  });
});

describe('what cannot be a story', () => {
  const code = (name: string, text: string, type = ''): string => {
    try {
      planImport({ name, type, bytes: new TextEncoder().encode(text), language: 'en' });
      return 'none';
    } catch (error) {
      return error instanceof ImportError ? error.code : String(error);
    }
  };
  test.each([
    ['a.json', '{', 'invalid'],
    ['a.json', '[]', 'invalid'],
    ['a.json', '{"uri":"x"}', 'invalid'],
    ['a.json', '{"type":"picture","headline":"x"}', 'invalid'],
    ['a.json', '{"headlines":"x"}', 'invalid'],
    ['a.md', '<!-- nothing -->', 'empty'],
    ['a.txt', '\n\n', 'empty'],
    ['a.docx', 'x', 'unsupported'],
  ])('%s: %s', (name, text, expected) => {
    expect(code(name, text)).toBe(expected);
  });

  test('a story without a headline is imported with a warning', () => {
    const made = planText(`${'A long paragraph stands first and ends properly. '.repeat(3)}\n\nAnother one.`);
    expect(made.headline).toBe('');
    expect(made.warnings).toEqual([expect.stringContaining('No headline')]);
  });
});

test('any text in any format gives a plan whose document is valid, and plain text loses no word', () => {
  const piece = fc.constantFrom(
    '# ',
    '> ',
    '- ',
    '1. ',
    '*',
    '\n',
    '\n\n',
    '<b>',
    '</p>',
    '![](',
    ')',
    '[a](javascript:x)',
    '|',
    '```\n',
    'AFP / Ana',
    'word',
    ' ',
    '“x”',
    '\u2028',
    '&#10;',
    'TOPSHOT',
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 30 }).map((parts) => `Story ${parts.join('')}`);
  const changes = fc.dictionary(fc.nat(12).map(String), fc.constantFrom(...LineKind.options), {
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(text, fc.constantFrom('a.txt', 'a.md'), changes, (written, name, byPerson) => {
      const made = planImport({
        name,
        type: '',
        bytes: new TextEncoder().encode(written),
        language: 'en',
        changes: byPerson,
      });
      expect(ImportPlan.parse(made)).toEqual(made);
      expect(ArticleDoc.parse(made.content)).toEqual(made.content);
      const ids = textBlocks(made.content).map((block) => block.attrs.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(made.lines.map(({ line }) => line)).size).toBe(made.lines.length);
    }),
    { numRuns: 300 },
  );
});

test('large hostile files are read in time that grows with their size', () => {
  const full = (unit: string, name: string) => {
    const started = performance.now();
    const bytes = new TextEncoder().encode(unit.repeat(Math.floor(200_000 / unit.length)));
    planImport({ name, type: '', bytes, language: 'en' });
    return performance.now() - started;
  };
  const body = (unit: string) => {
    const started = performance.now();
    const value = unit.repeat(Math.floor(100_000 / unit.length));
    const bytes = new TextEncoder().encode(JSON.stringify({ headline: 'x', body_html: value }));
    planImport({ name: 'a.json', type: '', bytes, language: 'en' });
    return performance.now() - started;
  };
  for (const unit of ['a\n', ' / ', '(Photo by ', '© ', 'machine translation ', 'A-'])
    expect([unit, full(unit, 'a.txt') < 10_000]).toEqual([unit, true]);
  for (const unit of ['<a ', '<!--', '<script>', '<b>x', '<ul><li>', '&#1;'])
    expect([unit, body(unit) < 10_000]).toEqual([unit, true]);
});

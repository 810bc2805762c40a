import { describe, expect, it } from 'vitest';
import { mergeInline } from '../../article/canonical.ts';
import { toCsv } from './csv.ts';
import { rewritten, story, text } from './exchange.testing.ts';
import { planMerge } from './merge.ts';
import { ExchangeError, type ExchangeFile } from './model.ts';
import { readExchange } from './read.ts';
import { storyToTmx } from './tmx.ts';
import { toXliff1 } from './xliff1.ts';
import { toXliff2 } from './xliff2.ts';

const utf8 = new TextEncoder();

function read(file: string | Uint8Array, name = 'story.xlf'): ExchangeFile {
  const bytes = typeof file === 'string' ? utf8.encode(file) : file;
  return readExchange({ name, bytes, from: 'en', to: 'es' });
}

const xliff2 = (body: string, attributes = '') =>
  `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="es"><file id="f"${attributes}>${body}</file></xliff>`;

describe.each([
  ['XLIFF 2.1', toXliff2],
  ['XLIFF 1.2', toXliff1],
] as const)('%s', (_, write) => {
  it('comes back as it went out: words, marks, languages, ids, states', () => {
    const file = read(write(story));
    expect(file).toMatchObject({ from: 'en', to: 'es', articleId: story.articleId, warnings: [] });
    expect(file.units.map(({ id }) => id)).toEqual(story.passages.map(({ id }) => id));
    expect(file.units.map(({ state }) => state)).toEqual(['translated', 'initial', 'initial', 'initial', 'reviewed']);
    expect(file.units.every(({ notes }) => notes.length === 0)).toBe(true);
    const sides = file.units.map(({ source, target }) => ({ source, target: target ?? [] }));
    const given = story.passages.map(({ source, target }) => ({
      source: mergeInline(source),
      target: mergeInline(target),
    }));
    // XLIFF 1.2 has no way to write a control character.
    const kept = write === toXliff1 ? JSON.parse(JSON.stringify(given).replaceAll('\\u0001', '\ufffd')) : given;
    expect(sides).toEqual(kept);
  });

  it('says of an approved text that its passages are final', () => {
    expect(read(write({ ...story, approved: true })).units.map(({ state }) => state)).toContain('final');
  });

  it('cannot be written without a source, and says so', () => {
    expect(() => write({ ...story, from: null })).toThrow(expect.objectContaining({ code: 'languages' }));
  });
});

describe('XLIFF 2 from elsewhere', () => {
  it('joins the segments that another program cut a unit into, in the order of the translation', () => {
    const file = read(
      xliff2(`<group id="g"><unit id="1"><segment state="final"><source>One. </source><target order="3">Uno.</target></segment>
        <ignorable><source> </source></ignorable><segment state="translated"><source>Two.</source><target order="1">Dos. </target></segment></unit></group>`),
    );
    expect(file.units).toMatchObject([
      { id: null, source: [text('One.  Two.')], target: [text('Dos.  Uno.')], state: 'translated', base: null },
    ]);
  });

  it('reads codes whose ends stand apart, passes over annotations, and says what has no place', () => {
    const file = read(
      xliff2(`<unit id="1"><originalData><data id="d">&lt;a href='https://example.org'&gt;</data></originalData>
        <segment><source>a<sc id="1" subType="xlf:b"/>b<ec startRef="1"/><mrk id="m" type="term">c</mrk><ph id="2"/></source>
        <target><pc id="3" type="link" dataRefStart="d">x</pc><pc id="4" subType="xlf:u">y</pc></target></segment></unit>`),
    );
    expect(file.units[0]?.source).toEqual([text('a'), text('b', { type: 'bold' }), text('c')]);
    expect(file.units[0]?.target).toEqual([
      text('x', { type: 'link', attrs: { href: 'https://example.org' } }),
      text('y'),
    ]);
    expect(file.warnings).toEqual(['Inline codes <ph> have no place in an article and were left out.']);
  });

  it('takes no link that is not one for readers', () => {
    const data = '<originalData><data id="d">&lt;a href="javascript:alert(1)"&gt;</data></originalData>';
    const file = read(
      xliff2(
        `<unit id="1">${data}<segment><source>s</source><target><pc id="1" type="link" dataRefStart="d">x</pc></target></segment></unit>`,
      ),
    );
    expect(file.units[0]?.target).toEqual([text('x')]);
  });

  it('keeps notes that somebody wrote, and a missing target as missing', () => {
    const file = read(
      xliff2('<unit id="1"><notes><note>Which bank?</note></notes><segment><source>bank</source></segment></unit>'),
    );
    expect(file.units[0]).toMatchObject({ notes: ['Which bank?'], target: null });
  });
});

describe('TMX', () => {
  it('carries confirmed passages with their marks, and no others', () => {
    const file = read(storyToTmx({ ...story, passages: story.passages.map((p) => ({ ...p, stale: false })) }), 'm.tmx');
    expect(file.units).toHaveLength(2);
    expect(file.units[0]).toMatchObject({ source: [text('Bridge & ferry <closed>')], id: null, state: 'initial' });
  });

  it('is read with a document type, old attributes and regional languages, and fetches nothing', () => {
    const tmx = `<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/tmx11.dtd"><tmx version="1.1"><header srclang="EN-US"/><body>
      <tu><tuv lang="EN-US"><seg>a <bpt i="1" type="bold">{b}</bpt>b<ept i="1">{/b}</ept><ph>{x}</ph></seg></tuv><tuv lang="es-ES"><seg>c <hi type="italic">d</hi></seg></tuv></tu>
      <tu><tuv xml:lang="en-US"><seg>alone</seg></tuv></tu></body></tmx>`;
    const { units, warnings } = read(tmx);
    expect(units).toHaveLength(1);
    expect(units[0]?.source).toEqual([text('a '), text('b', { type: 'bold' })]);
    expect(units[0]?.target).toEqual([text('c '), text('d', { type: 'italic' })]);
    expect(warnings).toHaveLength(1);
  });

  it('asks for languages that it cannot tell', () => {
    const bytes = utf8.encode('<tmx><header srclang="*all*"/><body><tu/></body></tmx>');
    expect(() => readExchange({ name: 'm.tmx', bytes, from: null, to: null })).toThrow(/two languages/);
  });
});

describe('CSV', () => {
  it('comes back with the words that it was given, and starts no formula in a spreadsheet', () => {
    const csv = toCsv(story);
    expect(csv).toContain("'=SUM(A1)");
    const file = read(csv, 'story.csv');
    expect(file.articleId).toBe(story.articleId);
    expect(planMerge(file, story).rows.map(({ kind }) => kind)).toEqual(['same', 'same', 'same', 'same']);
  });

  it('is read from a spreadsheet of somebody else’s, in Latin-1 and with semicolons', () => {
    const file = read(
      Uint8Array.from('Source;Target\r\n"a; b";"caf\u00e9"\r\n', (c) => c.charCodeAt(0)),
      'x.csv',
    );
    expect(file.units).toMatchObject([{ source: [text('a; b')], target: [text('café')], line: 2 }]);
  });

  it('tells a passage’s line in the file, behind cells of several lines and empty rows', () => {
    const file = read('source,target\n"one\ntwo",uno\n\nthree,tres\n', 'x.csv');
    expect(file.units.map(({ line }) => line)).toEqual([2, 5]);
  });

  it('says what is missing', () => {
    expect(() => read('one,two\n1,2\n', 'x.csv')).toThrow(/“source” and “target”/);
    expect(() => read('source,target\n"open,2\n', 'x.csv')).toThrow(/not closed/);
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['broken XML', '<xliff version="2.1"><file></xliff>', 'malformed', /line 1/],
    ['an entity of its own', '<!DOCTYPE x [<!ENTITY a "b">]><xliff version="2.1">&a;</xliff>', 'malformed', /entity/],
    [
      'an external entity',
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx>&a;</tmx>',
      'malformed',
      /entity/,
    ],
    ['another kind of XML', '<html/>', 'unsupported', /<html>/],
    ['no passages', xliff2(''), 'empty', /no passages/],
    ['nothing', '', 'empty', /empty/],
    ['nesting without end', `<xliff version="2.1">${'<group>'.repeat(5000)}`, 'malformed', /deeply/],
    ['a wrong encoding', Uint8Array.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]), 'encoding', /utf-8/],
  ] as const)('%s: says why, and that nothing was changed', (_name, file, code, message) => {
    expect(() => read(file)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
    expect(() => read(file)).toThrow(ExchangeError);
  });

  it.each(['utf-16le', 'utf-16be'] as const)('but %s can', (encoding) => {
    const units = Array.from(`\ufeff${toXliff2(story)}`, (c) => c.charCodeAt(0));
    const pair = (unit: number) => (encoding === 'utf-16le' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255]);
    expect(read(Uint8Array.from(units.flatMap(pair))).units).toHaveLength(5);
  });

  it('and so can one in the encoding that it names', () => {
    const file = `<?xml version="1.0" encoding="windows-1252"?>${xliff2('<unit id="1"><segment><source>a</source><target>caf\u00e9</target></segment></unit>')}`;
    expect(read(Uint8Array.from(file, (c) => c.charCodeAt(0))).units[0]?.target).toEqual([text('café')]);
  });
});

describe('reading a changed file back', () => {
  const edit = (from: string, to: string) => toXliff2(story).replace(`<target>${from}`, `<target>${to}`);

  it('takes what only the file changed, keeps what only we changed, and shows where both did', () => {
    const file = read(edit('Cerrados', 'Cortados'));
    expect(planMerge(file, story).rows[0]).toMatchObject({ kind: 'file', sourceDiffers: false });
    expect(planMerge(file, rewritten('h1', 'Sin puente')).rows[0]?.kind).toBe('both');
    expect(planMerge(read(toXliff2(story)), rewritten('h1', 'Sin puente')).rows[0]?.kind).toBe('here');
  });

  it('never takes a target that is missing or empty for a deletion', () => {
    const file = read(toXliff2(story).replace(/<target>Cerrados.*?<\/target>/, '<target></target>'));
    expect(planMerge(file, story).rows.map(({ passage }) => passage.id)).not.toContain('h1');
  });

  it('knows a passage by its source text where the file is from elsewhere, each once', () => {
    const unit = '<unit id="9"><segment><source> Nothing\n yet. </source><target>Nada aún.</target></segment></unit>';
    const plan = planMerge(read(xliff2(unit + unit)), story);
    expect(plan.rows).toMatchObject([{ passage: { id: 'p-empty' }, kind: 'file', target: [text('Nada aún.')] }]);
    expect(plan.unmatched).toHaveLength(1);
    expect(plan.untouched).toBe(4);
  });

  it('tells of a source that has changed since', () => {
    const now = { ...story, passages: story.passages.map((p) => ({ ...p, source: [text('Other')] })) };
    expect(planMerge(read(toXliff2(story)), now).rows.every(({ sourceDiffers }) => sourceDiffers)).toBe(true);
  });
});

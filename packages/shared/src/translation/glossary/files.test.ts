import { describe, expect, test } from 'vitest';
import { ExchangeError } from '../exchange/model.ts';
import { glossaryToCsv } from './csv.ts';
import { planGlossary, readGlossaryFile } from './file.ts';
import { glossaryToTbx } from './tbx.ts';
import type { GlossaryTerm } from './term.ts';

const pair = { from: 'en', to: 'es' };
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readGlossaryFile({ name: 'terms', bytes: bytes(text), ...pair });
const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

const TERMS: readonly GlossaryTerm[] = [
  { id: id(1), source: 'ceasefire', target: 'alto el fuego', status: 'preferred', note: 'Not “tregua”, <never>.' },
  { id: id(2), source: 'truce & "peace"', target: '=paz', status: 'forbidden', caseSensitive: true },
  {
    id: id(3),
    source: 'Copydesk',
    target: '',
    status: 'do-not-translate',
    caseSensitive: true,
    note: 'Two\nlines, one name',
  },
];

describe('a glossary goes out and comes back whole', () => {
  test.each([
    ['CSV', glossaryToCsv(TERMS)],
    ['TBX', glossaryToTbx(TERMS, pair)],
  ])('%s', (_, text) => {
    const file = read(text);
    expect(file.problems).toEqual([]);
    expect(file.terms.map(({ line: _line, ...term }) => term)).toEqual(TERMS);
    expect(planGlossary(TERMS, file.terms)).toEqual({ added: [], changed: [], same: 3 });
  });

  test('into another newsroom, as new terms', () => {
    expect(planGlossary([], read(glossaryToCsv(TERMS)).terms).added).toHaveLength(3);
  });
});

describe('files from elsewhere', () => {
  test('CSV with semicolons and the languages as titles; bad rows are named by their line', () => {
    const file = read('en;es;status\ntruce;tregua;\n"a\nb";;forbidden\n\n;x;\nwar;guerra;nice\nUN;;do-not-translate\n');
    expect(file.terms).toMatchObject([
      { source: 'truce', target: 'tregua', status: 'preferred', id: null, line: 2 },
      { source: 'UN', target: '', status: 'do-not-translate', line: 8 },
    ]);
    expect(file.problems).toEqual([
      { line: 3, message: '“a\nb” has no translation.' },
      { line: 6, message: 'There is no source term.' },
      { line: 7, message: expect.stringContaining('“nice” is no status') },
    ]);
  });

  test('TBX 2 (martif) with a document type, and TBX 3 with elements for categories', () => {
    const martif = `<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en-US"><text><body>
<termEntry id="t1"><note>Of the council.</note><langSet xml:lang="en-US"><tig><term>veto</term></tig></langSet>
<langSet xml:lang="es-ES"><tig><term>veto</term></tig><tig><term>vetación</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
<langSet xml:lang="fr"><tig><term>veto</term></tig></langSet></termEntry>
<termEntry><langSet xml:lang="en"><ntig><termGrp><term>envoy</term></termGrp></ntig></langSet></termEntry>
</body></text></martif>`;
    expect(read(martif)).toEqual({
      terms: [
        { id: null, line: 3, source: 'veto', target: 'veto', status: 'preferred', note: 'Of the council.' },
        { id: null, line: 3, source: 'veto', target: 'vetación', status: 'forbidden', note: 'Of the council.' },
      ],
      problems: [{ line: 6, message: '“envoy” has no term in es.' }],
    });
    const dct = `<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" style="dct" type="TBX-Basic" xml:lang="en"><text><body>
<conceptEntry id="x"><langSec xml:lang="en"><termSec><term>aid</term></termSec></langSec><langSec xml:lang="es"><termSec><term>socorro</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry></body></text></tbx>`;
    expect(read(dct).terms).toMatchObject([{ source: 'aid', target: 'socorro', status: 'forbidden' }]);
  });

  test.each([
    ['', 'empty'],
    ['one,two\n1,2\n', 'unsupported'],
    ['source,target\n"open,1\n', 'malformed'],
    ['<html><body/></html>', 'unsupported'],
    ['<tbx><text></tbx>', 'malformed'],
    ['<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx>&x;</tbx>', 'malformed'],
    ['<tbx><text><body/></text></tbx>', 'empty'],
    ['source,target\n', 'empty'],
  ])('%j is refused: %s', (text, code) => {
    expect(() => read(text)).toThrow(ExchangeError);
    try {
      read(text);
    } catch (error) {
      expect(error).toMatchObject({ code });
    }
  });
});

test('a plan changes only what the file knows by its id, and takes each term once', () => {
  const file = read(
    `source,target,status,note,case,id\nceasefire,tregua,preferred,,,${id(1)}\nceasefire,tregua,preferred,,,${id(1)}\nnew,nuevo,,,,\nnew,nuevo,,,,\nceasefire,cese,,,,\n`,
  );
  const plan = planGlossary(TERMS, file.terms);
  expect(plan.changed).toMatchObject([{ was: { target: 'alto el fuego' }, term: { target: 'tregua' } }]);
  expect(plan.added.map(({ target }) => target)).toEqual(['nuevo', 'cese']);
  expect(plan.same).toBe(2);
});

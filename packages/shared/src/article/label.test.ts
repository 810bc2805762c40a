import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doc, edition, paragraph } from './article.testing.ts';
import { isLabelLine } from './import/label-line.ts';
import { computeLabel, hasMachineText, labelCode } from './label.ts';
import { labelLanguage, labelText } from './label-text.ts';
import { LabelCode } from './model.ts';
import { confirmSegment, newSegment, passages } from './passages.ts';

const machine = { role: 'translation', machine: true } as const;
const byHand = { role: 'translation', machine: false } as const;
const original = { role: 'source', machine: false } as const;
const codes = [null, ...LabelCode.options];

describe('the label follows the evidence', () => {
  test.each([
    // confirmed, of, edition, carried, rule, code
    [0, 3, machine, null, 'show', 'machine'],
    [1, 3, machine, null, 'show', 'partly-revised'],
    [2, 3, machine, null, 'omit', 'partly-revised'],
    [3, 3, machine, null, 'show', 'revised'],
    [3, 3, machine, null, 'omit', null],
    [0, 0, machine, null, 'show', 'machine'],
    [0, 3, byHand, null, 'show', null],
    [3, 3, byHand, null, 'show', null],
    [0, 3, byHand, 'machine', 'show', 'machine'],
    [3, 3, byHand, 'revised', 'omit', 'revised'],
    [3, 3, machine, 'machine', 'show', 'machine'],
    [3, 3, machine, 'partly-revised', 'omit', 'partly-revised'],
    [0, 3, machine, 'revised', 'show', 'machine'],
    [0, 3, original, null, 'show', null],
  ] as const)('%i of %i confirmed, %o, source %s, rule %s: %s', (confirmed, all, kind, carried, rule, code) => {
    const ids = Array.from({ length: confirmed }, (_, index) => `${index}`);
    expect(labelCode({ passages: all, confirmed: ids, carried }, kind, rule)).toBe(code);
  });

  test('a translation never says less than its source', () => {
    const rank = (code: LabelCode | null) =>
      code === null ? 0 : code === 'revised' ? 1 : code === 'partly-revised' ? 2 : 3;
    fc.assert(
      fc.property(
        fc.nat(4),
        fc.nat(4),
        fc.boolean(),
        fc.constantFrom(...codes),
        fc.constantFrom('show', 'omit'),
        (a, b, made, carried, rule) => {
          const confirmed = Array.from({ length: Math.min(a, b) }, (_, index) => `${index}`);
          const code = labelCode({ passages: b, confirmed, carried }, { role: 'translation', machine: made }, rule);
          expect(rank(code)).toBeGreaterThanOrEqual(rank(carried));
        },
      ),
    );
  });
});

test('label and evidence are computed from the documents alone', () => {
  const source = edition(doc(paragraph('s', 'One.')));
  const target = edition(doc(paragraph('t', 'Uno.'), paragraph('empty', '')), {
    t: { ...newSegment([]), source: ['s'] },
  });
  const input = { target, source, edition: machine, carried: null, rule: 'show' } as const;
  expect(computeLabel(input)).toEqual({ code: 'machine', evidence: { passages: 1, confirmed: [], carried: null } });
  const [passage] = passages(target, source, []);
  if (!passage) throw new Error('no passage');
  const confirmed = { ...target, segments: { t: confirmSegment(passage) } };
  expect(computeLabel({ ...input, target: confirmed })).toEqual({
    code: 'revised',
    evidence: { passages: 1, confirmed: ['t'], carried: null },
  });
  expect(computeLabel({ ...input, target: confirmed, rule: 'omit' })).toBeNull();
  expect(computeLabel({ ...input, edition: original })).toBeNull();
});

test('machine text is told by where passages came from, whatever became of them', () => {
  const row = { block: 'b', engine: null, sourceText: null, output: '', at: '2026-01-01T00:00:00Z', confirmations: [] };
  expect(hasMachineText([{ ...row, origin: 'human' }])).toBe(false);
  expect(
    hasMachineText([
      { ...row, origin: 'human' },
      { ...row, origin: 'import' },
    ]),
  ).toBe(true);
  expect(hasMachineText([])).toBe(false);
});

describe('the wording', () => {
  test('is in the language of the text, English where there is none', () => {
    expect(labelText('machine', 'es', { from: 'en' })).toBe(
      'Traducción automática del inglés. No la ha comprobado ningún editor.',
    );
    expect(labelText('partly-revised', 'fr-CA', { from: 'en' })).toBe(
      'Traduction automatique de l’anglais, révisée en partie par notre rédaction.',
    );
    expect(labelText('revised', 'de', { from: 'en-GB' })).toBe(
      'Maschinelle Übersetzung aus dem Englischen, von unserer Redaktion überarbeitet.',
    );
    expect(labelText('machine', 'ar', { from: 'en' })).toBe('ترجمة آلية من الإنجليزية، لم يراجعها محرر.');
    expect(labelText('machine', 'en', { from: null })).toBe('Machine translation. Not checked by an editor.');
    expect(labelText('machine', 'sw', { from: 'en' })).toBe(
      'Machine translation from English. Not checked by an editor.',
    );
    expect([labelLanguage('sw'), labelLanguage('pt-BR'), labelLanguage('constructor')]).toEqual(['en', 'pt', 'en']);
  });

  test('names people only where somebody revised', () => {
    const context = { from: 'en', names: ['Ana Ruiz', 'Omar Said'] };
    expect(labelText('revised', 'es', context)).toMatch(/Revisión: Ana Ruiz y Omar Said\.$/);
    expect(labelText('machine', 'es', context)).not.toContain('Ana');
  });

  test('is recognised when it comes back in an imported file', () => {
    for (const language of ['en', 'es', 'fr', 'de', 'pt', 'ar']) {
      for (const code of LabelCode.options) {
        for (const from of ['en', 'fr', null]) {
          const sentence = labelText(code, language, { from });
          expect([sentence, isLabelLine(sentence)]).toEqual([sentence, true]);
        }
      }
    }
  });
});

describe("a desk's own wording", () => {
  const wording = { es: { revised: 'Traducido del {source} y revisado' }, 'es-419': { machine: 'Hecho por máquina' } };

  test('stands in the place of ours, for a language or all its regions, and names the source', () => {
    expect(labelText('revised', 'es', { from: 'en', wording })).toBe('Traducido del inglés y revisado');
    expect(labelText('revised', 'es-419', { from: 'en', wording })).toBe('Traducido del inglés y revisado');
    expect(labelText('machine', 'es-419', { from: 'en', wording })).toBe('Hecho por máquina');
    expect(labelText('machine', 'es', { from: 'en', wording })).toBe(labelText('machine', 'es', { from: 'en' }));
  });

  test('is passed over where it names a source that is not known', () => {
    expect(labelText('revised', 'es', { from: null, wording })).toBe(labelText('revised', 'es', { from: null }));
  });
});

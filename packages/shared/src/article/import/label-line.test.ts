import { expect, test } from 'vitest';
import { isLabelLine } from './label-line.ts';

test.each([
  'Beta V.1.0 - Powered by automated translation',
  'This article was automatically translated.',
  'This story has been translated by a machine and may contain errors.',
  'Translated automatically from Spanish',
  'Machine translation from English, not checked',
  'Automated translation',
  'Traducción automática',
  'Texto traducido automáticamente del inglés',
  'Traduction automatique de l’anglais',
  'Cet article a été traduit automatiquement.',
  'Maschinelle Übersetzung',
  'Dieser Text wurde maschinell übersetzt.',
  'Traduzione automatica',
  'Tradução automática do inglês',
  'ترجمة آلية',
  'Машинный перевод',
  '机器翻译',
])('a notice: %s', (line) => {
  expect(isLabelLine(line)).toBe(true);
});

test.each([
  'Machine translation changes how small newsrooms work',
  'Automatic translation services face new rules',
  'He praised the translation of the machine manual.',
  'Beta test of the new ferry begins',
  '',
])('no notice: %s', (line) => {
  expect(isLabelLine(line)).toBe(false);
});

test('a first line is a notice only if it is nothing else', () => {
  expect(isLabelLine('Machine translation from below: a miner’s tale', { first: true })).toBe(false);
  expect(isLabelLine('Machine translation', { first: true })).toBe(true);
  expect(isLabelLine(`${'A long paragraph. '.repeat(20)}Powered by automated translation`)).toBe(false);
});

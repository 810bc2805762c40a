/** Passages that are still empty, or still in the source's words. */
import { baseLanguage } from '../../article/language.ts';
import type { Check } from './warning.ts';

export const checkEmpty: Check = ({ source, target }) =>
  source !== null && source.text.trim() !== '' && target.text.trim() === ''
    ? [{ check: 'empty', key: 'empty', message: 'This passage has no text yet.', at: null, fix: null }]
    : [];

export const checkUntranslated: Check = ({ source, target, from, to }) => {
  if (source === null || from === null || baseLanguage(from) === baseLanguage(to)) return [];
  const text = target.text.trim();
  const copied = text === source.text.trim() && text.split(/\s+/).length > 3;
  if (!copied) return [];
  return [
    {
      check: 'untranslated',
      key: 'untranslated',
      message: 'These are still the words of the source.',
      at: { side: 'target', from: 0, to: target.text.length },
      fix: null,
    },
  ];
};

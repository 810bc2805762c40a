/** Numbers of the source that the target lacks, and numbers it has made up. */
import { findNumerals, type Numeral, writeNumeral } from '../facts/numerals.ts';
import { defaultStyle } from '../style.ts';
import type { Check, Warning } from './warning.ts';

export const checkNumbers: Check = ({ source, target, from, style }) => {
  if (source === null || from === null) return [];
  const missing = findNumerals(source.text, defaultStyle(from));
  const extra: Numeral[] = [];
  for (const numeral of findNumerals(target.text, style)) {
    const place = missing.findIndex((wanted) => sameNumber(wanted, numeral));
    if (place === -1) extra.push(numeral);
    else missing.splice(place, 1);
  }
  return missing.map((wanted, index): Warning => {
    const wrong = extra[index];
    if (wrong === undefined) {
      return {
        check: 'number',
        key: `number:${wanted.amount}`,
        message: `${wanted.text} from the source is not in this passage.`,
        at: { side: 'source', from: wanted.from, to: wanted.to },
        fix: null,
      };
    }
    return {
      check: 'number',
      key: `number:${wanted.amount}>${wrong.amount}`,
      message: `The source says ${wanted.text}; this passage says ${wrong.text}.`,
      at: { side: 'target', from: wrong.from, to: wrong.to },
      fix: { from: wrong.from, to: wrong.to, insert: writeNumeral(wanted.amount, style) },
    };
  });
};

function sameNumber(a: Numeral, b: Numeral): boolean {
  return a.amount === b.amount || a.other === b.amount || a.amount === b.other;
}

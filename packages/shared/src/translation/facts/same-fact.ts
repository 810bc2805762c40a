/** When two facts, of the same or of two languages, state the same. */

import { sameDate, sameTime } from './dates.ts';
import { sameName } from './exonyms.ts';
import { type AmountFact, type Fact, isAmount } from './fact.ts';

export function sameFact(a: Fact, b: Fact): boolean {
  if (isAmount(a) && isAmount(b)) return sameKind(a, b) && sameAmount(a, b);
  switch (a.kind) {
    case 'date':
      return b.kind === 'date' && sameDate(a, b);
    case 'time':
      return b.kind === 'time' && sameTime(a, b);
    case 'name':
      return b.kind === 'name' && sameName(a.name, b.name);
    case 'quotation':
      return b.kind === 'quotation' && a.place === b.place && a.depth === b.depth;
    default:
      return false;
  }
}

/** The same amount under any reading of either. */
export function sameAmount(a: AmountFact, b: AmountFact): boolean {
  return a.amount === b.amount || a.or.includes(b.amount) || b.or.includes(a.amount);
}

/** "half" is 50 percent, "12 pounds" may be money. */
function sameKind(a: AmountFact, b: AmountFact): boolean {
  if (a.kind === 'currency' && b.kind === 'currency') return a.currency === b.currency;
  if (a.kind === b.kind) return true;
  return mayBe(a, b) || mayBe(b, a);
}

function mayBe(a: AmountFact, b: AmountFact): boolean {
  if (a.kind !== 'number') return false;
  if (b.kind === 'percentage') return a.loose;
  return b.kind === 'currency' && a.perhaps === b.currency;
}

/** What a translator should look at again in a passage. Advice only: nothing is refused for it. */
import { blockText, type Passage } from '@copydesk/shared/article';

const NUMBER = /\p{Nd}+(?:[.,\u066b\u066c\u00a0\u202f'’]\p{Nd}+)*/gu;

/** A number's digits in any script as ASCII, without the separators that differ from language to language. */
function digitsOf(written: string): string {
  return [...written].map((character) => (/\p{Nd}/u.test(character) ? digitValue(character) : '')).join('');
}

/** Scripts keep their ten digits in a row, zero first: the value is how far back digits reach, modulo ten. */
function digitValue(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

/** Numbers of `source` that `target` lacks, as they are written there; a number said twice is wanted twice. */
export function missingNumbers(source: string, target: string): string[] {
  const there = (target.match(NUMBER) ?? []).map(digitsOf);
  return (source.match(NUMBER) ?? []).filter((written) => {
    const found = there.indexOf(digitsOf(written));
    if (found === -1) return true;
    there.splice(found, 1);
    return false;
  });
}

/** Warnings of a passage in words; none for an empty or unpaired one. */
export function warningsOf(passage: Passage): string[] {
  if (passage.state === 'empty' || passage.source.length === 0) return [];
  const source = passage.source.map(blockText).join('\n');
  const target = blockText(passage.target);
  const numbers = missingNumbers(source, target);
  const warnings: string[] = [];
  if (numbers.length > 0) warnings.push(`Not in this passage: ${numbers.join(', ')}.`);
  if (target.trim() === source.trim() && source.trim().split(/\s+/).length > 3) {
    warnings.push('The same words as in the source.');
  }
  return warnings;
}

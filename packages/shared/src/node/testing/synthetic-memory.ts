/** A translation memory of made-up news sentences, the same for the same seed, and texts to look up in it. */
import type { ScopedRow } from '../memory.ts';
import { seeded } from './seeded.ts';

const SUBJECTS = ['The council', 'The ministry', 'A court', 'The union', 'Police', 'The harbour master', 'Doctors'];
const VERBS = ['said', 'confirmed', 'denied', 'reported', 'announced', 'warned', 'told reporters'];
const CLAUSES = ['on Tuesday that', 'late in the evening that', 'in a statement that', 'after the meeting that'];
const SYLLABLES = ['ka', 'lo', 'mir', 'ten', 'su', 'ra', 'vel', 'dor', 'ni', 'pas', 'que', 'bri', 'hon', 'ast'];

const VOCABULARY = 30_000;
/** Mandelbrot's: how much less frequent the first words are than Zipf's law alone would have them. */
const SHIFT = 2.7;

export interface SyntheticMemory {
  readonly rows: ScopedRow[];
  /** A third as they stand in the memory, a third with a word or a number changed, a third that are not there. */
  readonly questions: string[];
}

/** Words are as unevenly frequent as in a language (Zipf and Mandelbrot's law), and every fifth row opens with a phrase. */
export function syntheticMemory(size: { rows: number; questions: number; seed: number }): SyntheticMemory {
  const random = seeded(size.seed);
  const pick = <T>(from: readonly [T, ...T[]] | readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const vocabulary = Array.from({ length: VOCABULARY }, () =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(SYLLABLES)).join(''),
  );
  const rank = () => Math.floor((VOCABULARY / SHIFT + 1) ** random() * SHIFT - SHIFT);
  const word = () => vocabulary[rank()] ?? '';
  const number = () => String(1 + Math.floor(random() * 2_000));
  const sentence = (): string[] => [
    ...(random() < 0.2 ? `${pick(SUBJECTS)} ${pick(VERBS)} ${pick(CLAUSES)}`.split(' ') : []),
    ...Array.from({ length: 6 + Math.floor(random() ** 2 * 30) }, () => (random() < 0.06 ? number() : word())),
  ];
  const rows = Array.from({ length: size.rows }, (_, index): ScopedRow => {
    const source = `${sentence().join(' ')}.`;
    return {
      id: index + 1,
      from: 'en',
      to: 'es',
      kind: 'passage',
      source,
      target: `${index + 1}: ${source}`,
      before: '',
      after: '',
      articleId: '0b9f7c1e-8a54-4c6e-9a3f-1c2d3e4f5a6b',
      headline: 'A story',
      approvedBy: 'A chief',
      approvedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString(),
      scope: '',
    };
  });
  const questions = Array.from({ length: size.questions }, (_, index) => {
    const known = pick(rows).source;
    if (index % 3 === 0) return known;
    if (index % 3 === 1) return known.replace(/\S+(?=\.$)/, random() < 0.5 ? number() : word());
    return `${sentence().join(' ')}.`;
  });
  return { rows, questions };
}

/** Has an engine translate passages, and checks what comes back before it goes into a text. */
import { createTermFinder, type GlossaryTerm } from '@copydesk/shared/translation';
import type { TranslationEngine, TranslationJob } from './engine.ts';
import { lostWords, type Shielded, shield } from './shield.ts';
import { tidy } from './tidy.ts';

export interface TranslatedPassage {
  readonly output: string;
  /** For the person who revises: names and numbers that the engine lost. */
  readonly warnings: readonly string[];
}

/** A passage on its way through an engine. */
interface Work {
  readonly index: number;
  readonly text: string;
  /** Words that the glossary has terms for -> what is to stand for them. */
  readonly terms: ReadonlyMap<string, string>;
  /** What the engine is given in the text's place. */
  readonly shielded: Shielded | null;
}

/**
 * Translates passages, one output each, in order. The newsroom's `terms` are given to engines that take them, and
 * shielded from others. Names (of the whole story, `findNames`) and numbers that an engine by rules lost are shielded
 * and the passage is translated anew; what is still lost is said in `warnings`. Rejects as
 * `TranslationEngine.translate` does.
 */
export async function translatePassages(
  engine: TranslationEngine,
  job: Omit<TranslationJob, 'onProgress' | 'terms'>,
  names: readonly string[],
  terms: readonly GlossaryTerm[] = [],
): Promise<TranslatedPassage[]> {
  const wanted = terms.filter(({ status }) => status !== 'forbidden');
  const given = engine.takesTerms && wanted.length > 0 ? { ...job, terms: wanted.map(pairOf) } : job;
  const wordsOf = createTermWords(engine.takesTerms ? [] : wanted, job.from);
  const ask = (works: readonly Work[]) =>
    engine.translate({ ...given, texts: works.map(({ text, shielded }) => shielded?.text ?? text) });

  const result: TranslatedPassage[] = job.texts.map(() => ({ output: '', warnings: [] }));
  const works = job.texts.flatMap((text, index): Work[] => {
    if (text.trim() === '') return [];
    const found = wordsOf(text);
    return [{ index, text, terms: found, shielded: found.size === 0 ? null : shield(text, [...found.keys()], found) }];
  });
  const outputs = await ask(works);
  const again: Work[] = [];
  works.forEach((work, position) => {
    const { index, text, shielded } = work;
    const output = restored(work, outputs[position] ?? '');
    if (output === null) {
      // Better the engine's own words than a placeholder.
      again.push({ ...work, shielded: null });
      return;
    }
    result[index] = checked(engine, work, output, names);
    const lost = engine.method === 'neural' ? [] : lostWords(text, result[index].output, outside(work, names));
    const next = lost.length > 0 ? shield(text, [...lost, ...work.terms.keys()], work.terms) : null;
    if (next !== null && next.text !== shielded?.text) again.push({ ...work, shielded: next });
  });
  if (again.length === 0) return result;

  const second = await ask(again);
  again.forEach((work, position) => {
    const output = restored(work, second[position] ?? '');
    if (output !== null) result[work.index] = checked(engine, work, output, names);
  });
  return result;
}

/** Finds the words of a text that the glossary has terms for, as they stand there, and what is to stand for each. */
function createTermWords(terms: readonly GlossaryTerm[], from: string): (text: string) => Map<string, string> {
  if (terms.length === 0) return () => new Map();
  const find = createTermFinder(from, terms);
  return (text) =>
    new Map(
      find(text).map(({ term, from: start, to }) => {
        const words = text.slice(start, to);
        return [words, term.status === 'preferred' ? inCaseOf(words, term.target) : words];
      }),
    );
}

/** A capital where the source has one: at the start of a sentence, or in a headline. */
function inCaseOf(source: string, target: string): string {
  return /^\p{Lu}/u.test(source) ? target.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) : target;
}

function pairOf({ source, target, status }: GlossaryTerm): { source: string; target: string } {
  return { source, target: status === 'preferred' ? target : source };
}

function restored({ shielded }: Work, output: string): string | null {
  return shielded === null ? output : shielded.restore(output);
}

/** Names that are not part of a term: what stands for the term need not hold them. */
function outside({ terms }: Work, names: readonly string[]): readonly string[] {
  const words = [...terms.keys()];
  return words.length === 0 ? names : names.filter((name) => !words.some((term) => term.includes(name)));
}

function checked(engine: TranslationEngine, work: Work, output: string, names: readonly string[]): TranslatedPassage {
  if (engine.method === 'neural') return { output: output.trim(), warnings: [] };
  const tidied = tidy(work.text, output);
  const lost = lostWords(work.text, tidied, outside(work, names));
  return { output: tidied, warnings: lost.map((word) => `not in the translation: ${word}`) };
}

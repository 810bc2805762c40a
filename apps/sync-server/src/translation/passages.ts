/** Has an engine translate passages, and checks what comes back before it goes into a text. */
import type { TranslationEngine, TranslationJob } from './engine.ts';
import { lostWords, type Shielded, shield } from './shield.ts';
import { tidy } from './tidy.ts';

export interface TranslatedPassage {
  readonly output: string;
  /** For the person who revises: names and numbers that the engine lost. */
  readonly warnings: readonly string[];
}

/**
 * Translates passages, one output each, in order. Names (of the whole story, `findNames`) and numbers that an engine
 * by rules lost are shielded and the passage is translated anew; what is still lost is said in `warnings`.
 * Rejects as `TranslationEngine.translate` does.
 */
export async function translatePassages(
  engine: TranslationEngine,
  job: Omit<TranslationJob, 'onProgress'>,
  names: readonly string[],
): Promise<TranslatedPassage[]> {
  const filled = job.texts.map((text, index) => ({ text, index })).filter(({ text }) => text.trim() !== '');
  const plain = await engine.translate({ ...job, texts: filled.map(({ text }) => text) });
  const result: TranslatedPassage[] = job.texts.map(() => ({ output: '', warnings: [] }));
  const again: { text: string; index: number; shielded: Shielded }[] = [];
  filled.forEach(({ text, index }, position) => {
    const output = plain[position] ?? '';
    if (engine.method === 'neural') {
      result[index] = { output: output.trim(), warnings: [] };
      return;
    }
    const passage = checked(text, output, names);
    result[index] = passage;
    const lost = lostWords(text, passage.output, names);
    const shielded = lost.length > 0 ? shield(text, lost) : null;
    if (shielded) again.push({ text, index, shielded });
  });
  if (again.length === 0) return result;

  const outputs = await engine.translate({ ...job, texts: again.map(({ shielded }) => shielded.text) });
  again.forEach(({ text, index, shielded }, position) => {
    const restored = shielded.restore(outputs[position] ?? '');
    if (restored !== null) result[index] = checked(text, restored, names);
  });
  return result;
}

function checked(text: string, output: string, names: readonly string[]): TranslatedPassage {
  const tidied = tidy(text, output);
  return { output: tidied, warnings: lostWords(text, tidied, names).map((word) => `not in the translation: ${word}`) };
}

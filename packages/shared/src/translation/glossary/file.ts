/** Glossaries as files: read first, taken in afterwards. */
import { ExchangeError } from '../exchange/model.ts';
import { decodeFile, looksLikeXml } from '../exchange/read.ts';
import { parseXml } from '../exchange/xml.ts';
import { readGlossaryCsv } from './csv.ts';
import type { FileTerm, GlossaryFile, GlossaryFileInput } from './model.ts';
import { readTbx } from './tbx.ts';
import type { GlossaryTerm } from './term.ts';

/** Reads TBX (versions 2 and 3) and CSV, told by what is in the file. Throws `ExchangeError`. */
export function readGlossaryFile(input: GlossaryFileInput): GlossaryFile {
  const { name, bytes } = input;
  const file = looksLikeXml(bytes)
    ? readTbx(parseXml(bytes, name), input)
    : readGlossaryCsv(decodeFile(bytes, name), input);
  if (file.terms.length + file.problems.length === 0) {
    throw new ExchangeError('empty', `${name} holds no terms. Nothing was changed.`);
  }
  return file;
}

/** What taking a file in would do. A term that the file says otherwise is changed only where the file knows it by its id. */
export interface GlossaryPlan<T extends GlossaryTerm> {
  readonly added: readonly FileTerm[];
  readonly changed: readonly { readonly was: T; readonly term: FileTerm }[];
  readonly same: number;
}

export function planGlossary<T extends GlossaryTerm>(
  current: readonly T[],
  file: readonly FileTerm[],
): GlossaryPlan<T> {
  const byId = new Map(current.map((term) => [term.id, term]));
  const byWords = new Map(current.map((term) => [wordsOf(term), term]));
  const taken = new Set<string>();
  const added: FileTerm[] = [];
  const changed: { was: T; term: FileTerm }[] = [];
  let same = 0;
  for (const term of file) {
    const was = (term.id === null ? undefined : byId.get(term.id)) ?? byWords.get(wordsOf(term));
    const key = was?.id ?? wordsOf(term);
    if (taken.has(key)) same += 1;
    else if (was === undefined) added.push(term);
    else if (sameTerm(was, term)) same += 1;
    else changed.push({ was, term });
    taken.add(key);
  }
  return { added, changed, same };
}

function wordsOf({ source, target, status }: Omit<GlossaryTerm, 'id'>): string {
  return JSON.stringify([source, target, status]);
}

function sameTerm(a: Omit<GlossaryTerm, 'id'>, b: Omit<GlossaryTerm, 'id'>): boolean {
  return (
    wordsOf(a) === wordsOf(b) &&
    (a.note ?? '') === (b.note ?? '') &&
    (a.caseSensitive ?? false) === (b.caseSensitive ?? false)
  );
}

/**
 * One run of an engine over passages of a translation: chosen, translated a few at a time, and written where the
 * target is still as it was when it was chosen. Each output is noted as evidence before it goes into the text.
 */
import { caretBlocks, readEdition, setBlockText, writeSegment } from '@copydesk/editor/schema';
import type { Drafting } from '@copydesk/shared/api';
import {
  blockText,
  type EditionText,
  newSegment,
  type Passage,
  type PassageEvidence,
  passages,
  sourceText,
  textBlocks,
} from '@copydesk/shared/article';
import type { DocumentName, Hub, Log } from '@copydesk/shared/sync';
import type { GlossaryTerm } from '@copydesk/shared/translation';
import { findNames } from '@copydesk/shared/translation';
import { type Clock, COPYDESK, type DraftingRow, type EditionRef, type NewEvidence } from '../context.ts';
import type { EngineCall } from '../storage/engine-use.ts';
import { Ended } from './ended.ts';
import { EngineError, type TranslationEngine } from './engine.ts';
import { BY_HAND, chooseEngine, whyNotSent } from './engine-choice.ts';
import { machineFaults } from './machine-faults.ts';
import { translatePassages } from './passages.ts';
import { isWanted, type WantedPassages } from './wanted.ts';

/** What drafting needs of the server. */
export interface DraftingHouse {
  readonly engines: readonly TranslationEngine[];
  readonly hub: Pick<Hub, 'exclusive' | 'carets'>;
  readonly clock: Clock;
  readonly log: Log;
  documentOf(edition: EditionRef): DocumentName;
  /** The language this translation is made from, or null if it may not be drafted (any more): its work has gone on. */
  sourceOf(edition: EditionRef): string | null;
  /** The engine chosen for it: an id, `BY_HAND`, or null for the first that is available. */
  engineOf(edition: EditionRef): string | null;
  /** Why its text may not be sent out of the house now, or null. */
  keptInHouse(edition: EditionRef): string | null;
  /** The newsroom's terms for a pair of languages. */
  terms(from: string, to: string): Promise<readonly GlossaryTerm[]>;
  evidence(edition: EditionRef): Promise<readonly PassageEvidence[]>;
  putEvidence(edition: EditionRef, rows: readonly NewEvidence[]): Promise<void>;
  countEngineCall(edition: EditionRef, call: EngineCall): Promise<void>;
  /** Keeps how drafting stands, and tells everybody; null when it ended well. */
  setDrafting(edition: EditionRef, row: DraftingRow | null): Promise<void>;
  /** Editions whose drafting was running when the server stopped. */
  interrupted(): readonly (EditionRef & { readonly drafting: DraftingRow })[];
}

export interface DraftingTask {
  readonly edition: EditionRef;
  /** Language of the source. */
  readonly source: string;
  /** The engine asked for; null: the one chosen for the edition. */
  readonly engine: string | null;
  readonly wanted: WantedPassages;
  readonly signal: AbortSignal;
  /** It is noted that drafting has begun. */
  readonly onBegun: () => void;
}

/** The edition may not be drafted any more; `message` is for people. */
class MovedOn extends Error {}

/** A few passages at a time: people see the text grow, and the log does not grow by a row a passage. */
const PASSAGES_PER_STEP = 4;

interface Done {
  readonly passage: Passage;
  readonly output: string;
  readonly warnings: readonly string[];
}

/** Runs to the end. Rejects only when the house itself fails; an engine's failure is kept in the drafting row. */
export async function runDrafting(house: DraftingHouse, task: DraftingTask): Promise<void> {
  const { edition, wanted } = task;
  const text = await read(house, { ...edition, language: task.source });
  const all = passages(await read(house, edition), text, await house.evidence(edition)).filter(hasSource);
  const open = all.filter((passage) => isWanted(passage, wanted, all));
  const total = all.length;
  let done = total - open.length;
  const kept = wanted.kind === 'empty' ? {} : { wanted };
  // What is redone by itself is no news, nor is it that it could not be: the passage stays flagged.
  const tell = wanted.kind === 'untouched' ? async () => {} : house.setDrafting;
  const note = (state: Omit<Drafting, 'done' | 'total'>) =>
    tell(edition, { done, total, engine: task.engine, ...kept, ...state });

  if (open.length === 0 && wanted.kind !== 'empty') {
    task.onBegun();
    return;
  }
  await note({ running: true });
  task.onBegun();
  try {
    const pair = { from: task.source, to: edition.language };
    const id = task.engine ?? house.engineOf(edition);
    const chosen = await chooseEngine(house.engines, pair, id === BY_HAND ? null : id, house.keptInHouse(edition));
    const terms = await house.terms(pair.from, pair.to);
    const order = textBlocks(text.content);
    const names = findNames(order.map(blockText));
    for (let at = 0; at < open.length; at += PASSAGES_PER_STEP) {
      // An embargo may have been set since the last step.
      const refused = whyNotSent(chosen.engine, house.keptInHouse(edition));
      if (refused !== null) throw new EngineError(chosen.engine.name, 'embargo', refused);
      const step = open.slice(at, at + PASSAGES_PER_STEP);
      const meter = metered(chosen.engine);
      const job = {
        texts: step.map(({ source }) => sourceText(source)),
        ...pair,
        signal: task.signal,
        context: around(step, all),
      };
      const outputs = await translatePassages(meter.engine, job, names, terms);
      task.signal.throwIfAborted();
      const call = { engine: chosen.version, passages: step.length, at: house.clock.now().toISOString() };
      await house.countEngineCall(edition, { ...call, characters: meter.characters() });
      const results = step.map((passage, n): Done => {
        const { output, warnings } = outputs[n] ?? { output: '', warnings: [] };
        return { passage, output, warnings: [...warnings, ...machineFaults(passage, output, pair)] };
      });
      await write(house, task, chosen.version, results);
      done += step.length;
      await note({ running: true });
    }
    await tell(edition, null);
    house.log.info('drafting.done', { document: house.documentOf(edition), passages: open.length });
  } catch (error) {
    if (error instanceof Ended && error.by === 'stop') return;
    house.log.warn('drafting.ended', { document: house.documentOf(edition), why: whyLogged(error) });
    const left = wanted.kind === 'empty' || wanted.kind === 'new' ? whatIsEmpty : whatStays;
    await note({ running: false, error: `${whyEnded(error)} ${left(total - done, done)}` });
  }
}

/** Notes the evidence, then writes the passages that are still there and still as they were when they were chosen. */
async function write(
  house: DraftingHouse,
  { edition, wanted }: DraftingTask,
  version: string,
  done: readonly Done[],
): Promise<void> {
  const document = house.documentOf(edition);
  await house.hub.exclusive(document, async (turn) => {
    if (house.sourceOf(edition) === null)
      throw new MovedOn('This text is no longer being drafted, so the engine stopped.');
    const now = new Map(passages(readEdition(turn.doc), null, []).map((passage) => [passage.id, passage]));
    const typedIn = wanted.kind === 'untouched' ? caretBlocks(turn.doc, house.hub.carets(document)) : new Set<string>();
    const open = done.filter(({ passage, output }) => {
      const current = now.get(passage.id);
      return output !== '' && current !== undefined && isAsChosen(current, passage) && !typedIn.has(passage.id);
    });
    if (open.length === 0) return;
    const at = house.clock.now().toISOString();
    await house.putEvidence(
      edition,
      open.map(({ passage, output, warnings }) => ({
        block: passage.id,
        origin: 'machine',
        engine: version,
        sourceText: sourceText(passage.source),
        output,
        at,
        ...(warnings.length > 0 ? { warnings: [...warnings] } : {}),
        ...(passage.state === 'machine' || passage.state === 'empty' ? {} : { replaced: blockText(passage.target) }),
      })),
    );
    await turn.edit(COPYDESK, (doc) => {
      for (const { passage, output } of open) {
        setBlockText(doc, passage.id, [{ type: 'text', text: output }]);
        writeSegment(doc, passage.id, newSegment(passage.source));
      }
    });
  });
}

/** Nobody has changed or confirmed the target since. */
function isAsChosen(now: Passage, then: Passage): boolean {
  return (
    blockText(now.target) === blockText(then.target) &&
    JSON.stringify(now.segment?.confirmed ?? null) === JSON.stringify(then.segment?.confirmed ?? null)
  );
}

function read(house: DraftingHouse, edition: EditionRef): Promise<EditionText> {
  return house.hub.exclusive(house.documentOf(edition), async (turn) => readEdition(turn.doc));
}

/** An engine that counts the characters it is given: some passages go twice, with their names shielded. */
function metered(engine: TranslationEngine): { engine: TranslationEngine; characters: () => number } {
  let characters = 0;
  return {
    characters: () => characters,
    engine: {
      ...engine,
      translate(job) {
        for (const text of job.texts) characters += text.length;
        return engine.translate(job);
      },
    },
  };
}

/** The source's words before and after these passages. */
function around(step: readonly Passage[], all: readonly Passage[]): string {
  const [first] = step;
  const last = step.at(-1);
  if (first === undefined || last === undefined) return '';
  const before = all[all.indexOf(first) - 1];
  const after = all[all.indexOf(last) + 1];
  return [before, after].flatMap((passage) => (passage === undefined ? [] : [sourceText(passage.source)])).join('\n');
}

function hasSource(passage: Passage): boolean {
  return sourceText(passage.source).trim() !== '';
}

/** Why drafting ended early, for people. */
function whyEnded(error: unknown): string {
  if (error instanceof EngineError || error instanceof MovedOn) return error.message;
  if (error instanceof Ended) return 'The engine was stopped.';
  return 'The engine was stopped by a fault on the server.';
}

function whyLogged(error: unknown): string {
  return error instanceof EngineError ? `${error.engine}: ${error.code}` : String(error);
}

function whatIsEmpty(empty: number, done: number): string {
  const what = empty === 1 ? '1 passage is empty' : `${empty} passages are empty`;
  return done > 0 ? `${what}; what was already translated stays.` : `${what}, to be written by hand.`;
}

function whatStays(left: number): string {
  return left === 1 ? '1 passage stays as it was.' : `${left} passages stay as they were.`;
}

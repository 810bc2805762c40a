/**
 * Fills a new translation passage by passage with an engine's output, in the background. What a person has typed
 * meanwhile stays; each output is noted as evidence before it goes into the text.
 */
import { readEdition, setBlockText, writeSegment } from '@copydesk/editor/schema';
import type { Drafting } from '@copydesk/shared/api';
import {
  blockText,
  type EditionText,
  newSegment,
  type Passage,
  passages,
  type Segment,
  textBlocks,
} from '@copydesk/shared/article';
import type { DocumentName, Hub, Log } from '@copydesk/shared/sync';
import { type Clock, COPYDESK, type DraftingRow, type EditionRef, type NewEvidence } from '../context.ts';
import { EngineError, type TranslationEngine } from './engine.ts';
import { findNames } from './names.ts';
import { translatePassages } from './passages.ts';
import { chooseEngine } from './registry.ts';

/** What drafting needs of the server. */
export interface DraftingHouse {
  readonly engines: readonly TranslationEngine[];
  readonly hub: Pick<Hub, 'exclusive'>;
  readonly clock: Clock;
  readonly log: Log;
  documentOf(edition: EditionRef): DocumentName;
  /** The language this translation is made from, or null if it may not be drafted (any more): its work has gone on. */
  sourceOf(edition: EditionRef): string | null;
  putEvidence(edition: EditionRef, rows: readonly NewEvidence[]): Promise<void>;
  /** Keeps how drafting stands, and tells everybody; null when it ended well. */
  setDrafting(edition: EditionRef, row: DraftingRow | null): Promise<void>;
  /** Editions whose drafting was running when the server stopped. */
  interrupted(): readonly (EditionRef & { readonly drafting: DraftingRow })[];
}

export interface DraftingDesk {
  /** Begins to fill the empty passages. `engine` null: the best available one. Resolves once the beginning is noted. */
  start(edition: EditionRef, engine: string | null): Promise<void>;
  /** Stops; passages not reached stay empty. Resolves when nothing more is written. */
  cancel(edition: EditionRef): Promise<void>;
  /** Takes up what was running when the server stopped. */
  resume(): Promise<void>;
  /** Ends what runs, to be taken up at the next start. */
  stop(): Promise<void>;
  /** Resolves when nothing is being drafted for this edition. */
  settled(edition: EditionRef): Promise<void>;
}

/** A few passages at a time: people see the text grow, and the log does not grow by a row a passage. */
const PASSAGES_PER_STEP = 4;

interface Job {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}
/** Why a job was asked to end. */
class Ended extends Error {
  readonly by: 'cancel' | 'stop';
  constructor(by: 'cancel' | 'stop') {
    super(`drafting ended by ${by}`);
    this.by = by;
  }
}
/** The edition may not be drafted any more; `message` is for people. */
class MovedOn extends Error {}

export function createDraftingDesk(house: DraftingHouse): DraftingDesk {
  const jobs = new Map<DocumentName, Job>();

  async function start(edition: EditionRef, engine: string | null): Promise<void> {
    const name = house.documentOf(edition);
    if (jobs.has(name)) return;
    const source = house.sourceOf(edition);
    if (source === null) return;
    const controller = new AbortController();
    const begun = Promise.withResolvers<void>();
    // Noted before anything is awaited, so that a second start finds this one.
    const ended = run({ edition, source, engine, signal: controller.signal, onBegun: begun.resolve })
      .catch((error: unknown) => {
        house.log.error('drafting.lost', { document: name, error: String(error) });
        begun.reject(error);
      })
      .finally(() => jobs.delete(name));
    jobs.set(name, { controller, ended });
    await begun.promise;
  }

  async function run(task: Task): Promise<void> {
    const { edition, source, engine } = task;
    const text = await read({ ...edition, language: source });
    const target = await read(edition);
    const before = passages(target, text, []).filter(hasSource);
    const open = before.filter(isEmpty);
    const total = before.length;
    let done = total - open.length;
    const note = (state: Omit<Drafting, 'done' | 'total'>) =>
      house.setDrafting(edition, { done, total, engine, ...state });

    await note({ running: true });
    task.onBegun();
    try {
      const pair = { from: source, to: edition.language };
      const chosen = await chooseEngine(house.engines, pair, engine);
      const names = findNames(textBlocks(text.content).map(blockText));
      for (let at = 0; at < open.length; at += PASSAGES_PER_STEP) {
        const step = open.slice(at, at + PASSAGES_PER_STEP);
        const texts = step.map(sourceText);
        const outputs = await translatePassages(chosen.engine, { texts, ...pair, signal: task.signal }, names);
        task.signal.throwIfAborted();
        await write(
          task,
          chosen.version,
          step.map((passage, index) => ({ passage, ...(outputs[index] ?? { output: '', warnings: [] }) })),
        );
        done += step.length;
        await note({ running: true });
      }
      await house.setDrafting(edition, null);
      house.log.info('drafting.done', { document: house.documentOf(edition), passages: open.length });
    } catch (error) {
      if (error instanceof Ended && error.by === 'stop') return;
      house.log.warn('drafting.ended', { document: house.documentOf(edition), why: whyLogged(error) });
      await note({ running: false, error: `${whyEnded(error)} ${whatIsLeft(total - done, done)}` });
    }
  }

  /** Notes the evidence, then writes the passages that are still there and still empty. */
  async function write(task: Task, version: string, done: readonly Done[]): Promise<void> {
    const { edition } = task;
    await house.hub.exclusive(house.documentOf(edition), async (turn) => {
      if (house.sourceOf(edition) === null)
        throw new MovedOn('This text is no longer being drafted, so the engine stopped.');
      const now = new Map(passages(readEdition(turn.doc), null, []).map((passage) => [passage.id, passage]));
      const open = done.filter(({ passage, output }) => {
        const current = now.get(passage.id);
        return output !== '' && current !== undefined && isEmpty(current);
      });
      if (open.length === 0) return;
      const at = house.clock.now().toISOString();
      await house.putEvidence(
        edition,
        open.map(({ passage, output, warnings }) => ({
          block: passage.id,
          origin: 'machine',
          engine: version,
          sourceText: sourceText(passage),
          output,
          at,
          ...(warnings.length > 0 ? { warnings: [...warnings] } : {}),
        })),
      );
      await turn.edit(COPYDESK, (doc) => {
        for (const { passage, output } of open) {
          setBlockText(doc, passage.id, [{ type: 'text', text: output }]);
          const segment: Segment = newSegment(passage.source);
          writeSegment(doc, passage.id, segment);
        }
      });
    });
  }

  function read(edition: EditionRef): Promise<EditionText> {
    return house.hub.exclusive(house.documentOf(edition), async (turn) => readEdition(turn.doc));
  }

  async function end(edition: EditionRef, by: 'cancel' | 'stop'): Promise<void> {
    const job = jobs.get(house.documentOf(edition));
    job?.controller.abort(new Ended(by));
    await job?.ended;
  }

  return {
    start,
    cancel: (edition) => end(edition, 'cancel'),
    async resume() {
      for (const { articleId, language, drafting } of house.interrupted())
        await start({ articleId, language }, drafting.engine);
    },
    async stop() {
      const running = [...jobs.values()];
      for (const { controller } of running) controller.abort(new Ended('stop'));
      await Promise.all(running.map(({ ended }) => ended));
    },
    settled: async (edition) => jobs.get(house.documentOf(edition))?.ended,
  };
}

interface Task {
  readonly edition: EditionRef;
  readonly source: string;
  readonly engine: string | null;
  readonly signal: AbortSignal;
  readonly onBegun: () => void;
}
interface Done {
  readonly passage: Passage;
  readonly output: string;
  readonly warnings: readonly string[];
}

function sourceText(passage: Passage): string {
  return passage.source.map(blockText).join('\n');
}

function hasSource(passage: Passage): boolean {
  return sourceText(passage).trim() !== '';
}

function isEmpty(passage: Passage): boolean {
  return passage.state === 'empty';
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

function whatIsLeft(empty: number, done: number): string {
  const what = empty === 1 ? '1 passage is empty' : `${empty} passages are empty`;
  return done > 0 ? `${what}; what was already translated stays.` : `${what}, to be written by hand.`;
}

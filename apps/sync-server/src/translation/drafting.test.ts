import { readEdition, setBlockText, writeContent, writeSegment } from '@copydesk/editor/schema';
import {
  type ArticleDoc,
  blockText,
  type EditionText,
  type PassageEvidence,
  passages,
  textBlocks,
} from '@copydesk/shared/article';
import { createHub, type DocumentName, documentName } from '@copydesk/shared/sync';
import { createMemoryStore } from '@copydesk/shared/sync/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import type { DraftingRow, EditionRef, NewEvidence } from '../context.ts';
import type { EngineCall } from '../storage/engine-use.ts';
import { createDraftingDesk } from './drafting.ts';
import { EngineError, type TranslationEngine, type TranslationJob } from './engine.ts';
import { skeletonOf } from './skeleton.ts';

const ARTICLE = '0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11';
const ES: EditionRef = { articleId: ARTICLE, language: 'es' };
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const ana = { userId: 'ana', name: 'Ana', sessionId: 's1' };

function storyOf(paragraphs: number): EditionText {
  const content: ArticleDoc = {
    type: 'doc',
    content: [
      { type: 'headline', attrs: { id: 'h' }, content: [{ type: 'text', text: 'Head' }] },
      { type: 'standfirst', attrs: { id: 's' } },
      ...Array.from({ length: paragraphs }, (_, n) => ({
        type: 'paragraph' as const,
        attrs: { id: `p${n}` },
        content: [{ type: 'text' as const, text: `Paragraph ${n}` }],
      })),
    ],
  };
  return { content, fields: {}, segments: {} };
}

function seed({ content, segments }: EditionText): Uint8Array {
  const doc = new Y.Doc();
  writeContent(doc, content);
  for (const [block, segment] of Object.entries(segments)) writeSegment(doc, block, segment);
  return Y.encodeStateAsUpdate(doc);
}

interface Options {
  readonly paragraphs?: number;
  readonly engine?: Partial<TranslationEngine>;
  readonly onEvidence?: () => void;
}

/** A server's worth of house around the desk: a real hub on a store in memory, an engine that answers in capitals. */
function setup({ paragraphs = 9, engine: part = {}, onEvidence = () => {} }: Options = {}) {
  const source = storyOf(paragraphs);
  const store = createMemoryStore();
  store.create(documentName(ARTICLE, 'en'), 'e1', seed(source));
  store.create(documentName(ARTICLE, 'es'), 'e2', seed(skeletonOf(source)));
  const hub = createHub({
    store,
    policy: { access: () => ({ level: 'write', reason: '' }) },
    log: silent,
    mode: 'server',
  });
  onTestFinished(() => hub.drain());

  const engine: TranslationEngine = {
    id: 'loud',
    name: 'Loud',
    remote: false,
    method: 'neural',
    available: async () => ({ ok: true, version: 'Loud 1.0' }),
    translate: async ({ texts }) => texts.map((text) => text.toUpperCase()),
    ...part,
  };
  const evidence: NewEvidence[] = [];
  const states: (DraftingRow | null)[] = [];
  const calls: EngineCall[] = [];
  const house = { source: 'en' as string | null, kept: null as string | null };
  const desk = createDraftingDesk({
    engines: [engine],
    hub,
    clock: { now: () => new Date('2026-11-22T09:00:00Z') },
    log: silent,
    documentOf: ({ articleId, language }) => documentName(articleId, language),
    sourceOf: () => house.source,
    engineOf: () => null,
    keptInHouse: () => house.kept,
    evidence: async () => latest(evidence),
    countEngineCall: async (_, call) => void calls.push(call),
    putEvidence: async (_, rows) => {
      onEvidence();
      evidence.push(...rows);
    },
    setDrafting: async (_, row) => void states.push(row),
    interrupted: () => {
      const drafting = states.at(-1);
      return drafting?.running ? [{ ...ES, drafting }] : [];
    },
  });
  const read = (name: DocumentName) => hub.exclusive(name, async (turn) => readEdition(turn.doc));
  return {
    hub,
    desk,
    calls,
    evidence,
    states,
    house,
    type: (block: string, text: string) =>
      hub.exclusive(documentName(ARTICLE, 'es'), (turn) =>
        turn.edit(ana, (doc) => void setBlockText(doc, block, [{ type: 'text', text }])),
      ),
    target: () => read(documentName(ARTICLE, 'es')),
    async texts() {
      return textBlocks((await read(documentName(ARTICLE, 'es'))).content).map(blockText);
    },
    async passages() {
      return passages(await read(documentName(ARTICLE, 'es')), source, latest(evidence));
    },
  };
}

/** The rows as the store gives them back. */
function latest(rows: readonly NewEvidence[]): PassageEvidence[] {
  const kept = new Map(rows.map((row) => [row.block, row]));
  return [...kept.values()].map(({ replaced: _, ...row }) => ({ ...row, confirmations: [] }));
}

/** An engine whose answers wait, and which says when it was asked. */
function gated() {
  const asked: { job: TranslationJob; answer: () => void }[] = [];
  const waiting: (() => void)[] = [];
  const translate = (job: TranslationJob) =>
    new Promise<string[]>((resolve, reject) => {
      job.signal.addEventListener('abort', () => reject(job.signal.reason), { once: true });
      asked.push({ job, answer: () => resolve(job.texts.map((text) => text.toUpperCase())) });
      waiting.shift()?.();
    });
  /** Resolves with the n-th question (from 0) once it was asked. */
  async function question(n: number) {
    while (asked.length <= n) await new Promise<void>((resolve) => waiting.push(resolve));
    const found = asked[n];
    if (!found) throw new Error('not asked');
    return found;
  }
  return { translate, question, asked };
}

describe('drafting', () => {
  it('fills every passage that has a source, with evidence of each, and says when it is done', async () => {
    const { desk, evidence, states, texts, passages } = setup();
    await desk.start(ES, null);
    expect(states[0]).toEqual({ done: 0, total: 10, running: true, engine: null });
    await desk.settled(ES);
    expect(await texts()).toEqual(['HEAD', '', ...Array.from({ length: 9 }, (_, n) => `PARAGRAPH ${n}`)]);
    expect(states.at(-1)).toBeNull();
    expect(states.slice(0, -1).map((state) => state?.done)).toEqual([0, 4, 8, 10]);
    expect(evidence).toHaveLength(10);
    expect(evidence[0]).toMatchObject({
      origin: 'machine',
      engine: 'Loud 1.0',
      sourceText: 'Head',
      output: 'HEAD',
      at: '2026-11-22T09:00:00.000Z',
    });
    const all = await passages();
    expect(all.filter(({ state }) => state === 'machine')).toHaveLength(10);
    expect(all.some(({ stale }) => stale)).toBe(false);
  });

  it('does not overwrite a passage that somebody typed in meanwhile', async () => {
    const engine = gated();
    const { desk, evidence, type, target, texts } = setup({ paragraphs: 2, engine: { translate: engine.translate } });
    await desk.start(ES, null);
    const { answer } = await engine.question(0);
    const headline = textBlocks((await target()).content)[0]?.attrs.id ?? '';
    await type(headline, 'De Ana');
    answer();
    await desk.settled(ES);
    expect(await texts()).toEqual(['De Ana', '', 'PARAGRAPH 0', 'PARAGRAPH 1']);
    expect(evidence.map(({ block }) => block)).not.toContain(headline);
  });

  it('leaves the passages empty and says what to do when the engine is not there', async () => {
    const why = 'Loud is not installed on the server: install loud, or choose another engine.';
    const { desk, states, texts } = setup({ paragraphs: 1, engine: { available: async () => ({ ok: false, why }) } });
    await desk.start(ES, 'loud');
    await desk.settled(ES);
    expect(states.at(-1)).toEqual({
      done: 0,
      total: 2,
      running: false,
      engine: 'loud',
      error: `${why} 2 passages are empty, to be written by hand.`,
    });
    expect(await texts()).toEqual(['', '', '']);
  });

  it('keeps what was translated when the engine fails on the way', async () => {
    let calls = 0;
    const { desk, states, texts } = setup({
      engine: {
        translate: async ({ texts }) => {
          calls += 1;
          if (calls > 1) throw new EngineError('Loud', 'busy', 'Loud is busy. Try again in a minute.');
          return texts.map((text) => text.toUpperCase());
        },
      },
    });
    await desk.start(ES, null);
    await desk.settled(ES);
    expect(states.at(-1)).toMatchObject({ done: 4, total: 10, running: false });
    expect(states.at(-1)?.error).toBe(
      'Loud is busy. Try again in a minute. 6 passages are empty; what was already translated stays.',
    );
    expect((await texts()).filter((text) => text !== '')).toHaveLength(4);
  });

  it('stops when cancelled, and writes nothing more', async () => {
    const engine = gated();
    const { desk, states, texts } = setup({ engine: { translate: engine.translate } });
    await desk.start(ES, null);
    (await engine.question(0)).answer();
    await engine.question(1);
    await desk.cancel(ES);
    expect(states.at(-1)).toMatchObject({
      done: 4,
      running: false,
      error: expect.stringMatching(/stopped. 6 passages/),
    });
    expect((await texts()).filter((text) => text !== '')).toHaveLength(4);
  });

  it('takes up after a restart of the server what was not done', async () => {
    const engine = gated();
    const { desk, states, texts, evidence } = setup({ engine: { translate: engine.translate } });
    await desk.start(ES, 'loud');
    (await engine.question(0)).answer();
    await engine.question(1);
    await desk.stop();
    expect(states.at(-1)).toEqual({ done: 4, total: 10, running: true, engine: 'loud' });
    await desk.resume();
    for (const n of [2, 3]) (await engine.question(n)).answer();
    await desk.settled(ES);
    expect(states.at(-1)).toBeNull();
    expect(engine.asked.map(({ job }) => job.texts.length)).toEqual([4, 4, 4, 2]);
    expect(evidence).toHaveLength(10);
    expect((await texts()).filter((text) => text === '')).toHaveLength(1);
  });

  it('writes nothing into a text that is no longer being drafted', async () => {
    const engine = gated();
    const { desk, states, house, texts } = setup({ engine: { translate: engine.translate } });
    await desk.start(ES, null);
    const { answer } = await engine.question(0);
    house.source = null;
    answer();
    await desk.settled(ES);
    expect(states.at(-1)?.error).toMatch(/no longer being drafted/);
    expect((await texts()).join('')).toBe('');
  });

  it('writes no passage without its evidence', async () => {
    const { desk, states, texts } = setup({
      onEvidence: () => {
        throw new Error('the disk is full');
      },
    });
    await desk.start(ES, null);
    await desk.settled(ES);
    expect((await texts()).join('')).toBe('');
    expect(states.at(-1)?.error).toMatch(/fault on the server/);
  });

  it('runs once for an edition, however often it is started', async () => {
    const engine = gated();
    const { desk, states } = setup({ paragraphs: 1, engine: { translate: engine.translate } });
    await Promise.all([desk.start(ES, null), desk.start(ES, null)]);
    await desk.start(ES, null);
    (await engine.question(0)).answer();
    await desk.settled(ES);
    expect(engine.asked).toHaveLength(1);
    expect(states.filter((state) => state === null)).toHaveLength(1);
  });

  it('carries what the check of an output found into the evidence', async () => {
    const { desk, evidence } = setup({
      paragraphs: 1,
      engine: { method: 'rules', translate: async ({ texts }) => texts.map(() => 'nada') },
    });
    await desk.start(ES, null);
    await desk.settled(ES);
    expect(evidence.map(({ warnings }) => warnings)).toEqual([undefined, ['not in the translation: 0']]);
  });
});

/** A server's worth of house around the translation desk, for its tests. */
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
import { onTestFinished } from 'vitest';
import * as Y from 'yjs';
import type { DraftingRow, EditionRef, NewEvidence } from '../../context.ts';
import type { EngineCall } from '../../storage/engine-use.ts';
import { createDraftingDesk } from '../drafting.ts';
import type { TranslationEngine, TranslationJob } from '../engine.ts';
import { skeletonOf } from '../skeleton.ts';

export const ARTICLE = '0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11';
export const ES: EditionRef = { articleId: ARTICLE, language: 'es' };
export const silent = { info: () => {}, warn: () => {}, error: () => {} };
export const ana = { userId: 'ana', name: 'Ana', sessionId: 's1' };

export function storyOf(paragraphs: number, words?: string): EditionText {
  const content: ArticleDoc = {
    type: 'doc',
    content: [
      { type: 'headline', attrs: { id: 'h' }, content: [{ type: 'text', text: words ?? 'Head' }] },
      { type: 'standfirst', attrs: { id: 's' } },
      ...Array.from({ length: paragraphs }, (_, n) => ({
        type: 'paragraph' as const,
        attrs: { id: `p${n}` },
        content: [{ type: 'text' as const, text: words ?? `Paragraph ${n}` }],
      })),
    ],
  };
  return { content, fields: {}, segments: {} };
}

export function seed({ content, segments }: EditionText): Uint8Array {
  const doc = new Y.Doc();
  writeContent(doc, content);
  for (const [block, segment] of Object.entries(segments)) writeSegment(doc, block, segment);
  return Y.encodeStateAsUpdate(doc);
}

export interface Options {
  readonly paragraphs?: number;
  /** The words of headline and paragraphs, where they matter. */
  readonly sourceText?: string;
  readonly engine?: Partial<TranslationEngine>;
  readonly onEvidence?: () => void;
}

/** A server's worth of house around the desk: a real hub on a store in memory, an engine that answers in capitals. */
export function setup({ paragraphs = 9, sourceText, engine: part = {}, onEvidence = () => {} }: Options = {}) {
  const source = storyOf(paragraphs, sourceText);
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
    terms: async () => [],
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
export function latest(rows: readonly NewEvidence[]): PassageEvidence[] {
  const kept = new Map(rows.map((row) => [row.block, row]));
  return [...kept.values()].map(({ replaced: _, ...row }) => ({ ...row, confirmations: [] }));
}

/** An engine whose answers wait, and which says when it was asked. */
export function gated() {
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

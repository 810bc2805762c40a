import {
  findBlock,
  insertBlockAfter,
  readAside,
  readEdition,
  removeBlock,
  setBlockText,
  writeSegment,
} from '@copydesk/editor/schema';
import { confirmSegment, type Passage, passages } from '@copydesk/shared/article';
import { documentName } from '@copydesk/shared/sync';
import { createTestPeer } from '@copydesk/shared/sync/testing';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as Y from 'yjs';
import type { FollowedSource } from '../../storage/followed.ts';
import { EngineError, type TranslationJob } from '../engine.ts';
import { ARTICLE, ana, ES, gated, latest, type Options, setup, silent } from '../testing/house.ts';
import { createSourceFollower, GONE_MS, NEW_QUIET_MS, REDO_QUIET_MS } from './follower.ts';

const EN = documentName(ARTICLE, 'en');
const TARGET = documentName(ARTICLE, 'es');
const words = (text: string) => [{ type: 'text' as const, text }];
const paragraph = (id: string, text: string) => ({ type: 'paragraph' as const, attrs: { id }, content: words(text) });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A drafted translation of two paragraphs with its source, followed. */
async function followed(options: Options & { byHand?: boolean; recovering?: () => boolean } = {}) {
  const t = setup({ paragraphs: 2, ...options });
  await t.desk.start(ES, null);
  await t.desk.settled(ES);
  let kept: FollowedSource | null = null;
  const start = () => {
    const follower = createSourceFollower({
      hub: t.hub,
      clock: { now: () => new Date('2026-11-22T09:00:00Z') },
      log: { ...silent, error: (event, facts) => expect.fail(`${event} ${JSON.stringify(facts)}`) },
      desk: t.desk,
      elapsed: () => performance.now(),
      documentOf: ({ articleId, language }) => documentName(articleId, language),
      sourceOf: ({ language }) => (language === 'es' ? t.house.source : null),
      isRecovering: options.recovering ?? (() => false),
      isDrafted: () => options.byHand !== true,
      translationsOf: ({ language }) => (language === 'en' ? [ES] : []),
      allTranslations: () => [ES],
      evidence: async () => latest(t.evidence),
      followed: async () => kept,
      putFollowed: async (_, next) => {
        kept = next;
      },
      onEdition: () => () => {},
      keepConfirmedWords: async () => {},
    });
    onTestFinished(() => {
      vi.useRealTimers();
      return follower.stop();
    });
    return follower;
  };
  const follower = start();
  await follower.catchUp();
  const edit = (name: typeof EN, change: (doc: Y.Doc) => void) =>
    t.hub.exclusive(name, (turn) => turn.edit(ana, change));
  const read = (name: typeof EN) => t.hub.exclusive(name, async (turn) => readEdition(turn.doc));
  return {
    ...t,
    follower,
    start,
    write: (change: (doc: Y.Doc) => void) => edit(EN, change),
    translate: (change: (doc: Y.Doc) => void) => edit(TARGET, change),
    /** Time passes, and what follows from it is done. */
    async pass(ms: number) {
      await vi.advanceTimersByTimeAsync(ms);
      await follower.settled(ES);
    },
    aside: () => t.hub.exclusive(TARGET, async (turn) => readAside(turn.doc)),
    async passages(): Promise<Passage[]> {
      return passages(await read(TARGET), await read(EN), latest(t.evidence));
    },
    /** Somebody whose window has a caret in a block. */
    async caretIn(name: typeof EN, block: string) {
      const peer = createTestPeer(name, 'ben', { epoch: null });
      onTestFinished(() => peer.destroy());
      peer.connect(t.hub);
      await vi.advanceTimersByTimeAsync(100);
      const text = findBlock(peer.doc, block)?.get(0);
      if (!(text instanceof Y.XmlText)) throw new Error(`no text in ${block}`);
      const at = JSON.parse(JSON.stringify(Y.createRelativePositionFromTypeIndex(text, 1)));
      peer.setAwareness({ cursor: { anchor: at, head: at } });
      await vi.advanceTimersByTimeAsync(10);
      return peer;
    },
  };
}

describe('a translation of a story that is still being written', () => {
  it('has a new paragraph at once, empty in its place, and drafted when the writer pauses', async () => {
    const t = await followed();
    await t.write((doc) => insertBlockAfter(doc, 'p0', paragraph('new', 'Fresh words')));
    await t.pass(300);
    expect(await t.texts()).toEqual(['HEAD', '', 'PARAGRAPH 0', '', 'PARAGRAPH 1']);
    expect((await t.passages())[3]?.source.map((block) => block.attrs.id)).toEqual(['new']);
    await t.pass(NEW_QUIET_MS);
    expect(await t.texts()).toEqual(['HEAD', '', 'PARAGRAPH 0', 'FRESH WORDS', 'PARAGRAPH 1']);
    expect(t.evidence.at(-1)).toMatchObject({ origin: 'machine', sourceText: 'Fresh words' });
  });

  it('has it in a list where the source has it in one', async () => {
    const t = await followed({ byHand: true });
    const item = (id: string) => ({ type: 'item' as const, attrs: { id: `i-${id}` }, content: [paragraph(id, id)] });
    await t.write((doc) => insertBlockAfter(doc, 'p1', { type: 'bulletList', content: [item('one'), item('two')] }));
    await t.pass(300);
    const { content } = await t.target();
    expect(content.content.at(-1)).toMatchObject({ type: 'bulletList', content: [{ type: 'item' }, { type: 'item' }] });
  });

  it('is left to people where the edition is translated by hand', async () => {
    const t = await followed({ byHand: true });
    await t.write((doc) => insertBlockAfter(doc, 'p1', paragraph('new', 'Fresh words')));
    await t.write((doc) => setBlockText(doc, 'p0', words('Other words')));
    await t.pass(REDO_QUIET_MS + 1_000);
    expect(await t.texts()).toEqual(['HEAD', '', 'PARAGRAPH 0', 'PARAGRAPH 1', '']);
  });

  it('redoes an untouched draft ten seconds after the last change of its source, and only that one', async () => {
    const t = await followed();
    await t.pass(REDO_QUIET_MS);
    const drafts = t.evidence.length;
    await t.write((doc) => setBlockText(doc, 'p0', words('Other')));
    await t.pass(REDO_QUIET_MS - 1_000);
    await t.write((doc) => setBlockText(doc, 'p0', words('Other words')));
    await t.pass(REDO_QUIET_MS - 1_000);
    expect((await t.passages())[2]).toMatchObject({ stale: true, state: 'machine' });
    await t.pass(1_500);
    expect(await t.texts()).toEqual(['HEAD', '', 'OTHER WORDS', 'PARAGRAPH 1']);
    expect((await t.passages()).some(({ stale }) => stale)).toBe(false);
    expect(t.evidence).toHaveLength(drafts + 1);
  });

  it('does not redo it while somebody has a caret in the source paragraph, but when they leave', async () => {
    const t = await followed();
    const ben = await t.caretIn(EN, 'p0');
    await t.write((doc) => setBlockText(doc, 'p0', words('Other words')));
    await t.pass(3 * REDO_QUIET_MS);
    expect((await t.texts())[2]).toBe('PARAGRAPH 0');
    ben.setAwareness({ cursor: null });
    await t.pass(500);
    expect((await t.texts())[2]).toBe('OTHER WORDS');
  });

  it('only flags what a person has edited or confirmed', async () => {
    const t = await followed();
    const [, , first, second] = await t.passages();
    if (!first || !second) throw new Error('no passages');
    await t.translate((doc) => {
      setBlockText(doc, first.id, words('De Ana'));
      writeSegment(doc, second.id, confirmSegment(second));
    });
    await t.write((doc) => {
      setBlockText(doc, 'p0', words('Other words'));
      setBlockText(doc, 'p1', words('Others still'));
    });
    await t.pass(2 * REDO_QUIET_MS);
    expect(await t.texts()).toEqual(['HEAD', '', 'De Ana', 'PARAGRAPH 1']);
    expect((await t.passages()).map(({ stale }) => stale)).toEqual([false, false, true, true]);
  });

  it('leaves the target of a paragraph where it is while its damaged source is still to get it back', async () => {
    let recovering = true;
    const t = await followed({ recovering: () => recovering });
    const before = await t.texts();
    await t.write((doc) => void removeBlock(doc, 'p0'));
    await t.pass(2 * GONE_MS);
    expect(await t.texts()).toEqual(before);
    recovering = false;
    await t.write((doc) => setBlockText(doc, 'p1', words('Other')));
    await t.pass(2 * GONE_MS);
    expect(await t.aside()).toMatchObject([{ sourceText: 'Paragraph 0' }]);
  });

  it('keeps the target of a deleted paragraph aside, and puts it back when the deletion is undone', async () => {
    const t = await followed();
    const before = await t.target();
    const undo: { content?: Uint8Array } = {};
    await t.write((doc) => {
      undo.content = Y.encodeStateAsUpdate(doc);
      removeBlock(doc, 'p0');
    });
    await t.pass(GONE_MS - 500);
    expect(await t.texts()).toContain('PARAGRAPH 0');
    await t.pass(1_000);
    expect(await t.texts()).toEqual(['HEAD', '', 'PARAGRAPH 1']);
    expect(await t.aside()).toMatchObject([{ sourceText: 'Paragraph 0', block: { content: words('PARAGRAPH 0') } }]);
    await t.write((doc) => insertBlockAfter(doc, 's', paragraph('p0', 'Paragraph 0')));
    await t.pass(500);
    expect(await t.target()).toEqual(before);
    expect(await t.aside()).toEqual([]);
  });

  it('takes a paragraph that was cut and pasted within a few seconds for moved, with what a translator made of it', async () => {
    const t = await followed();
    const [, , first] = await t.passages();
    await t.translate((doc) => setBlockText(doc, first?.id ?? '', words('De Ana')));
    await t.write((doc) => removeBlock(doc, 'p0'));
    await t.pass(GONE_MS - 1_000);
    await t.write((doc) => insertBlockAfter(doc, 'p1', paragraph('p0', 'Paragraph 0')));
    await t.pass(500);
    expect(await t.texts()).toEqual(['HEAD', '', 'PARAGRAPH 1', 'De Ana']);
    const moved = (await t.passages()).at(-1);
    expect(moved?.id).toBe(first?.id);
    await t.pass(2 * GONE_MS);
    expect(await t.aside()).toEqual([]);
  });

  it('does not pull a paragraph from under somebody who is typing in it', async () => {
    const t = await followed();
    const [, , first, second] = await t.passages();
    const writers = [await t.caretIn(TARGET, first?.id ?? ''), await t.caretIn(TARGET, second?.id ?? '')];
    await t.write((doc) => {
      removeBlock(doc, 'p0');
      insertBlockAfter(doc, 'p1', paragraph('p0', 'Paragraph 0'));
    });
    await t.pass(2 * GONE_MS);
    expect(await t.texts()).toEqual(['HEAD', '', 'PARAGRAPH 0', 'PARAGRAPH 1']);
    for (const writer of writers) writer.setAwareness({ cursor: null });
    await t.pass(500);
    expect(await t.texts()).toEqual(['HEAD', '', 'PARAGRAPH 1', 'PARAGRAPH 0']);
  });

  it('does nothing to a text that has gone on, and catches up when it comes back', async () => {
    const t = await followed();
    t.house.source = null;
    await t.write((doc) => insertBlockAfter(doc, 'p1', paragraph('new', 'Fresh words')));
    await t.pass(GONE_MS);
    expect(await t.texts()).toHaveLength(4);
    t.house.source = 'en';
    await t.follower.catchUp();
    expect(await t.texts()).toHaveLength(5);
  });

  it('goes on after a restart of the server where it was, and does nothing twice', async () => {
    const t = await followed();
    await t.write((doc) => insertBlockAfter(doc, 'p1', paragraph('new', 'Fresh words')));
    await t.pass(300);
    await t.follower.stop();
    await t.write((doc) => {
      removeBlock(doc, 'p0');
      insertBlockAfter(doc, 'new', paragraph('late', 'Later words'));
    });
    const again = t.start();
    await again.catchUp();
    await vi.advanceTimersByTimeAsync(GONE_MS + NEW_QUIET_MS);
    await again.settled(ES);
    expect(await t.texts()).toEqual(['HEAD', '', 'PARAGRAPH 1', 'FRESH WORDS', 'LATER WORDS']);
    expect(await t.aside()).toHaveLength(1);
    const all = await t.target();
    await again.stop();
    await t.start().catchUp();
    expect(await t.target()).toEqual(all);
  });

  it('goes on following while an engine is slow', async () => {
    const slow = gated();
    let calls = 0;
    const translate = (job: TranslationJob) => {
      calls += 1;
      return calls === 1 ? Promise.resolve(job.texts.map((text) => text.toUpperCase())) : slow.translate(job);
    };
    const t = await followed({ engine: { translate } });
    await t.write((doc) => insertBlockAfter(doc, 'p1', paragraph('one', 'One')));
    await vi.advanceTimersByTimeAsync(300 + NEW_QUIET_MS);
    const { answer } = await slow.question(0);
    await t.write((doc) => insertBlockAfter(doc, 'one', paragraph('two', 'Two')));
    await vi.advanceTimersByTimeAsync(300);
    expect((await t.texts()).slice(-2)).toEqual(['', '']);
    answer();
    await vi.advanceTimersByTimeAsync(300);
    expect((await t.texts()).slice(-2)).toEqual(['ONE', '']);
    await vi.advanceTimersByTimeAsync(NEW_QUIET_MS);
    (await slow.question(1)).answer();
    await t.pass(300);
    expect((await t.texts()).slice(-2)).toEqual(['ONE', 'TWO']);
  });

  it('asks an engine once for the same source words when it fails', async () => {
    let calls = 0;
    const translate = async (job: TranslationJob) => {
      calls += 1;
      if (calls > 1) throw new EngineError('Loud', 'busy', 'Loud is busy.');
      return [...job.texts];
    };
    const t = await followed({ engine: { translate } });
    const told = t.states.length;
    await t.write((doc) => setBlockText(doc, 'p0', words('Other words')));
    await t.pass(5 * REDO_QUIET_MS);
    expect(calls).toBe(2);
    expect(t.states).toHaveLength(told);
    await t.write((doc) => setBlockText(doc, 'p0', words('Others still')));
    await t.pass(2 * REDO_QUIET_MS);
    expect(calls).toBe(3);
  });
});

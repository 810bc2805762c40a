import { textBlocks } from '@copydesk/shared/article';
import { describe, expect, it } from 'vitest';
import { EngineError } from './engine.ts';
import { ES, gated, setup } from './testing/house.ts';

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

  it('drafts exactly the passages that a person asked for anew, and keeps what they had written', async () => {
    const { desk, evidence, type, target, texts } = setup({ paragraphs: 3 });
    await desk.start(ES, null);
    await desk.settled(ES);
    const [, , first, second] = textBlocks((await target()).content);
    await type(first?.attrs.id ?? '', 'De Ana');
    await type(second?.attrs.id ?? '', 'También de Ana');
    await desk.draft(ES, { kind: 'asked', blocks: [first?.attrs.id ?? ''] }, 'loud');
    await desk.settled(ES);
    expect((await texts()).slice(2)).toEqual(['PARAGRAPH 0', 'También de Ana', 'PARAGRAPH 2']);
    expect(evidence.at(-1)).toMatchObject({ block: first?.attrs.id, output: 'PARAGRAPH 0', replaced: 'De Ana' });
  });

  it('does not overwrite what somebody wrote after it was asked for', async () => {
    const engine = gated();
    const { desk, type, target, texts } = setup({ paragraphs: 1, engine: { translate: engine.translate } });
    const [, , block] = textBlocks((await target()).content);
    await desk.draft(ES, { kind: 'asked', blocks: [block?.attrs.id ?? ''] }, null);
    const { answer } = await engine.question(0);
    await type(block?.attrs.id ?? '', 'De Ana');
    answer();
    await desk.settled(ES);
    expect((await texts())[2]).toBe('De Ana');
  });

  it('sends nothing out of the house once a story is under embargo, and says why', async () => {
    const engine = gated();
    const { desk, house, states, calls } = setup({ engine: { remote: true, translate: engine.translate } });
    await desk.start(ES, null);
    const { answer } = await engine.question(0);
    house.kept = 'This story is under embargo.';
    answer();
    await desk.settled(ES);
    expect(engine.asked).toHaveLength(1);
    expect(states.at(-1)?.error).toMatch(/^Loud is outside the house. This story is under embargo. 6 passages/);
    expect(calls).toMatchObject([{ engine: 'Loud 1.0', passages: 4 }]);
  });

  it('gives engines the words around a passage, and counts the characters it gives them', async () => {
    const engine = gated();
    const { desk, calls } = setup({ paragraphs: 4, engine: { translate: engine.translate } });
    await desk.start(ES, null);
    (await engine.question(0)).answer();
    const last = await engine.question(1);
    expect(last.job).toMatchObject({ texts: ['Paragraph 3'], context: 'Paragraph 2' });
    last.answer();
    await desk.settled(ES);
    expect(calls.map(({ characters }) => characters)).toEqual(['HeadParagraph 0Paragraph 1Paragraph 2'.length, 11]);
  });

  it('says where an engine left the words as they were, or said them over and over', async () => {
    const text = 'The council met on the island to hear the keepers of the lighthouse.';
    const loop = 'El consejo de la isla de la isla de la isla de la isla de la isla de la isla de la isla.';
    const answers = [text, loop];
    const { desk, evidence } = setup({
      paragraphs: 1,
      sourceText: text,
      engine: { translate: async ({ texts }) => texts.map(() => answers.shift() ?? '') },
    });
    await desk.start(ES, null);
    await desk.settled(ES);
    expect(evidence.map(({ warnings }) => warnings?.length)).toEqual([1, 1]);
    expect(new Set(evidence.flatMap(({ warnings }) => warnings)).size).toBe(2);
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

/** What every translation engine must do; run by each adapter's test. */
import { describe, expect, it } from 'vitest';
import type { TranslationEngine } from '../engine.ts';

export interface EngineUnderTest {
  readonly engine: TranslationEngine;
  /** The same engine, whose answers do not come: to be cancelled. */
  readonly stuck: TranslationEngine;
  /** The same engine, set up so that it cannot work. */
  readonly broken: TranslationEngine;
}

/** `setup` gives engines that translate en to es, and not to `xx`; it registers its own teardown. */
export function engineContract(name: string, setup: () => Promise<EngineUnderTest>): void {
  const job = (texts: readonly string[], signal = new AbortController().signal) => ({
    texts,
    from: 'en',
    to: 'es',
    signal,
  });

  describe(`${name} as a translation engine`, () => {
    it('says by which engine and version a pair is translated', async () => {
      const { engine } = await setup();
      const availability = await engine.available('en', 'es');
      expect(availability).toEqual({ ok: true, version: expect.stringContaining(engine.name) });
    });

    it('says in words why a pair is not to be had', async () => {
      const { engine } = await setup();
      const availability = await engine.available('en', 'xx');
      expect(availability).toEqual({ ok: false, why: expect.stringMatching(/\w+.*\.$/) });
    });

    it('never rejects when asked for its availability', async () => {
      const { broken } = await setup();
      expect(await broken.available('en', 'es')).toEqual({ ok: false, why: expect.stringContaining(broken.name) });
    });

    it('gives one output per text, in order, and tells how far it is', async () => {
      const { engine } = await setup();
      const progress: number[] = [];
      const texts = ['The house.', 'The water of the river.', 'The table & the "chair" <b>.'];
      const outputs = await engine.translate({ ...job(texts), onProgress: (done) => progress.push(done) });
      expect(outputs).toHaveLength(3);
      expect(outputs[0]).toContain('casa');
      expect(outputs[1]).toContain('agua');
      expect(outputs[2]).toContain('mesa');
      expect(outputs[2]).toContain('<b>');
      expect(progress.at(-1)).toBe(3);
    });

    it('gives nothing for nothing', async () => {
      const { engine } = await setup();
      expect(await engine.translate(job([]))).toEqual([]);
    });

    it('rejects with what it was cancelled with, at once', async () => {
      const { stuck } = await setup();
      const controller = new AbortController();
      const reason = new Error('enough');
      const running = stuck.translate(job(['The house.'], controller.signal));
      controller.abort(reason);
      await expect(running).rejects.toBe(reason);
      await expect(stuck.translate(job(['The house.'], controller.signal))).rejects.toBe(reason);
    });

    it('rejects with an EngineError that names the engine when its time is over', async () => {
      const { stuck } = await setup();
      await expect(stuck.translate(job(['The house.']))).rejects.toMatchObject({
        name: 'EngineError',
        code: 'timeout',
        message: expect.stringContaining(stuck.name),
      });
    });

    it('rejects with an EngineError that names the engine when it cannot work', async () => {
      const { broken } = await setup();
      await expect(broken.translate(job(['The house.']))).rejects.toMatchObject({
        name: 'EngineError',
        engine: broken.name,
        message: expect.stringContaining(broken.name),
      });
    });
  });
}

import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../../context.ts';

/** A commit that takes longer is none: people already wait. */
const COMMIT_MS = 3_000;
/** Whoever asks more often gets the same answer: asking must not keep the disk busy. */
const FRESH_MS = 1_000;

/**
 * `/healthz`: the process answers. `/readyz`: it can also commit to its store, as it has just tried; a full disk may
 * have room for that alone, so what became of people's text counts as well.
 */
export function healthRoutes(
  app: FastifyInstance,
  { store, metrics, log }: Pick<ServerContext, 'store' | 'metrics' | 'log'>,
): void {
  let last: { readonly at: number; readonly ready: Promise<boolean> } | null = null;
  let wasReady = true;

  async function tryCommit(): Promise<boolean> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('a commit takes too long')), COMMIT_MS);
    try {
      await Promise.race([store.call('checkWritable'), late]);
      if (!wasReady) log.info('store-ready');
      wasReady = true;
    } catch (error) {
      if (wasReady) log.error('store-not-ready', { error: String(error) });
      wasReady = false;
    } finally {
      clearTimeout(timer);
    }
    return wasReady;
  }

  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_, reply) => {
    if (last === null || performance.now() - last.at > FRESH_MS) last = { at: performance.now(), ready: tryCommit() };
    if ((await last.ready) && !metrics.commitsFail()) return { ok: true };
    return reply.status(503).send({ ok: false, why: 'The store cannot be written.' });
  });
}

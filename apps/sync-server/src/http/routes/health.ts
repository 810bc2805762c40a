import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../../context.ts';

/** `/healthz`: the process answers. `/readyz`: it can also read and write its store. */
export function healthRoutes(app: FastifyInstance, { store }: ServerContext): void {
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_, reply) => {
    try {
      await store.call('checkWritable');
      return { ok: true };
    } catch {
      return reply.status(503).send({ ok: false, why: 'The store cannot be written.' });
    }
  });
}

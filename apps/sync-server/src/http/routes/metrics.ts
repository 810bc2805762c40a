import { sameSecret } from '@copydesk/shared/node/secrets';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isLoopback } from '../../config.ts';
import type { ServerContext } from '../../context.ts';
import { forbidden } from '../../problem.ts';

/** With a token, whoever has it; without, who asks on this computer itself. What comes through a proxy comes from elsewhere. */
function mayRead({ headers, socket }: FastifyRequest, token: string | null): boolean {
  if (token !== null) return sameSecret(headers.authorization ?? '', `Bearer ${token}`);
  const viaProxy = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !viaProxy && isLoopback((socket.remoteAddress ?? '').replace('::ffff:', ''));
}

/** `/metrics`, for Prometheus: numbers only, no names and no text. */
export function metricsRoute(
  app: FastifyInstance,
  { metrics, config }: Pick<ServerContext, 'metrics' | 'config'>,
): void {
  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, config.metricsToken))
      throw forbidden('Metrics are read on the server itself, or with the token that COPYDESK_METRICS_TOKEN names.');
    const { type, text } = await metrics.read();
    return reply.header('content-type', type).send(text);
  });
}

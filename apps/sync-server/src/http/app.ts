import { isDamage, StoreError } from '@copydesk/shared/sync';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import type { ServerContext } from '../context.ts';
import { controlRoute } from '../control/route.ts';
import { registerImport } from '../import/route.ts';
import { HttpProblem } from '../problem.ts';
import { createRouter } from './register.ts';
import { articleRoutes } from './routes/articles.ts';
import { changeRoutes } from './routes/changes.ts';
import { editionRoutes } from './routes/editions.ts';
import { glossaryRoutes } from './routes/glossary.ts';
import { healthRoutes } from './routes/health.ts';
import { memoryRoutes } from './routes/memory.ts';
import { metricsRoute } from './routes/metrics.ts';
import { peopleRoutes } from './routes/people.ts';
import { sessionRoutes } from './routes/sessions.ts';

/** A JSON call is small; files have a limit of their own, and documents travel over sockets. */
const JSON_BODY_BYTES = 1024 * 1024;

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cache-control': 'no-store',
};

function send(reply: FastifyReply, { problem, headers }: HttpProblem): FastifyReply {
  return reply.status(problem.status).headers(headers).type('application/problem+json').send(JSON.stringify(problem));
}

/** What went wrong, as the person at the screen may know it; null where it is our fault and goes to the log. */
function problemOf(error: FastifyError | Error): HttpProblem | null {
  if (error instanceof HttpProblem) return error;
  if (isDamage(error))
    return new HttpProblem(
      503,
      'Damaged on the server',
      'What the server has stored here is damaged, and closed so that nothing more is lost. Copies on desktops are safe, and other stories are not touched. Tell whoever runs the server.',
    );
  if (error instanceof StoreError)
    return new HttpProblem(
      503,
      'The server cannot save',
      `${error.message} Nothing was changed; what you wrote stays on your computer.`,
    );
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413)
    return new HttpProblem(413, 'Too large', 'What was sent is larger than the server takes. Nothing was changed.');
  if (status === 415)
    return new HttpProblem(415, 'Format not supported', 'The server does not read this kind of content here.');
  if (status !== undefined && status >= 400 && status < 500)
    return new HttpProblem(status, 'Not understood', 'The request could not be read. Nothing was changed.');
  return null;
}

/** The REST side of the server: answers requests that `routing` is given, and listens to nothing itself. */
export function createApp(context: ServerContext, controlKey: string): FastifyInstance {
  const app = Fastify({
    bodyLimit: JSON_BODY_BYTES,
    trustProxy: [...context.config.proxies],
    // The router's own answer to an overlong address is no problem document; the contract judges parameters itself.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16_384 },
  });
  app.addHook('onRequest', async (_, reply) => void reply.headers(SECURITY_HEADERS));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = problemOf(error);
    if (problem !== null) return send(reply, problem);
    context.log.error('request-failed', {
      method: request.method,
      route: request.routeOptions.url,
      error: error.stack,
    });
    return send(
      reply,
      new HttpProblem(
        500,
        'The server made a mistake',
        'This could not be done, and the mistake was noted. What you wrote is not touched; try again.',
      ),
    );
  });
  app.setNotFoundHandler((_, reply) =>
    send(reply, new HttpProblem(404, 'Not found', 'There is nothing at this address.')),
  );

  const router = createRouter(app, context);
  healthRoutes(app, context);
  metricsRoute(app, context);
  sessionRoutes(router, context);
  peopleRoutes(router, context);
  articleRoutes(router, context);
  editionRoutes(router, context);
  glossaryRoutes(router, context);
  memoryRoutes(router, context);
  changeRoutes(app, context);
  registerImport(app, context);
  controlRoute(app, context, controlKey);
  return app;
}

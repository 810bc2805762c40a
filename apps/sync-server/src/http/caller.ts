import type { FastifyRequest } from 'fastify';
import type { Caller, ServerContext } from '../context.ts';
import { HttpProblem } from '../problem.ts';

/**
 * The signed-in person behind a request, by its bearer token.
 * Throws a 401 `HttpProblem` when there is none, it is over, or its session was revoked.
 */
export async function requireCaller(context: ServerContext, request: FastifyRequest): Promise<Caller> {
  const [scheme, token] = request.headers.authorization?.split(' ') ?? [];
  const caller =
    scheme?.toLowerCase() === 'bearer' && token !== undefined ? await context.sessions.verify(token) : null;
  if (caller === null)
    throw new HttpProblem(
      401,
      'Sign in again',
      'Your sign-in has ended. What you wrote stays on your computer; sign in again to send it.',
      {},
      { 'www-authenticate': 'Bearer' },
    );
  return caller;
}

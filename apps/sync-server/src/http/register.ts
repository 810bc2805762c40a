import { type Endpoint, type EndpointName, type Endpoints, endpoints, type ResponseOf } from '@copydesk/shared/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Caller, ServerContext } from '../context.ts';
import { HttpProblem, notFound } from '../problem.ts';
import { requireCaller } from './caller.ts';

export interface Request<N extends EndpointName> {
  readonly params: z.output<Endpoints[N]['params']>;
  readonly query: z.output<Endpoints[N]['query']>;
  readonly body: z.output<Endpoints[N]['body']>;
  readonly caller: Caller;
  readonly request: FastifyRequest;
  /** To set another success status or a header, or to send something that is not the contract's JSON. */
  readonly reply: FastifyReply;
}

type Answer<N extends EndpointName> = Promise<ResponseOf<N> | FastifyReply>;
export type Handler<N extends EndpointName> = (request: Request<N>) => Answer<N>;
export type OpenHandler<N extends EndpointName> = (request: Omit<Request<N>, 'caller'>) => Answer<N>;

/** Makes the routes of the contract: checks the session, then what came in, and in tests what goes out. */
export interface Router {
  route<N extends EndpointName>(name: N, handler: Handler<N>): void;
  openRoute<N extends EndpointName>(name: N, handler: OpenHandler<N>): void;
}

/** An endpoint's schemas, tied to its name. */
interface Spec<N extends EndpointName> extends Pick<Endpoint, 'method' | 'path' | 'status'> {
  readonly params: z.ZodType<Request<N>['params']>;
  readonly query: z.ZodType<Request<N>['query']>;
  readonly body: z.ZodType<Request<N>['body']>;
  readonly response: z.ZodType;
}
const table: { readonly [N in EndpointName]: Spec<N> } = endpoints;

function parameters<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

function parse<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  throw new HttpProblem(
    400,
    'Not understood',
    'Something that was sent is missing or has the wrong form. Nothing was changed.',
    {
      issues: parsed.error.issues.map((issue) => ({
        path: [where, ...issue.path.map(String)].join('.'),
        message: issue.message,
      })),
    },
  );
}

export function createRouter(app: FastifyInstance, context: ServerContext): Router {
  function add<N extends EndpointName, C>(
    name: N,
    identify: (request: FastifyRequest) => Promise<C>,
    run: (input: Omit<Request<N>, 'caller'>, caller: C) => Answer<N>,
  ): void {
    const endpoint = table[name];
    app.route({
      method: endpoint.method,
      url: `/api/v1${endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      handler: async (request, reply) => {
        const caller = await identify(request);
        // An address that cannot exist is answered like one that does not.
        const params = parameters(endpoint.params, request.params);
        const query = parse(endpoint.query, request.query, 'query');
        const body = parse(endpoint.body, request.body, 'body');
        reply.status(endpoint.status);
        const answer = await run({ params, query, body, request, reply }, caller);
        if (answer === reply) return reply;
        if (context.config.checkResponses) endpoint.response.parse(answer);
        return reply.send(answer);
      },
    });
  }

  return {
    openRoute: (name, handler) => add(name, async () => null, handler),
    route: (name, handler) =>
      add(
        name,
        (request) => requireCaller(context, request),
        (input, caller) => handler({ ...input, caller }),
      ),
  };
}

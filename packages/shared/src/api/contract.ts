/**
 * The REST contract, `/api/v1`: one table from which the server's routes, the typed client and the windows' RPC are
 * made. Paths carry `{name}` parameters. Errors are RFC 9457 problem details (`Problem`).
 */
import * as z from 'zod';
import { LanguageTag } from '../article/model.ts';
import { aidEndpoints } from './contract/aids.ts';
import { newsroomEndpoints } from './contract/newsroom.ts';
import { storyEndpoints } from './contract/stories.ts';

export type { Endpoint } from './contract/endpoint.ts';

export const endpoints = { ...newsroomEndpoints, ...storyEndpoints, ...aidEndpoints } as const;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;

/** `POST /articles/import?language=en[&dryRun=1]`: the body is the file, so it stands outside the table. */
export const importQuery = z.object({
  language: LanguageTag,
  dryRun: z.stringbool().optional(),
  desk: z.string().optional(),
  /** Lines a person changed in the plan, such as `as=3:paragraph,4:dropped`. */
  as: z
    .string()
    .regex(/^\d+:[a-z]+(,\d+:[a-z]+)*$/)
    .optional(),
});
/** Media types that can be imported; others are answered with 415. */
export const IMPORT_TYPES = ['text/plain', 'text/markdown', 'application/vnd.iptc.ninjs+json'] as const;

export type ParamsOf<N extends EndpointName> = z.input<Endpoints[N]['params']>;
export type QueryOf<N extends EndpointName> = z.input<Endpoints[N]['query']>;
export type BodyOf<N extends EndpointName> = z.input<Endpoints[N]['body']>;
export type ResponseOf<N extends EndpointName> = z.output<Endpoints[N]['response']>;

/**
 * The REST contract, `/api/v1`: one table from which the server's routes, the typed client and the windows' RPC are
 * made. Paths carry `{name}` parameters. Errors are RFC 9457 problem details (`Problem`).
 */
import * as z from 'zod';
import {
  Action,
  ArticleId,
  Hash,
  Instant,
  LanguageTag,
  PassageEvidence,
  RevisionKind,
  Scope,
} from '../article/model.ts';

import { ContextHash, MemoryMatch, MemoryRow } from '../translation/memory/match.ts';
import { Glossary, GlossaryChange, GlossaryPair, MOST_GLOSSARY_CHANGES } from './glossary.ts';
import {
  Article,
  AuditEntry,
  Content,
  Desk,
  Edition,
  EngineUse,
  HeldReport,
  Newsroom,
  Person,
  SessionTokens,
  User,
  Version,
} from './resources.ts';

const article = z.object({ id: ArticleId });
const edition = z.object({ id: ArticleId, language: LanguageTag });
const languages = z.object({ from: LanguageTag, to: LanguageTag });
const none = z.object({});

/** One call: method and path, what goes in, what comes out. */
export interface Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Without a session. */
  readonly open?: boolean;
  readonly status: number;
  readonly params: P;
  readonly query: Q;
  /** `z.never()`-like `none` where there is no body. */
  readonly body: B;
  readonly response: R;
}

function endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  spec: Endpoint<P, Q, B, R>,
): Endpoint<P, Q, B, R> {
  return spec;
}

export const endpoints = {
  newsroom: endpoint({
    method: 'GET',
    path: '/newsroom',
    open: true,
    status: 200,
    params: none,
    query: none,
    body: none,
    response: Newsroom,
  }),
  createSession: endpoint({
    method: 'POST',
    path: '/sessions',
    open: true,
    status: 201,
    params: none,
    query: none,
    body: z.object({
      email: z.string().min(1).max(320),
      password: z.string().min(1).max(1024),
      device: z.string().max(200).optional(),
    }),
    response: SessionTokens,
  }),
  refreshSession: endpoint({
    method: 'POST',
    path: '/sessions/refresh',
    open: true,
    status: 200,
    params: none,
    query: none,
    body: z.object({ refreshToken: z.string().min(1).max(1024) }),
    response: SessionTokens,
  }),
  deleteSession: endpoint({
    method: 'DELETE',
    path: '/sessions/current',
    status: 204,
    params: none,
    query: none,
    body: none,
    response: z.undefined(),
  }),
  me: endpoint({ method: 'GET', path: '/me', status: 200, params: none, query: none, body: none, response: User }),
  people: endpoint({
    method: 'GET',
    path: '/people',
    status: 200,
    params: none,
    query: none,
    body: none,
    response: z.object({ people: z.array(Person), desks: z.array(Desk) }),
  }),
  /** By chiefs of that desk. */
  updateDesk: endpoint({
    method: 'PUT',
    path: '/desks/{id}',
    status: 200,
    params: z.object({ id: z.string().min(1).max(100) }),
    query: none,
    body: Desk.omit({ id: true }),
    response: Desk,
  }),
  /** What engines were given for a desk's stories, newest month first; for chiefs of that desk. */
  engineUse: endpoint({
    method: 'GET',
    path: '/desks/{id}/engine-use',
    status: 200,
    params: z.object({ id: z.string().min(1).max(100) }),
    query: none,
    body: none,
    response: z.object({ use: z.array(EngineUse) }),
  }),
  listArticles: endpoint({
    method: 'GET',
    path: '/articles',
    status: 200,
    params: none,
    query: none,
    body: none,
    response: z.object({ articles: z.array(Article), seq: z.int().describe('of the change feed') }),
  }),
  createArticle: endpoint({
    method: 'POST',
    path: '/articles',
    status: 201,
    params: none,
    query: none,
    body: z.object({
      id: ArticleId.optional(),
      language: LanguageTag,
      epoch: z.string().min(1).max(64).optional(),
      slug: z.string().max(200).optional(),
      desk: z.string().max(100).optional(),
      due: Instant.nullable().optional(),
      embargo: Instant.nullable().optional(),
    }),
    response: Article,
  }),
  getArticle: endpoint({
    method: 'GET',
    path: '/articles/{id}',
    status: 200,
    params: article,
    query: none,
    body: none,
    response: Article,
  }),
  updateArticle: endpoint({
    method: 'PATCH',
    path: '/articles/{id}',
    status: 200,
    params: article,
    query: none,
    body: z.object({
      slug: z.string().max(200).optional(),
      desk: z.string().optional(),
      assignees: z.array(z.string()).optional(),
      due: Instant.nullable().optional(),
      embargo: Instant.nullable().optional(),
    }),
    response: Article,
  }),
  createEdition: endpoint({
    method: 'POST',
    path: '/articles/{id}/editions',
    status: 202,
    params: article,
    query: none,
    body: z.object({
      language: LanguageTag,
      source: LanguageTag.optional(),
      engine: z.string().max(50).nullable().optional(),
      /** The history that a desktop holds and the server has lost; taken only while it recovers. */
      epoch: z.string().min(1).max(64).optional(),
    }),
    response: Edition,
  }),
  getEdition: endpoint({
    method: 'GET',
    path: '/articles/{id}/editions/{language}',
    status: 200,
    params: edition,
    query: none,
    body: none,
    response: Edition,
  }),
  /**
   * Has passages translated anew: the ones named, whoever wrote what stands there, or all untouched ones. What is
   * overwritten is kept in the evidence (`earlier`).
   */
  redraftPassages: endpoint({
    method: 'POST',
    path: '/articles/{id}/editions/{language}/drafting',
    status: 202,
    params: edition,
    query: none,
    body: z.object({
      blocks: z.array(z.string().max(250)).min(1).max(2000).optional().describe('target block ids'),
      engine: z.string().max(50).optional().describe("another than the edition's own"),
    }),
    response: Edition,
  }),
  cancelDrafting: endpoint({
    method: 'DELETE',
    path: '/articles/{id}/editions/{language}/drafting',
    status: 200,
    params: edition,
    query: none,
    body: none,
    response: Edition,
  }),
  getContent: endpoint({
    method: 'GET',
    path: '/articles/{id}/editions/{language}/content',
    status: 200,
    params: edition,
    query: none,
    body: none,
    response: Content,
  }),
  getEvidence: endpoint({
    method: 'GET',
    path: '/articles/{id}/editions/{language}/evidence',
    status: 200,
    params: edition,
    query: none,
    body: none,
    response: z.object({ passages: z.array(PassageEvidence) }),
  }),
  transition: endpoint({
    method: 'POST',
    path: '/articles/{id}/editions/{language}/transitions',
    status: 200,
    params: edition,
    query: none,
    body: z.object({
      action: Action,
      seal: Hash.optional().describe('of the text that was on the screen; required to approve and publish'),
      seen: z
        .record(z.string(), Hash)
        .optional()
        .describe('hash per block of the text on the screen, so that a 409 can say what changed'),
      note: z.string().max(4000).optional(),
      override: z
        .string()
        .max(4000)
        .optional()
        .describe("a chief's reason to go on although a passage is stale or the source is not approved"),
      releaseAt: Instant.optional(),
      scope: Scope.optional(),
      kind: RevisionKind.optional(),
    }),
    response: Edition,
  }),
  listVersions: endpoint({
    method: 'GET',
    path: '/articles/{id}/editions/{language}/versions',
    status: 200,
    params: edition,
    query: none,
    body: none,
    response: z.object({ versions: z.array(Version) }),
  }),
  /** The sealed bytes of a published version. */
  getVersion: endpoint({
    method: 'GET',
    path: '/articles/{id}/editions/{language}/versions/{version}',
    status: 200,
    params: edition.extend({ version: z.coerce.number().int() }),
    query: none,
    body: none,
    response: Content,
  }),
  /** A checkpoint (submitted, returned, approved, published) by its seal: what a chief saw last. */
  getCheckpoint: endpoint({
    method: 'GET',
    path: '/articles/{id}/editions/{language}/checkpoints/{seal}',
    status: 200,
    params: edition.extend({ seal: Hash }),
    query: none,
    body: none,
    response: Content,
  }),
  reportHeld: endpoint({
    method: 'PUT',
    path: '/articles/{id}/editions/{language}/held/{held}',
    status: 200,
    params: edition.extend({ held: z.uuid() }),
    query: none,
    body: HeldReport.omit({ id: true, userId: true, name: true }),
    response: HeldReport,
  }),
  clearHeld: endpoint({
    method: 'DELETE',
    path: '/articles/{id}/editions/{language}/held/{held}',
    status: 204,
    params: edition.extend({ held: z.uuid() }),
    query: none,
    body: none,
    response: z.undefined(),
  }),
  engines: endpoint({
    method: 'GET',
    path: '/engines',
    status: 200,
    params: none,
    query: z.object({
      from: LanguageTag,
      to: LanguageTag,
      articleId: ArticleId.optional().describe('an embargoed story may not go to every engine'),
    }),
    body: none,
    response: z.object({
      engines: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          available: z.boolean(),
          why: z.string().nullable(),
          remote: z.boolean(),
        }),
      ),
    }),
  }),
  listGlossaries: endpoint({
    method: 'GET',
    path: '/glossary',
    status: 200,
    params: none,
    query: none,
    body: none,
    response: z.object({ glossaries: z.array(GlossaryPair) }),
  }),
  getGlossary: endpoint({
    method: 'GET',
    path: '/glossary/{from}/{to}',
    status: 200,
    params: languages,
    query: none,
    body: none,
    response: Glossary,
  }),
  /** All of the changes or none: 409 if a term is another by now than the one that its change was made from. */
  changeGlossary: endpoint({
    method: 'PUT',
    path: '/glossary/{from}/{to}',
    status: 200,
    params: languages,
    query: none,
    body: z.object({ changes: z.array(GlossaryChange).min(1).max(MOST_GLOSSARY_CHANGES) }),
    response: Glossary,
  }),
  matchMemory: endpoint({
    method: 'GET',
    path: '/memory/{from}/{to}',
    status: 200,
    params: languages,
    query: z.object({
      text: z.string().min(1).max(20_000),
      before: ContextHash.optional().describe('hash of the text before, for a match in the same place'),
      after: ContextHash.optional(),
    }),
    body: none,
    response: z.object({ matches: z.array(MemoryMatch) }),
  }),
  /** What changed in the memory after `since`, as far as who asks may see it: for a copy. */
  memoryRows: endpoint({
    method: 'GET',
    path: '/memory',
    status: 200,
    params: none,
    query: z.object({
      since: z.coerce.number().int().min(0).optional(),
      scope: z.string().max(4000).optional().describe('as the last answer named it'),
    }),
    body: none,
    response: z.object({
      fresh: z.boolean().describe('begin anew: what the copy has is not what the person may see now'),
      rows: z.array(MemoryRow),
      gone: z.array(z.int()).describe('ids that the copy must not offer'),
      seq: z.int().describe('the place to go on from'),
      more: z.boolean(),
      scope: z.string().describe('whose view this is; to be given back with `since`'),
    }),
  }),
  audit: endpoint({
    method: 'GET',
    path: '/audit',
    status: 200,
    params: none,
    query: z.object({ since: z.coerce.number().int().optional(), articleId: ArticleId.optional() }),
    body: none,
    response: z.object({ entries: z.array(AuditEntry) }),
  }),
} as const;

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

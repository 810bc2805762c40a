/**
 * The REST contract, `/api/v1`: one table from which the server's routes, the typed client and the windows' RPC are
 * made. Paths carry `{name}` parameters. Errors are RFC 9457 problem details (`Problem`).
 */
import * as z from 'zod';
import {
  AccessLevel,
  Action,
  ArticleDoc,
  ArticleId,
  Fields,
  Hash,
  Instant,
  Label,
  LabelEvidence,
  LanguageTag,
  PassageEvidence,
  PublicState,
  RevisionKind,
  Role,
  Scope,
  WorkState,
} from '../article/model.ts';
import { LineKind } from './import.ts';

export const User = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  roles: z.array(Role),
  desks: z.array(z.string()),
});
export type User = z.infer<typeof User>;

export const Person = User.pick({ id: true, name: true, roles: true });
export type Person = z.infer<typeof Person>;

export const Desk = z.object({
  id: z.string(),
  name: z.string(),
  /** What readers are told once every passage of a machine translation is confirmed. */
  labelWhenRevised: z.enum(['show', 'omit']),
});
export type Desk = z.infer<typeof Desk>;

/** What anyone may know before signing in. `demo` lists the demo accounts, and exists only under `--demo`. */
export const Newsroom = z.object({
  name: z.string(),
  version: z.string(),
  demo: z
    .object({
      accounts: z.array(
        z.object({ key: z.string(), name: z.string(), email: z.string(), password: z.string(), role: Role }),
      ),
    })
    .nullable(),
});
export type Newsroom = z.infer<typeof Newsroom>;

export const SessionTokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.int().describe('seconds'),
  user: User,
});
export type SessionTokens = z.infer<typeof SessionTokens>;

/** Someone in a document now, or last heard of at `at`. */
export const Presence = z.object({ userId: z.string(), name: z.string(), here: z.boolean(), at: Instant });
export type Presence = z.infer<typeof Presence>;

export const Drafting = z.object({ done: z.int(), total: z.int(), running: z.boolean(), error: z.string().optional() });
export type Drafting = z.infer<typeof Drafting>;

export const HeldReport = z.object({
  id: z.string(),
  userId: z.string(),
  name: z.string(),
  device: z.string(),
  code: z.string().describe('why it was not taken: frozen, revoked, too-large, other-history'),
  since: Instant,
  words: z.int(),
  changes: z.array(z.object({ block: z.string(), before: z.string(), after: z.string() })),
});
export type HeldReport = z.infer<typeof HeldReport>;

export const Edition = z.object({
  articleId: ArticleId,
  language: LanguageTag,
  role: z.enum(['source', 'translation']),
  source: LanguageTag.nullable(),
  state: WorkState,
  public: PublicState,
  version: z.int().describe('last published version, 0 if none'),
  epoch: z.string(),
  head: z.int().describe("the document's log sequence"),
  seal: Hash,
  label: Label.nullable(),
  access: AccessLevel.describe('of who asks'),
  accessReason: z.string(),
  drafting: Drafting.nullable(),
  headline: z.string(),
  words: z.int(),
  progress: z.object({ passages: z.int(), confirmed: z.int(), stale: z.int() }).nullable(),
  presence: z.array(Presence),
  held: z.array(HeldReport),
  submittedBy: z.string().nullable(),
  submittedAt: Instant.nullable(),
  openedBy: z.string().nullable().describe('the chief who has begun to review'),
  approvedBy: z.string().nullable(),
  approvedAt: Instant.nullable(),
  note: z.string().nullable().describe('of the last return'),
  revision: RevisionKind.nullable(),
  changedAt: Instant,
  changedBy: z.string().nullable(),
  actions: z.array(Action).describe('what who asks may do now'),
});
export type Edition = z.infer<typeof Edition>;

export const Article = z.object({
  id: ArticleId,
  slug: z.string(),
  desk: z.string(),
  assignees: z.array(z.string()),
  due: Instant.nullable(),
  createdAt: Instant,
  createdBy: z.string(),
  editions: z.array(Edition),
  /** True while this story exists only on this computer (made offline, not yet sent). */
  unsent: z.boolean().optional(),
  /** Why the server does not take an unsent story, in words; its text stays on this computer. */
  unsentProblem: z.string().optional(),
});
export type Article = z.infer<typeof Article>;

/** What one line of an imported file became, for the person to check and change. */
export const ImportedLine = z.object({
  line: z.int().describe('1-based'),
  text: z.string(),
  as: LineKind,
  flags: z.array(z.string()).describe('such as "wire word: TOPSHOT"'),
});
export type ImportedLine = z.infer<typeof ImportedLine>;

export const ImportPlan = z.object({
  language: LanguageTag,
  role: z.enum(['source', 'translation']),
  label: z.string().nullable().describe('the label line as it stood in the file, kept as evidence'),
  headline: z.string(),
  lines: z.array(ImportedLine),
  warnings: z.array(z.string()),
  content: ArticleDoc,
});
export type ImportPlan = z.infer<typeof ImportPlan>;

export const Content = z.object({
  articleId: ArticleId,
  language: LanguageTag,
  version: z.int(),
  seal: Hash,
  epoch: z.string(),
  head: z.int(),
  content: ArticleDoc,
  fields: Fields,
  label: Label.nullable(),
  evidence: LabelEvidence.nullable(),
});
export type Content = z.infer<typeof Content>;

export const Version = z.object({
  version: z.int(),
  seal: Hash,
  kind: z.enum(['submitted', 'returned', 'approved', 'published']),
  revision: RevisionKind.nullable(),
  at: Instant,
  by: z.string(),
  words: z.int(),
  note: z.string().nullable(),
});
export type Version = z.infer<typeof Version>;

export const AuditEntry = z.object({
  seq: z.int(),
  at: Instant,
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  facts: z.record(z.string(), z.unknown()),
  hash: Hash,
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** A row of the change feed: Server-Sent Events; `id` is the sequence, `event` the kind, `data` this. */
export const Change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('article'), seq: z.int(), articleId: ArticleId }),
  z.object({ kind: z.literal('edition'), seq: z.int(), articleId: ArticleId, language: LanguageTag }),
  /** The document grew: `head` is its log sequence. Coalesced. */
  z.object({ kind: z.literal('document'), seq: z.int(), document: z.string(), head: z.int() }),
  z.object({ kind: z.literal('people'), seq: z.int() }),
  /** Not kept, so without a sequence: who is where, drafting progress. */
  z.object({ kind: z.literal('presence'), articleId: ArticleId, language: LanguageTag, presence: z.array(Presence) }),
  z.object({ kind: z.literal('drafting'), articleId: ArticleId, language: LanguageTag, drafting: Drafting.nullable() }),
]);
export type Change = z.infer<typeof Change>;

const article = z.object({ id: ArticleId });
const edition = z.object({ id: ArticleId, language: LanguageTag });
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
    query: z.object({ from: LanguageTag, to: LanguageTag }),
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

/** RFC 9457 problem details. `detail` says what it means for the user's text and what to do. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** 409 at approval: what changed since the text that was on the screen. */
  changed: z
    .array(z.object({ block: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
    .optional(),
  /** 409: the seal of the text as it stands now. */
  seal: Hash.optional(),
  /** 409: reasons that a chief may override. */
  blockers: z.array(z.string()).optional(),
  /** 400: what is wrong where. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

export type ParamsOf<N extends EndpointName> = z.input<Endpoints[N]['params']>;
export type QueryOf<N extends EndpointName> = z.input<Endpoints[N]['query']>;
export type BodyOf<N extends EndpointName> = z.input<Endpoints[N]['body']>;
export type ResponseOf<N extends EndpointName> = z.output<Endpoints[N]['response']>;
export interface InputOf<N extends EndpointName> {
  readonly params: ParamsOf<N>;
  readonly query: QueryOf<N>;
  readonly body: BodyOf<N>;
}

/** What the server tells of: people, stories, their editions and texts, what changed, and what went wrong. */
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
  LabelCode,
  LabelEvidence,
  LanguageTag,
  PublicState,
  RevisionKind,
  Role,
  WorkState,
} from '../article/model.ts';
import { HouseStyleChange } from '../translation/style.ts';

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

/** A pair of languages as a key: `en>es`. */
export const LanguagePair = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}>[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/);

/** How a desk has its stories translated. What is not named here is as the language, or the server, has it. */
export const DeskTranslation = z.object({
  styles: z.record(LanguageTag, HouseStyleChange).default({}),
  engines: z.record(LanguagePair, z.string().max(50)).default({}).describe("an engine's id, or 'none': by hand"),
  remoteWhenEmbargoed: z.boolean().default(false).describe('may embargoed text go to an engine outside the house?'),
  labelWording: z
    .record(LanguageTag, z.partialRecord(LabelCode, z.string().min(1).max(400)))
    .default({})
    .describe('"{source}" stands for the name of the language it was translated from'),
});
export type DeskTranslation = z.infer<typeof DeskTranslation>;

export const Desk = z.object({
  id: z.string(),
  name: z.string().min(1).max(200),
  /** What readers are told once every passage of a machine translation is confirmed. */
  labelWhenRevised: z.enum(['show', 'omit']),
  keptOffline: z
    .boolean()
    .default(true)
    .describe('false: its stories leave a computer once no window shows them there and nothing waits to be sent'),
  translation: DeskTranslation.prefault({}),
});
export type Desk = z.infer<typeof Desk>;

/** A desk with whatever is not named as it comes. */
export function newDesk(desk: z.input<typeof Desk>): Desk {
  return Desk.parse(desk);
}

/** What an engine was given to translate in a month, for what it may cost. */
export const EngineUse = z.object({
  month: z.string().describe('such as 2026-11'),
  engine: z.string(),
  characters: z.int(),
  passages: z.int(),
  stories: z.int(),
});
export type EngineUse = z.infer<typeof EngineUse>;

/** What anyone may know before signing in. `demo` lists the demo accounts, and exists only under `--demo`. */
export const Newsroom = z.object({
  name: z.string(),
  version: z.string(),
  /** Until when desktops may bring back what the server's restored backup missed; null: nothing is to be brought. */
  recoveringUntil: Instant.nullable().default(null),
  demo: z
    .object({
      accounts: z.array(
        z.object({ key: z.string(), name: z.string(), email: z.string(), password: z.string(), role: Role }),
      ),
    })
    .nullable(),
});
export type Newsroom = z.infer<typeof Newsroom>;

/**
 * Type of the 401 with which a server that knows a session to be over answers its refresh token. Another 401 may come
 * from a server whose restored backup is older than the session: then this computer may have what that one has lost.
 */
export const SESSION_OVER = 'urn:copydesk:session-over';

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
  code: z
    .string()
    .describe(
      'why it was not taken: read-only, foreign-client, revoked, too-large, other-history, damaged-copy, damaged-held, passage-gone, passage-written, not-taken',
    ),
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
  embargo: Instant.nullable().default(null).describe('not to be published, nor sent outside the house, before'),
  createdAt: Instant,
  createdBy: z.string(),
  editions: z.array(Edition),
  /** True while this story exists only on this computer (made offline, not yet sent). */
  unsent: z.boolean().optional(),
  /** Why the server does not take an unsent story, in words; its text stays on this computer. */
  unsentProblem: z.string().optional(),
});
export type Article = z.infer<typeof Article>;

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
  z.object({ kind: z.literal('glossary'), seq: z.int(), from: LanguageTag, to: LanguageTag }),
  /** The translation memory grew or shrank: ask for its rows after those you have. */
  z.object({ kind: z.literal('memory'), seq: z.int() }),
  /** Not kept, so without a sequence: who is where, drafting progress. */
  z.object({ kind: z.literal('presence'), articleId: ArticleId, language: LanguageTag, presence: z.array(Presence) }),
  z.object({ kind: z.literal('drafting'), articleId: ArticleId, language: LanguageTag, drafting: Drafting.nullable() }),
]);
export type Change = z.infer<typeof Change>;

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

/**
 * What a window may ask its replica beyond the REST contract, and what the replica tells its windows. Travels as JSON
 * over one channel per window (`RpcMessage`): a MessagePort in Electron, a loopback WebSocket under browser-host.
 */
import * as z from 'zod';
import { ImportPlan } from '../article/import/model.ts';
import { ArticleId, Instant, LanguageTag } from '../article/model.ts';
import { MemoryMatch, MemoryQuestion } from '../translation/memory/match.ts';
import { Glossary, GlossaryPair } from './glossary.ts';
import { ImportPlanInput } from './import.ts';
import { Article, Change, HeldReport, Newsroom, Problem, User } from './resources.ts';

/** The line to the server, as the window's bottom bar tells it. */
export const LineState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('online') }),
  z.object({ state: z.literal('connecting') }),
  z.object({ state: z.literal('offline'), since: Instant, byChoice: z.boolean() }),
  /** The session ended: what is here stays, nothing more is sent. */
  z.object({ state: z.literal('signed-out'), reason: z.string() }),
]);
export type LineState = z.infer<typeof LineState>;

/** Whether this computer can keep text. */
export const DiskState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ok') }),
  z.object({
    state: z.literal('failing'),
    reason: z.enum(['full', 'readonly', 'corrupt', 'busy', 'io']),
    message: z.string(),
  }),
]);
export type DiskState = z.infer<typeof DiskState>;

/** Copies on this computer that were damaged, and what became of what was in them: to be read once. */
export const DamageNotice = z.object({ at: Instant, message: z.string() });
export type DamageNotice = z.infer<typeof DamageNotice>;

/** How far one document's local text has come, as the replica knows it. */
export const DocumentState = z.object({
  document: z.string(),
  /** Words in local rows that the server has not acknowledged, about. */
  unsentWords: z.int(),
  unsentSince: Instant.nullable(),
  link: z.enum(['live', 'connecting', 'offline', 'refused', 'closed']),
  /** In words, where link is `refused`. */
  detail: z.string(),
  /** False: erased here once no window shows it and all was sent. */
  keptOffline: z.boolean(),
});
export type DocumentState = z.infer<typeof DocumentState>;

export const HeldChange = HeldReport.extend({
  articleId: ArticleId,
  language: LanguageTag,
  detail: z.string(),
  baseSeal: z.string().nullable(),
});
export type HeldChange = z.infer<typeof HeldChange>;

/** The window's sign-in slot: which person this window works as, null before sign-in. */
export const ProfileState = z.object({
  newsroom: Newsroom.nullable(),
  server: z.string(),
  user: User.nullable(),
  line: LineState,
  /** How many of the stories that are to be had offline are here; null unless that takes a while. */
  fetching: z.object({ done: z.int(), total: z.int() }).nullable(),
  disk: DiskState,
  damage: DamageNotice.nullable(),
});
export type ProfileState = z.infer<typeof ProfileState>;

/** A text of which something is on this computer alone. */
export const UnsentText = z.object({
  articleId: ArticleId,
  language: LanguageTag,
  headline: z.string(),
  words: z.int(),
  /** The server did not take it: it waits for its author, not for the line. */
  held: z.boolean(),
  /** The whole text as it is here, to be saved as a copy. */
  text: z.string(),
});
export type UnsentText = z.infer<typeof UnsentText>;

export const SearchHit = z.object({
  articleId: ArticleId,
  language: LanguageTag,
  headline: z.string(),
  snippet: z.string(),
});
export type SearchHit = z.infer<typeof SearchHit>;

interface LocalCall<I extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly response: R;
}
function call<I extends z.ZodType, R extends z.ZodType>(spec: LocalCall<I, R>): LocalCall<I, R> {
  return spec;
}
const none = z.object({});
const ok = z.object({ ok: z.literal(true) });

export const localCalls = {
  profile: call({ input: none, response: ProfileState }),
  /** Signs this window in. The answer names the profile whose address the window goes to next. */
  signIn: call({
    input: z.object({ email: z.string(), password: z.string() }),
    response: z.object({ profile: z.string() }),
  }),
  /** Texts that only this computer has: what signing out would leave here, or lose. */
  unsentTexts: call({ input: none, response: z.object({ texts: z.array(UnsentText) }) }),
  /** Signs out and erases the copies on this computer. `keep`: but not what the server does not have; `erase`: that too. */
  signOut: call({ input: z.object({ unsent: z.enum(['keep', 'erase']) }), response: ok }),
  /** The notice about damaged copies was read. */
  damageRead: call({ input: none, response: ok }),
  /** *Try offline*: cuts or mends the line by choice. */
  setOffline: call({ input: z.object({ offline: z.boolean() }), response: ok }),
  search: call({ input: z.object({ text: z.string().max(500) }), response: z.object({ hits: z.array(SearchHit) }) }),
  documentState: call({ input: z.object({ document: z.string() }), response: DocumentState }),
  heldChanges: call({
    input: z.object({ articleId: ArticleId.optional() }),
    response: z.object({ held: z.array(HeldChange) }),
  }),
  /** A window's own text that its replica had not taken when the document was replaced: an update (base64) and the text around it. */
  holdChange: call({
    input: z.object({
      document: z.string(),
      epoch: z.string(),
      update: z.base64(),
      changes: z.array(z.object({ block: z.string(), before: z.string(), after: z.string() })),
    }),
    response: z.object({ id: z.string().nullable() }),
  }),
  /** The held text was taken in as new edits, or the person gave it up after saving a copy. */
  settleHeld: call({ input: z.object({ id: z.string(), outcome: z.enum(['taken', 'given-up']) }), response: ok }),
  /** The whole held text, readable: every block as the holder had it. */
  heldText: call({ input: z.object({ id: z.string() }), response: z.object({ text: z.string() }) }),
  /** What the translation memory on this computer offers; `filling` until it has been fetched whole for the first time. */
  memoryMatches: call({
    input: MemoryQuestion,
    response: z.object({ matches: z.array(MemoryMatch), filling: z.boolean() }),
  }),
  /** The newsroom's glossaries as they are on this computer. */
  glossaries: call({ input: none, response: z.object({ glossaries: z.array(GlossaryPair) }) }),
  /** Null: it is not on this computer yet. */
  glossary: call({
    input: z.object({ from: LanguageTag, to: LanguageTag }),
    response: z.object({ glossary: Glossary.nullable() }),
  }),
  planImport: call({ input: ImportPlanInput, response: ImportPlan }),
  acceptImport: call({ input: ImportPlanInput, response: Article }),
} as const;

export type LocalCalls = typeof localCalls;
export type LocalCallName = keyof LocalCalls;
export type LocalInput<N extends LocalCallName> = z.input<LocalCalls[N]['input']>;
export type LocalResponse<N extends LocalCallName> = z.output<LocalCalls[N]['response']>;

/** What a replica tells its windows unasked. */
export const LocalEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('profile'), profile: ProfileState }),
  z.object({ event: z.literal('document'), state: DocumentState }),
  z.object({ event: z.literal('change'), change: Change }),
  /** The catalogue on this computer changed: ask again for what you show. */
  z.object({ event: z.literal('catalogue'), articleId: ArticleId.nullable() }),
  z.object({ event: z.literal('held') }),
  /** The copy of the translation memory on this computer, or of a glossary, is another now. */
  z.object({ event: z.literal('memory') }),
  z.object({ event: z.literal('glossary') }),
]);
export type LocalEvent = z.infer<typeof LocalEvent>;

/** Window to replica. `call` is an endpoint's or a local call's name; `input` is parsed by that call's schema. */
export const RpcRequest = z.object({
  id: z.int(),
  call: z.string(),
  input: z.unknown(),
});
export type RpcRequest = z.infer<typeof RpcRequest>;

/** Replica to window. */
export const RpcMessage = z.union([
  z.object({ id: z.int(), result: z.unknown() }),
  z.object({ id: z.int(), problem: Problem }),
  LocalEvent,
]);
export type RpcMessage = z.infer<typeof RpcMessage>;

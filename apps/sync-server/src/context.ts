/**
 * What the parts of the server know of each other: made once in server.ts, handed to routes, services and the
 * translation desk. Types, and as whom the server itself writes.
 */
import type {
  Article,
  Change,
  Desk,
  Edition,
  Endpoints,
  EngineUse,
  HeldReport,
  SessionTokens,
  User,
  Version,
} from '@copydesk/shared/api';
import { COPYDESK_ID } from '@copydesk/shared/api';
import type {
  ArticleDoc,
  EditionText,
  Fields,
  Label,
  LabelEvidence,
  PassageEvidence,
  PublicState,
  RevisionKind,
  Role,
} from '@copydesk/shared/article';
import type { Hub, Log, PeerIdentity } from '@copydesk/shared/sync';
import type * as z from 'zod';
import type { ServerConfig } from './config.ts';
import type { Crowd } from './net/crowd.ts';
import type { Metrics } from './observe/metrics.ts';
import type { ServerStore } from './storage/client.ts';
import type { Registry } from './storage/registry.ts';
import type { DraftingRow, EditionRef, EditionRow, NewEvidence, PublicAct } from './storage/rows.ts';

export type { DraftingRow, EditionRef, NewEvidence } from './storage/rows.ts';

/** The time, from one place, so that tests can set it. */
export interface Clock {
  now(): Date;
}

/** The person behind a request. */
export interface Caller {
  readonly user: User;
  readonly sessionId: string;
  readonly device: string;
}

/** As whom the server itself writes: imported and machine text, a discarded revision put back. */
export const COPYDESK: PeerIdentity = { userId: COPYDESK_ID, name: 'Copydesk', sessionId: COPYDESK_ID };

export interface Engine {
  readonly id: string;
  readonly name: string;
  readonly available: boolean;
  /** Why it is not available, in words, or null. */
  readonly why: string | null;
  /** True if the text leaves this machine. */
  readonly remote: boolean;
}

/** The translation desk (`createTranslation(context)` in translation/). */
export interface Translation {
  /** `articleId`: for this story, which may be kept in the house. */
  engines(from: string, to: string, articleId?: string): Promise<readonly Engine[]>;
  /** The text a new translation begins with: the source's blocks under fresh ids, empty, each paired with its source. */
  skeleton(source: EditionText): EditionText;
  /** Begins to fill a new translation's passages in the background; progress goes through `editions.setDrafting`.
   *  `engine` null: the best available one. Resolves once it is noted that drafting has begun. */
  start(edition: EditionRef, engine: string | null): Promise<void>;
  /** The engine that is to draft an edition: an id, 'none' for by hand, or null for the best available one. */
  engineOf(edition: Pick<EditionRow, 'articleId' | 'language' | 'source' | 'engine'>): string | null;
  /** Drafts these passages anew, whatever stands there; `blocks` null: all stale ones that nobody has touched. */
  redraft(edition: EditionRef, blocks: readonly string[] | null, engine: string | null): Promise<void>;
  cancel(edition: EditionRef): Promise<void>;
  /** Takes up what was running when the server stopped. */
  resume(): Promise<void>;
  /** Ends what runs; it is taken up at the next start. */
  stop(): Promise<void>;
}

/** A text as it leaves the house or is shown as JSON, HTML, ...: working text or sealed bytes. */
export interface EditionContent extends EditionRef {
  readonly slug: string;
  /** Not to be published before; null: no embargo was set. */
  readonly embargo: string | null;
  readonly role: Edition['role'];
  readonly source: string | null;
  /** Only `closed` text is what was published: the rest is being worked on, whatever is live. */
  readonly work: Edition['state'];
  readonly public: PublicState;
  /** Published version this is, or the last one published where it is working text; 0 if none. */
  readonly version: number;
  readonly revision: RevisionKind | null;
  readonly seal: string;
  readonly epoch: string;
  readonly head: number;
  readonly content: ArticleDoc;
  readonly fields: Fields;
  readonly label: Label | null;
  readonly evidence: LabelEvidence | null;
  /** Names of the engines whose output this text was made from. */
  readonly engines: readonly string[];
  readonly createdAt: string;
  /** Of the version, or the last change of the working text. */
  readonly changedAt: string;
}

/** What publication has to carry out; `publish(row, folder)` in publication/ does so idempotently. */
export interface OutboxRow {
  /** Unique, ascending. */
  readonly id: number;
  /** `withhold` and `kill` take version `text.version` down; `restore` and `publish` put it up. */
  readonly act: PublicAct;
  readonly at: string;
  /** Made from the sealed bytes. */
  readonly text: EditionContent;
}

/** The change feed. */
export interface Feed {
  /** Rows were committed: reads and hands them out. */
  wake(): void;
  /** Something that is not kept: presence, drafting. */
  announce(change: Extract<Change, { kind: 'presence' | 'drafting' }>): void;
  /** Sequence of the last row handed out. */
  readonly seq: number;
  /** All rows after `since`, then new ones as they come, in order, without a gap, until the answer is called. */
  follow(since: number, listener: (change: Change) => void): () => void;
  stop(): Promise<void>;
}

/** A story made from a file: its text is there from the start, seeded by the server. */
export interface ImportedArticle {
  readonly language: string;
  /** `translation` without a source where the file says that a machine translated it. */
  readonly role: Edition['role'];
  readonly text: EditionText;
  /** One row per text block with origin `import`, where the text is a machine's; else none. */
  readonly evidence: readonly NewEvidence[];
  /** The label line as it stood in the file, or null. */
  readonly labelLine: string | null;
  readonly slug: string;
  readonly desk: string | null;
}

export type NewArticle = z.output<Endpoints['createArticle']['body']>;

/** Stories (workflow/articles.ts). */
export interface Articles {
  /** Idempotent by id. Throws a 403 or 409 `HttpProblem`. */
  create(by: Caller, input: NewArticle): Promise<{ article: Article; created: boolean }>;
  /** Throws a 400, 403 or 404 `HttpProblem`. */
  update(by: Caller, articleId: string, change: z.output<Endpoints['updateArticle']['body']>): Promise<Article>;
  /** Makes a translation and, unless `engine` is null, has an engine begin to fill it. */
  translate(by: Caller, articleId: string, input: z.output<Endpoints['createEdition']['body']>): Promise<Edition>;
  /** As `who` sees it. Throws a 404 `HttpProblem`. */
  get(who: User, articleId: string): Promise<Article>;
  list(who: User): Promise<Article[]>;
  /** Throws a 403 `HttpProblem` if the caller may not make stories in that role. */
  import(by: Caller, input: ImportedArticle): Promise<Article>;
}

/** Editions (workflow/editions.ts). */
export interface Editions {
  /** Exactly as it is now, as `who` sees it. Throws a 404 `HttpProblem`. */
  get(who: User, edition: EditionRef): Promise<Edition>;
  /** The working text, or the sealed bytes where that is what the edition is. Throws a 404 `HttpProblem`. */
  content(who: User, edition: EditionRef): Promise<EditionContent>;
  /** The text now, read in its document's turn; for the server's own use. */
  text(edition: EditionRef): Promise<EditionText>;
  /** Where passages came from; written before the passage's text is. Replaces rows of the same block. */
  putEvidence(edition: EditionRef, rows: readonly NewEvidence[]): Promise<void>;
  evidence(edition: EditionRef): Promise<readonly PassageEvidence[]>;
  /** Keeps how drafting stands and tells the windows; null when it ended well. */
  setDrafting(edition: EditionRef, drafting: DraftingRow | null): Promise<void>;
  /** All editions whose drafting is kept with `running: true`. */
  runningDrafts(): readonly (EditionRef & { readonly drafting: DraftingRow })[];
  /** The edition, if this person may know of it. Throws a 404 `HttpProblem`. */
  visible(who: User, edition: EditionRef): EditionRow;
  /** Likewise, if this person may write its text now. Throws a 403 or 404 `HttpProblem`. */
  writable(who: User, edition: EditionRef): EditionRow;
  /** Every checkpoint, newest first. */
  versions(who: User, edition: EditionRef): Promise<Version[]>;
  /** The sealed bytes of a published version. */
  version(who: User, edition: EditionRef, version: number): Promise<EditionContent>;
  /** The sealed bytes of any checkpoint. */
  checkpoint(who: User, edition: EditionRef, seal: string): Promise<EditionContent>;
  reportHeld(
    by: Caller,
    edition: EditionRef,
    id: string,
    report: Omit<HeldReport, 'id' | 'userId' | 'name'>,
  ): Promise<HeldReport>;
  clearHeld(by: Caller, edition: EditionRef, id: string): Promise<void>;
}

/** Sign-in, and what follows from it (sessions/sessions.ts). */
export interface Sessions {
  /** Throws a 401 or 429 `HttpProblem`; the 401 is one and the same for a wrong address and a wrong password. */
  signIn(input: { email: string; password: string; device: string; address: string }): Promise<SessionTokens>;
  /**
   * Exchanges a refresh token for a new pair. A token used twice ends the session, unless it comes again at once and
   * what it was exchanged for was never used: then the answer was lost. Throws a 401 `HttpProblem`.
   */
  refresh(refreshToken: string): Promise<SessionTokens>;
  /** Who an access token speaks for, or null. */
  verify(accessToken: string): Promise<Caller | null>;
  /** Ends a session and closes its sockets. */
  end(sessionId: string, actor: string, why: string): Promise<void>;
  /** Tells when a session is over, however it ended; until the answer is called. */
  onEnd(listener: (sessionId: string) => void): () => void;
  /** Ends the sessions whose tokens have run out. */
  expire(): Promise<void>;
}

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly desks: readonly string[];
  readonly password: string;
}

/** Who works here (workflow/people.ts). What changes for a person changes at once in every document they have open. */
export interface People {
  /** Null if the address is taken. */
  add(actor: string, person: NewPerson): Promise<User | null>;
  /** Null if there is no such person. A disabled person's sessions end. */
  change(
    actor: string,
    userId: string,
    to: { readonly roles: readonly Role[]; readonly desks: readonly string[]; readonly disabled: boolean },
  ): Promise<User | null>;
  putDesk(actor: string, desk: Desk): Promise<Desk>;
  /** By a chief of that desk. Throws a 403 or 404 `HttpProblem`. */
  updateDesk(by: Caller, id: string, to: Omit<Desk, 'id'>): Promise<Desk>;
  /** What engines were given for a desk's stories. Throws a 403 or 404 `HttpProblem`. */
  engineUse(by: Caller, deskId: string): Promise<EngineUse[]>;
}

/** The workflow's acts (workflow/transition.ts). */
export interface Workflow {
  /** Throws an `HttpProblem` (400, 403, 404, 409) that says what happened to the text. */
  transition(by: Caller, edition: EditionRef, input: TransitionInput): Promise<Edition>;
}
export type TransitionInput = z.output<Endpoints['transition']['body']>;

export interface ServerContext {
  /** Until when desktops may bring back what a restored backup missed; null: they may not. */
  readonly recoveringUntil: () => string | null;
  /** Whether desktops may bring back what this document has lost. */
  readonly isRecovering: (document: string) => boolean;
  readonly config: ServerConfig;
  readonly log: Log;
  readonly clock: Clock;
  readonly store: ServerStore;
  readonly hub: Hub;
  readonly registry: Registry;
  readonly sessions: Sessions;
  readonly people: People;
  readonly feed: Feed;
  readonly articles: Articles;
  readonly editions: Editions;
  readonly workflow: Workflow;
  readonly translation: Translation;
  readonly metrics: Metrics;
  readonly crowd: Crowd;
}

/** The calls that a signed-in window's replica answers itself (`localCalls` of the contract). */
import {
  type Client,
  type DocumentState,
  type HeldChange,
  type ImportPlanInput,
  type LocalCallName,
  localCalls,
  NetworkError,
  ProblemError,
  type ProfileState,
  type UnsentText,
} from '@copydesk/shared/api';
import { type DocumentName, parseDocumentName } from '@copydesk/shared/sync';
import type * as z from 'zod';
import type { Aids } from './aids/aids.ts';
import type { Catalogue } from './catalogue.ts';
import type { HeldChanges, Reason } from './held.ts';
import { offlineProblem } from './rpc.ts';
import type { ReplicaStore } from './storage/store.ts';

type Handlers = {
  [N in LocalCallName]: (input: z.output<(typeof localCalls)[N]['input']>) => Promise<unknown>;
};

export interface LocalCallsOptions {
  readonly client: Client;
  readonly store: ReplicaStore;
  readonly catalogue: Catalogue;
  readonly aids: Aids;
  readonly held: HeldChanges;
  readonly profile: () => ProfileState;
  readonly documentState: (document: DocumentName) => DocumentState;
  /** Why a window of this history could not go on, as far as is known. */
  readonly whyReplaced: (document: DocumentName, epoch: string) => Reason;
  readonly signIn: (email: string, password: string) => Promise<{ profile: string }>;
  readonly signOut: (unsent: 'keep' | 'erase') => Promise<void>;
  readonly unsentTexts: () => Promise<UnsentText[]>;
  readonly setOffline: (offline: boolean) => Promise<void>;
  readonly damageRead: () => Promise<void>;
}

const OK = { ok: true } as const;

export type LocalAnswer = (name: LocalCallName, input: unknown) => Promise<unknown>;

export function createLocalCalls(options: LocalCallsOptions): LocalAnswer {
  const { client, store, catalogue, aids, held } = options;

  /** An import needs the server; one that got no answer left nothing half-made. */
  async function needsLine<T>(call: Promise<T>): Promise<T> {
    return call.catch((error: unknown) => {
      throw error instanceof NetworkError ? offlineProblem() : error;
    });
  }

  const handlers: Handlers = {
    profile: async () => options.profile(),
    signIn: ({ email, password }) => options.signIn(email, password),
    unsentTexts: async () => ({ texts: await options.unsentTexts() }),
    async signOut({ unsent }) {
      await options.signOut(unsent);
      return OK;
    },
    async damageRead() {
      await options.damageRead();
      return OK;
    },
    async setOffline({ offline }) {
      await options.setOffline(offline);
      return OK;
    },
    search: async ({ text }) => ({ hits: await store.call('search', text) }),
    documentState: async ({ document }) => options.documentState(nameOf(document)),
    heldChanges: async ({ articleId }): Promise<{ held: HeldChange[] }> => ({ held: await held.list(articleId) }),
    async holdChange({ document, epoch, changes, update }) {
      const own = { document: nameOf(document), epoch, changes, update: Buffer.from(update, 'base64') };
      return { id: await held.holdOwn(own, options.whyReplaced(own.document, epoch)) };
    },
    async settleHeld({ id, outcome }) {
      await held.settle(id, outcome);
      return OK;
    },
    heldText: async ({ id }) => ({ text: await held.text(id) }),
    memoryMatches: (question) => aids.memory.matches(question),
    glossaries: async () => ({ glossaries: aids.glossaries.list() }),
    glossary: async ({ from, to }) => ({ glossary: await aids.glossaries.get(from, to) }),
    planImport: (input) => needsLine(client.planImport(importQuery(input), importFile(input))),
    async acceptImport(input) {
      const article = await needsLine(client.importArticle(importQuery(input), importFile(input)));
      await catalogue.heard(article);
      return article;
    },
  };

  return (name, input) => answer(handlers, name, input);
}

/** `name` is one key for schema and handler alike, which the type of the pair cannot say without this. */
function answer<N extends LocalCallName>(handlers: Handlers, name: N, input: unknown): Promise<unknown> {
  const parsed = localCalls[name].input.parse(input ?? {}) as z.output<(typeof localCalls)[N]['input']>;
  return handlers[name](parsed);
}

function nameOf(document: string): DocumentName {
  if (isDocument(document)) return document;
  const detail = 'There is no such text.';
  throw new ProblemError({ type: 'about:blank', title: 'Not found', status: 404, detail });
}

function isDocument(name: string): name is DocumentName {
  return parseDocumentName(name) !== null;
}

function importQuery({ language, desk, changes }: ImportPlanInput) {
  const as = Object.entries(changes ?? {})
    .map(([line, kind]) => `${line}:${kind}`)
    .join(',');
  return { language, ...(desk === undefined ? {} : { desk }), ...(as === '' ? {} : { as }) };
}

function importFile({ type, bytes }: ImportPlanInput) {
  return { type, bytes: new Uint8Array(Buffer.from(bytes, 'base64')) };
}

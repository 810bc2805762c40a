/**
 * What windows may ask for of the REST contract: passed to the server while the line is up, and answered from this
 * computer where that can be done without it.
 */
import { BLANK_EDITION, readEdition } from '@copydesk/editor/schema';
import {
  Article,
  type Client,
  type Content,
  Edition,
  type EndpointName,
  endpoints,
  Glossary,
  type LineState,
  NetworkError,
  ProblemError,
  type User,
} from '@copydesk/shared/api';
import { canonicalContent, sealOf } from '@copydesk/shared/article';
import { documentName, type Hub, type Log } from '@copydesk/shared/sync';
import type { GlossaryCopies } from './aids/glossary-copies.ts';
import type { Catalogue } from './catalogue.ts';
import { keptAnswer, readKept } from './kept.ts';
import type { LocalDocuments } from './local-documents.ts';
import { asSeenOffline, mayCreate, newArticle } from './offline-article.ts';
import { offlineProblem } from './rpc.ts';
import { ifPossible, type ReplicaStore } from './storage/store.ts';
import type { TextIndex } from './text-index.ts';

export interface CallsOptions {
  readonly client: Client;
  readonly catalogue: Catalogue;
  readonly glossaries: GlossaryCopies;
  readonly texts: TextIndex;
  readonly documents: LocalDocuments;
  readonly store: ReplicaStore;
  readonly log: Log;
  readonly hub: () => Hub;
  readonly line: () => LineState;
  /** False for a story of which nothing may be kept on this computer. */
  readonly mayStay: (articleId: string) => boolean;
  /** Who works here; null when it was never known. */
  readonly user: () => User | null;
}

/** Answers an endpoint's call. Rejects with `ProblemError`. */
export type EndpointCalls = (name: EndpointName, input: unknown) => Promise<unknown>;

/** Tokens stay in the replica: windows sign in and out by local calls. */
const NOT_FOR_WINDOWS: ReadonlySet<EndpointName> = new Set(['createSession', 'refreshSession', 'deleteSession']);

/** Answers that are kept as they came, to be given again without the line. */
const KEPT: ReadonlySet<EndpointName> = new Set([
  'newsroom',
  'me',
  'people',
  'getEvidence',
  'listVersions',
  'getVersion',
  'getCheckpoint',
  'engines',
]);

const NOT_HERE = 'You are offline, and this was never opened on this computer. Try again when the line is back.';
const IN_DOUBT = 'The line broke while the server was asked. Look whether it was done when the line is back.';

export function createEndpointCalls(options: CallsOptions): EndpointCalls {
  const { client, catalogue, texts, documents, store } = options;

  const isUp = () => {
    const { state } = options.line();
    return state === 'online' || state === 'connecting';
  };

  /** Asks the server; `offline` answers when it cannot be asked. */
  async function read(name: EndpointName, input: unknown, offline: () => Promise<unknown>): Promise<unknown> {
    if (!isUp()) return offline();
    try {
      return await client.forward(name, input);
    } catch (error) {
      if (error instanceof NetworkError) return offline();
      throw error;
    }
  }

  async function freshOrKept(name: EndpointName, input: unknown): Promise<unknown> {
    const key = keptAnswer(name, input);
    let fresh = true;
    const answer = await read(name, input, async () => {
      fresh = false;
      const kept = await store.call('kept', key);
      const answer = readKept<unknown>(endpoints[name].response, kept);
      if (answer === null) throw offlineProblem(NOT_HERE);
      return answer;
    });
    if (fresh && mayKeep(input)) await ifPossible(store.call('keep', key, JSON.stringify(answer)), options.log);
    return answer;
  }

  /** Whether an answer to this may be kept: not if it is about a story that may not stay. */
  function mayKeep(input: unknown): boolean {
    const params = partOf(input, 'params');
    const id = typeof params === 'object' && params !== null && 'id' in params ? params.id : null;
    return typeof id !== 'string' || options.mayStay(id);
  }

  function keptArticle(id: string): Article {
    const article = catalogue.get(id);
    if (!article) throw offlineProblem(NOT_HERE);
    return asSeenOffline(article, texts);
  }

  function keptEdition(id: string, language: string): Edition {
    const edition = keptArticle(id).editions.find((one) => one.language === language);
    if (!edition) throw offlineProblem(NOT_HERE);
    return edition;
  }

  async function localContent(id: string, language: string): Promise<Content> {
    const edition = keptEdition(id, language);
    const document = documentName(id, language);
    if (!documents.has(document)) throw offlineProblem(NOT_HERE);
    const text = await options.hub().exclusive(document, async (turn) => readEdition(turn.doc));
    return {
      articleId: id,
      language,
      version: edition.version,
      seal: sealOf(canonicalContent(text, null)),
      epoch: edition.epoch,
      head: edition.head,
      content: text.content,
      fields: text.fields,
      label: edition.label,
      evidence: null,
    };
  }

  async function listArticles(input: unknown): Promise<unknown> {
    const here = async () => ({ articles: catalogue.list().map((article) => asSeenOffline(article, texts)), seq: 0 });
    const answer = endpoints.listArticles.response.parse(await read('listArticles', input, here));
    const told = new Set(answer.articles.map(({ id }) => id));
    const unsent = catalogue.list().filter((article) => article.unsent === true && !told.has(article.id));
    return { ...answer, articles: [...unsent.map((article) => asSeenOffline(article, texts)), ...answer.articles] };
  }

  async function createArticle(input: unknown): Promise<Article> {
    const body = endpoints.createArticle.body.parse(partOf(input, 'body'));
    const story = { ...body, id: body.id ?? crypto.randomUUID(), epoch: body.epoch ?? crypto.randomUUID() };
    if (isUp()) {
      try {
        const article = await client.call('createArticle', { body: story });
        await catalogue.heard(article);
        return article;
      } catch (error) {
        if (!(error instanceof NetworkError)) throw error;
        // Asking again with the same id and history is harmless, so it can be kept here and sent later.
      }
    }
    const user = options.user();
    if (!user || !mayCreate(user)) {
      const detail = 'Writers and desk chiefs begin stories. Nothing was changed.';
      throw new ProblemError({ type: 'about:blank', title: 'Forbidden', status: 403, detail });
    }
    const { id, language, epoch, slug = '', desk = user.desks[0] ?? '', due = null, embargo = null } = story;
    await documents.create(documentName(id, language), epoch, BLANK_EDITION);
    await documents.create(documentName(id, language, true), epoch, null);
    const article = newArticle({ id, language, epoch, slug, desk, due, embargo }, user);
    await catalogue.keepUnsent(article);
    return article;
  }

  /** A call that changes something: only with the line. */
  async function write(name: EndpointName, input: unknown): Promise<unknown> {
    if (!isUp()) throw offlineProblem();
    let answer: unknown;
    try {
      answer = await client.forward(name, input);
    } catch (error) {
      throw error instanceof NetworkError ? offlineProblem(IN_DOUBT) : error;
    }
    const article = Article.safeParse(answer);
    if (article.success) await catalogue.heard(article.data);
    const glossary = Glossary.safeParse(answer);
    if (glossary.success) await ifPossible(options.glossaries.heard(glossary.data), options.log);
    const edition = Edition.safeParse(answer);
    if (edition.success) await catalogue.refresh(edition.data.articleId);
    return answer;
  }

  return async (name, input) => {
    if (NOT_FOR_WINDOWS.has(name)) {
      const detail = 'Windows sign in and out on this computer, not on the server.';
      throw new ProblemError({ type: 'about:blank', title: 'Not for windows', status: 404, detail });
    }
    if (KEPT.has(name)) return freshOrKept(name, input);
    switch (name) {
      case 'listArticles':
        return listArticles(input);
      case 'getArticle': {
        const { id } = endpoints.getArticle.params.parse(partOf(input, 'params'));
        return catalogue.isUnsent(id) ? keptArticle(id) : read(name, input, async () => keptArticle(id));
      }
      case 'getEdition': {
        const { id, language } = endpoints.getEdition.params.parse(partOf(input, 'params'));
        const here = async () => keptEdition(id, language);
        return catalogue.isUnsent(id) ? here() : read(name, input, here);
      }
      case 'getContent': {
        const { id, language } = endpoints.getContent.params.parse(partOf(input, 'params'));
        const here = () => localContent(id, language);
        return catalogue.isUnsent(id) ? here() : read(name, input, here);
      }
      case 'createArticle':
        return createArticle(input);
      default:
        return endpoints[name].method === 'GET' ? read(name, input, notHere) : write(name, input);
    }
  };
}

async function notHere(): Promise<never> {
  throw offlineProblem();
}

function partOf(input: unknown, part: 'params' | 'body'): unknown {
  return typeof input === 'object' && input !== null && part in input ? Reflect.get(input, part) : {};
}

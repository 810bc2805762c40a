/** A real server on a free port and a new folder, with people who sign in and open documents as stock clients. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentOf, insertBlockAfter, readEdition, setBlockText } from '@copydesk/editor/schema';
import {
  type Client,
  createClient,
  fetchTransport,
  newDesk,
  ProblemError,
  type SessionTokens,
  type User,
} from '@copydesk/shared/api';
import { blockText, type EditionText, type Role, textBlocks } from '@copydesk/shared/article';
import { documentName } from '@copydesk/shared/sync';
import { onTestFinished, vi } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { readConfig, type ServerConfig } from '../config.ts';
import { COPYDESK, type EditionRef } from '../context.ts';
import { type RunningServer, type ServerParts, startServer } from '../server.ts';
import { hashPassword } from '../sessions/passwords.ts';

export const PASSWORD = 'a password for tests';
export const DESK = newDesk({ id: 'world', name: 'World', labelWhenRevised: 'show' });

const STAFF: Record<string, readonly Role[]> = {
  editor: ['editor'],
  editor2: ['editor'],
  translator: ['translator'],
  chief: ['chief'],
  reader: ['reader'],
};
/** Once for all: hashing is meant to be slow. */
const hashed = hashPassword(PASSWORD);
/** Only what the server itself did wrong is of interest in a test. */
const faults = {
  info: () => {},
  warn: () => {},
  error: (event: string, facts?: Record<string, unknown>) =>
    process.stderr.write(`${event} ${JSON.stringify(facts)}\n`),
};

/** A signed-in person. */
export class Staff {
  readonly user: User;
  readonly client: Client;
  tokens: SessionTokens;
  readonly #newsroom: TestNewsroom;

  constructor(newsroom: TestNewsroom, tokens: SessionTokens) {
    this.#newsroom = newsroom;
    this.tokens = tokens;
    this.user = tokens.user;
    this.client = createClient((request) =>
      fetchTransport({ baseUrl: newsroom.url, token: () => this.tokens.accessToken })(request),
    );
  }

  /** A new story in English with a headline and a paragraph, written through a window. */
  async write(headline: string, paragraph: string): Promise<EditionRef> {
    const { id } = await this.client.call('createArticle', { body: { language: 'en' } });
    const ref = { articleId: id, language: 'en' };
    const window = await this.open(ref);
    window.setText('headline', headline);
    window.setText('first', paragraph);
    await this.#newsroom.stored(ref, (text) => textOf(text).includes(paragraph));
    window.close();
    return ref;
  }

  /** Opens a document as a stock y-websocket client does, and waits until it is synced. */
  async open(ref: EditionRef, options: { notes?: boolean; epoch?: string } = {}): Promise<StaffWindow> {
    const window = this.connect(documentName(ref.articleId, ref.language, options.notes), options.epoch);
    await window.synced;
    return window;
  }

  /** Opens any path without waiting. */
  connect(room: string, epoch?: string): StaffWindow {
    const window = new StaffWindow(this.#newsroom.url, room, this.tokens.accessToken, epoch);
    onTestFinished(() => window.close());
    return window;
  }

  transition(ref: EditionRef, action: string, more: Record<string, unknown> = {}) {
    return this.client.forward('transition', {
      params: { id: ref.articleId, language: ref.language },
      body: { action, ...more },
    });
  }

  edition(ref: EditionRef) {
    return this.client.call('getEdition', { params: { id: ref.articleId, language: ref.language } });
  }

  content(ref: EditionRef) {
    return this.client.call('getContent', { params: { id: ref.articleId, language: ref.language } });
  }
}

/** The words of an edition, block by block. */
export function textOf(text: Pick<EditionText, 'content'>): string[] {
  return textBlocks(text.content).map(blockText);
}

/** A document open in somebody's window. */
export class StaffWindow {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  /** Rejects with the close code if the server ends the connection for good first. */
  readonly synced: Promise<void>;
  readonly closed: Promise<number>;

  constructor(url: string, room: string, token: string, epoch: string | undefined) {
    this.provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, room, this.doc, {
      protocols: ['copydesk.1', `bearer.${token}`],
      disableBc: true,
      params: epoch === undefined ? {} : { epoch },
    });
    // A stock client only logs messages that it does not know; kept quiet here.
    for (const type of [100, 101, 102]) this.provider.messageHandlers[type] = () => {};
    const closed = Promise.withResolvers<number>();
    const synced = Promise.withResolvers<void>();
    this.provider.on('connection-close', (event) => {
      if (event === null) return;
      closed.resolve(event.code);
      synced.reject(new Error(`closed with ${event.code}`));
    });
    this.provider.on('sync', (is: boolean) => is && synced.resolve());
    this.closed = closed.promise;
    this.synced = synced.promise;
    this.synced.catch(() => {});
  }

  get text(): string[] {
    return textOf(readEdition(this.doc));
  }

  setText(block: string, text: string): void {
    setBlockText(this.doc, block, text === '' ? [] : [{ type: 'text', text }]);
  }

  append(id: string, text: string): void {
    const last = textBlocks(readEdition(this.doc).content).at(-1)?.attrs.id ?? null;
    insertBlockAfter(this.doc, last, { type: 'paragraph', attrs: { id }, content: [{ type: 'text', text }] });
  }

  get blocks(): number {
    return contentOf(this.doc).length;
  }

  close(): void {
    this.provider.destroy();
  }
}

export interface TestNewsroom {
  readonly url: string;
  readonly server: RunningServer;
  readonly config: ServerConfig;
  /** Signs one of the staff in, anew at each call. */
  as(key: string): Promise<Staff>;
  /** Waits until the server's document is so. */
  stored(ref: EditionRef, holds: (text: EditionText) => boolean): Promise<EditionText>;
  /** Stops the server and starts it again on the same folder. */
  restart(): Promise<void>;
}

/** Starts a newsroom that ends with the test. */
export async function startNewsroom({
  env = {},
  ...parts
}: ServerParts & { readonly env?: Record<string, string> } = {}): Promise<TestNewsroom> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'copydesk-server-'));
  const config: ServerConfig = {
    ...readConfig({ COPYDESK_PORT: '0', COPYDESK_DATA: dataFolder, COPYDESK_TRANSLATION_APERTIUM: 'off', ...env }, []),
    checkResponses: true,
  };
  const start = () => startServer(config, { log: faults, ...parts });
  let server = await start();
  onTestFinished(async () => {
    await server.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });
  const { people } = server.context;
  await people.putDesk(COPYDESK.userId, DESK);
  await people.putDesk(COPYDESK.userId, newDesk({ id: 'sport', name: 'Sport', labelWhenRevised: 'omit' }));
  const staff = Object.entries({ ...STAFF, outsider: ['chief'] as const });
  const { store, registry } = server.context;
  for (const [key, roles] of staff) {
    const desks = [key === 'outsider' ? 'sport' : DESK.id];
    const person = { id: randomUUID(), email: `${key}@example.org`, name: key, roles, desks, password: await hashed };
    const act = { action: 'add-person', subject: person.id, articleId: null, facts: {} };
    const row = await store.call('addUser', person, { ...act, at: new Date().toISOString(), actor: COPYDESK.userId });
    if (row !== null) registry.putUser(row);
  }
  const newsroom: TestNewsroom = {
    config,
    get url() {
      return server.url;
    },
    get server() {
      return server;
    },
    async as(key) {
      const client = createClient(fetchTransport({ baseUrl: server.url, token: () => null }));
      const body = { email: `${key}@example.org`, password: PASSWORD, device: `${key}'s computer` };
      return new Staff(newsroom, await client.call('createSession', { body }));
    },
    stored: (ref, holds) =>
      vi.waitFor(
        async () => {
          const text = await server.context.editions.text(ref);
          if (!holds(text)) throw new Error(`the server holds ${JSON.stringify(textOf(text))}`);
          return text;
        },
        { timeout: 10_000, interval: 20 },
      ),
    async restart() {
      await server.stop();
      server = await start();
    },
  };
  return newsroom;
}

/** The problem that a call was answered with. */
export async function problemOf(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('the call was not refused');
}

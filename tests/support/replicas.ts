/** A newsroom in this process: the real server and people's replicas on real files, with windows that are no browser. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEdition, setBlockText } from '@copydesk/editor/schema';
import type { Article, LineState } from '@copydesk/shared/api';
import { headlineOf, textBlocks } from '@copydesk/shared/article';
import type { Log } from '@copydesk/shared/sync';
import type * as Y from 'yjs';
import { createProfiles, type Profiles } from '../../apps/desktop/src/replica/profiles.ts';
import { fileSecrets } from '../../apps/desktop/src/replica/secrets.ts';
import {
  type DocumentWindow,
  openDocumentWindow,
  openRpcWindow,
  type RpcWindow,
  silent,
} from '../../apps/desktop/src/replica/testing/window.ts';
import { readConfig } from '../../apps/sync-server/src/config.ts';
import { type RunningServer, startServer } from '../../apps/sync-server/src/server.ts';

export const STORE_WORKER = new URL('../../apps/desktop/src/replica/storage/worker.ts', import.meta.url);

/** A person at a desktop of their own. */
export interface Person {
  readonly profiles: Profiles;
  readonly profile: string;
  readonly rpc: RpcWindow;
  /** Where this desktop's replicas are. */
  readonly data: string;
  /** Opens a document in a window and resolves once it is there, or the window was closed. `held`: what it had before. */
  open(document: string, held?: { doc: Y.Doc; epoch: string }): Promise<DocumentWindow>;
  untilLine(state: LineState['state']): Promise<void>;
  newStory(): Promise<string>;
  /** Ends this desktop and starts it again on the same folder. */
  again(options?: DesktopOptions): Promise<Person>;
}

export interface DesktopOptions {
  readonly workerUrl?: URL;
  /** Address of the server as this desktop knows it: a proxy's, say. */
  readonly server?: string;
  readonly log?: Log;
}

export interface Newsroom {
  readonly server: () => RunningServer;
  /** Signs a demo person in at a new desktop. */
  signIn(key: string, options?: DesktopOptions): Promise<Person>;
  /** Stops the server and, with `start`, starts it again at the same address. */
  stopServer(): Promise<void>;
  startServer(): Promise<void>;
  folder(): Promise<string>;
  stop(): Promise<void>;
}

export async function startReplicaNewsroom(): Promise<Newsroom> {
  const folders: string[] = [];
  const opened = new Set<Profiles>();
  const serverData = await folder();
  let server = await serve(0);

  async function folder(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'copydesk-replicas-'));
    folders.push(path);
    return path;
  }

  function serve(port: number): Promise<RunningServer> {
    const env = { COPYDESK_DATA: serverData, COPYDESK_PORT: String(port), COPYDESK_TRANSLATION_APERTIUM: 'off' };
    return startServer({ ...readConfig(env, ['--demo']), checkResponses: true }, { log: silent });
  }

  function desktop(data: string, { workerUrl = STORE_WORKER, server: url = server.url, log = silent }: DesktopOptions) {
    const profiles = createProfiles({ dataFolder: data, server: url, workerUrl, secrets: fileSecrets(data), log });
    opened.add(profiles);
    return profiles;
  }

  function personOf(profiles: Profiles, profile: string, data: string, options: DesktopOptions): Person {
    const rpc = openRpcWindow(profiles, profile);
    const state = () => rpc.events.findLast((event) => event.event === 'profile')?.profile.line.state;
    return {
      profiles,
      profile,
      rpc,
      data,
      async open(document, held) {
        const window = openDocumentWindow(profiles, profile, document, held);
        await window.changes.until(() => window.synced() || window.closed() !== null);
        return window;
      },
      untilLine: (wanted) => rpc.changes.until(() => state() === wanted),
      async newStory() {
        const article = (await rpc.call('createArticle', { body: { language: 'en' } })) as Article;
        return `${article.id}.en`;
      },
      async again(other = {}) {
        await profiles.stop();
        opened.delete(profiles);
        const merged = { ...options, ...other };
        return personOf(desktop(data, merged), profile, data, merged);
      },
    };
  }

  return {
    server: () => server,
    folder,
    async signIn(key, options = {}) {
      const data = await folder();
      const profiles = desktop(data, options);
      const { profile } = await profiles.signInDemo(key);
      const person = personOf(profiles, profile, data, options);
      await person.untilLine('online');
      return person;
    },
    stopServer: () => server.stop(),
    async startServer() {
      server = await serve(Number(new URL(server.url).port));
    },
    async stop() {
      for (const profiles of opened) await profiles.stop();
      await server.stop();
      for (const path of folders) await rm(path, { recursive: true, force: true });
    },
  };
}

/** Writes the headline of an edition, as somebody does at the keyboard. */
export function writeHeadline(doc: Y.Doc, text: string): void {
  const id = textBlocks(readEdition(doc).content).find((block) => block.type === 'headline')?.attrs.id;
  if (id === undefined) throw new Error('the text has no headline');
  setBlockText(doc, id, [{ type: 'text', text }]);
}

export const headline = (doc: Y.Doc) => headlineOf(readEdition(doc).content);

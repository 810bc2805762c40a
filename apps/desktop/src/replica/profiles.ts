/** The people who work on this computer with one server: one replica each, in a folder each, opened when first asked for. */
import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createClient,
  fetchTransport,
  type LocalEvent,
  localCalls,
  NetworkError,
  ProblemError,
  type ProfileState,
} from '@copydesk/shared/api';
import { lockFolder } from '@copydesk/shared/node';
import type { Log } from '@copydesk/shared/sync';
import type { Channel, ChannelEnd } from './channel.ts';
import { createReplica, type Replica } from './replica.ts';
import { offlineProblem, serveRpc } from './rpc.ts';
import type { SecretStore } from './secrets.ts';

export interface ProfilesOptions {
  readonly dataFolder: string;
  /** `http://` or `https://` and the host. */
  readonly server: string;
  readonly workerUrl: URL;
  readonly secrets: SecretStore;
  readonly log: Log;
}

export interface Profiles {
  /**
   * The profile's replica; null if nobody signed in under that name here. Rejects with `FolderInUse`, `StoreError`
   * or `ProfilesStopped`.
   */
  open(profile: string): Promise<Replica | null>;
  /** A window before sign-in. */
  visitor(channel: Channel): ChannelEnd;
  /** Signs in and gives the profile. Rejects with `ProblemError`, or `NetworkError` when the server cannot be reached. */
  signIn(email: string, password: string): Promise<{ profile: string }>;
  /** Signs a demo account in by its key; rejects with `ProblemError` if the server has no such account. */
  signInDemo(key: string): Promise<{ profile: string }>;
  /** Stops all replicas, also those being opened; none is opened any more. */
  stop(): Promise<void>;
}

/** The app is being closed: nothing is opened any more. */
export class ProfilesStopped extends Error {
  override readonly name = 'ProfilesStopped';
}

const PROFILE = /^[0-9a-f]{12}-[A-Za-z0-9_-]{1,64}$/;

/** The folder and address of a person with a server. */
export function profileName(server: string, userId: string): string {
  return `${createHash('sha256').update(server).digest('hex').slice(0, 12)}-${userId}`;
}

interface Open {
  readonly replica: Replica;
  readonly release: () => void;
}

export function createProfiles(options: ProfilesOptions): Profiles {
  const { dataFolder, server, secrets, log } = options;
  const opened = new Map<string, Promise<Open>>();
  /** Folders that are being removed because the person left. */
  const leaving = new Map<string, Promise<void>>();
  let stopped = false;
  const client = createClient(fetchTransport({ baseUrl: server, token: () => null }));

  function openOnce(profile: string): Promise<Open> {
    const existing = opened.get(profile);
    if (existing) return existing;
    if (stopped) return Promise.reject(new ProfilesStopped('Copydesk is being closed.'));
    const left = leaving.get(profile) ?? Promise.resolve();
    return keep(
      profile,
      left.then(() => openProfile(profile, false)),
    );
  }

  function keep(profile: string, opening: Promise<Open>): Promise<Open> {
    opened.set(profile, opening);
    // One that failed may be tried again.
    opening.catch(() => {
      if (opened.get(profile) === opening) opened.delete(profile);
    });
    return opening;
  }

  /** Stops a replica and removes all that is left of its person on this computer. */
  function leave(profile: string, old: Open): void {
    opened.delete(profile);
    const gone = old.replica
      .stop()
      .finally(old.release)
      .then(() => rm(join(dataFolder, profile), { recursive: true, force: true }))
      .catch((error: unknown) => log.error('folder-not-removed', { profile, error: String(error) }))
      .finally(() => leaving.delete(profile));
    leaving.set(profile, gone);
  }

  /** Stops a replica whose file is damaged, and opens it anew with what can be read of it. Its windows come back. */
  async function openAnew(profile: string, old: Open): Promise<Open> {
    await old.replica.stop().finally(old.release);
    return openProfile(profile, true);
  }

  async function openProfile(profile: string, damaged: boolean): Promise<Open> {
    const folder = join(dataFolder, profile);
    const inUse = `This folder is in use by another Copydesk: ${folder}. Close that one first; your text there is safe.`;
    const release = lockFolder(folder, inUse);
    try {
      const { workerUrl } = options;
      let anew = false;
      const onDamaged = () => {
        if (anew || stopped || open === null) return;
        anew = true;
        keep(profile, openAnew(profile, open)).catch((error: unknown) => {
          log.error('profile-not-opened-anew', { profile, error: String(error) });
        });
      };
      const onLeft = () => {
        if (anew || stopped || open === null) return;
        anew = true;
        leave(profile, open);
      };
      let open: Open | null = null;
      const made = { folder, profile, server, workerUrl, damaged, secrets, log, signIn, onDamaged, onLeft };
      open = { replica: await createReplica(made), release };
      return open;
    } catch (error) {
      release();
      throw error;
    }
  }

  async function signIn(email: string, password: string): Promise<{ profile: string }> {
    const tokens = await client.call('createSession', { body: { email, password, device: 'Copydesk desktop' } });
    const profile = profileName(server, tokens.user.id);
    // It names a folder, and comes from elsewhere.
    if (!PROFILE.test(profile)) {
      const detail = 'The server names this account in a way this app cannot use. Ask whoever runs the server.';
      throw new ProblemError({ type: 'about:blank', title: 'Bad account', status: 502, detail });
    }
    const { replica } = await openOnce(profile);
    await replica.signedIn(tokens);
    return { profile };
  }

  async function visitorState(): Promise<ProfileState> {
    const blank = { server, user: null, fetching: null, disk: { state: 'ok' }, damage: null } as const;
    try {
      return { ...blank, newsroom: await client.call('newsroom', {}), line: { state: 'online' } };
    } catch (error) {
      log.info('newsroom-not-reached', { error: String(error) });
      return { ...blank, newsroom: null, line: { state: 'offline', since: new Date().toISOString(), byChoice: false } };
    }
  }

  async function answerVisitor(call: string, input: unknown): Promise<unknown> {
    switch (call) {
      case 'profile':
        return visitorState();
      case 'newsroom':
        return client.call('newsroom', {});
      case 'signIn': {
        const { email, password } = localCalls.signIn.input.parse(input);
        return signIn(email, password).catch((error: unknown) => {
          const detail = 'The server cannot be reached, so nobody new can sign in. Try again when the line is back.';
          throw error instanceof NetworkError ? offlineProblem(detail) : error;
        });
      }
      default: {
        const detail = 'Sign in first.';
        throw new ProblemError({ type: 'about:blank', title: 'Not signed in', status: 401, detail });
      }
    }
  }

  return {
    async open(profile) {
      if (!PROFILE.test(profile)) return null;
      await leaving.get(profile);
      const known = opened.has(profile) || (await isFolder(join(dataFolder, profile)));
      return known ? (await openOnce(profile)).replica : null;
    },
    visitor(channel) {
      const connecting: LocalEvent = {
        event: 'profile',
        profile: {
          newsroom: null,
          server,
          user: null,
          line: { state: 'connecting' },
          fetching: null,
          disk: { state: 'ok' },
          damage: null,
        },
      };
      return serveRpc(channel, answerVisitor, connecting, () => () => {}, log);
    },
    signIn,
    async signInDemo(key) {
      const { demo } = await client.call('newsroom', {});
      const account = demo?.accounts.find((one) => one.key === key);
      if (account) return signIn(account.email, account.password);
      const detail = `This server has no demo account "${key}".`;
      throw new ProblemError({ type: 'about:blank', title: 'Not found', status: 404, detail });
    },
    async stop() {
      stopped = true;
      await Promise.all(leaving.values());
      const all = [...opened.values()];
      opened.clear();
      for (const opening of all) {
        // One that could not be opened has nothing to stop.
        const open = await opening.catch(() => null);
        await open?.replica.stop().finally(open.release);
      }
    },
  };
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Starts the replica in a utility process, hands it the windows' channels and keeps its secrets. */
import { fileURLToPath } from 'node:url';
import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import { FromReplica, type ToReplica } from '../replica/electron-messages.ts';
import type { SecretStore } from '../replica/secrets.ts';

const ENTRY = fileURLToPath(new URL('./replica.js', import.meta.url));
/** After this long a stop is no longer waited for: what is committed is safe either way. */
const STOP_MS = 10_000;
/** A replica that dies at once must not be started without a pause. */
const RESTART_MS = 1_000;

export interface ReplicaProcess {
  openChannel(path: string, port: MessagePortMain): void;
  /** Signs a demo account in; rejects with words for the person. */
  signInDemo(key: string): Promise<string>;
  /** Commits what was typed and ends the process. */
  stop(): Promise<void>;
}

export interface ReplicaProcessOptions {
  readonly dataFolder: string;
  readonly server: string;
  readonly secrets: SecretStore;
}

export function startReplicaProcess({ dataFolder, server, secrets }: ReplicaProcessOptions): ReplicaProcess {
  const signingIn = new Map<number, { resolve: (profile: string) => void; reject: (error: Error) => void }>();
  const stopped = Promise.withResolvers<void>();
  let lastId = 0;
  let stopping = false;
  let child = start();

  function start(): UtilityProcess {
    const process = utilityProcess.fork(ENTRY, [], {
      serviceName: 'Copydesk replica',
      stdio: ['ignore', 'inherit', 'inherit'],
      env: minimalEnvironment(),
    });
    process.on('message', (data: unknown) => {
      handle(FromReplica.parse(data)).catch((error: unknown) => complain('message failed', error));
    });
    process.on('exit', (code) => {
      for (const { reject } of signingIn.values()) reject(new Error('The part that keeps your text has stopped.'));
      signingIn.clear();
      if (stopping) return stopped.resolve();
      complain('replica ended', code);
      setTimeout(() => {
        child = start();
      }, RESTART_MS);
    });
    process.postMessage({ type: 'start', dataFolder, server } satisfies ToReplica);
    return process;
  }

  function tell(message: ToReplica, ports: MessagePortMain[] = []): void {
    child.postMessage(message, ports);
  }

  async function handle(message: FromReplica): Promise<void> {
    switch (message.type) {
      case 'secret': {
        const { id } = message;
        try {
          tell({ type: 'secret', id, secret: await keep(message), error: null });
        } catch (error) {
          tell({ type: 'secret', id, secret: null, error: String(error) });
        }
        return;
      }
      case 'signed-in': {
        const waiting = signingIn.get(message.id);
        signingIn.delete(message.id);
        if (message.profile !== null) waiting?.resolve(message.profile);
        else waiting?.reject(new Error(message.error ?? 'Signing in failed.'));
        return;
      }
      case 'stopped':
        child.kill();
    }
  }

  async function keep({ act, profile, secret }: Extract<FromReplica, { type: 'secret' }>): Promise<string | null> {
    if (act === 'load') return secrets.load(profile);
    if (act === 'save' && secret !== null) await secrets.save(profile, secret);
    if (act === 'remove') await secrets.remove(profile);
    return null;
  }

  return {
    openChannel: (path, port) => tell({ type: 'open-channel', path }, [port]),
    signInDemo(key) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        signingIn.set(id, { resolve, reject });
        tell({ type: 'sign-in-demo', id, key });
      });
    },
    async stop() {
      if (!stopping) {
        stopping = true;
        tell({ type: 'stop' });
        setTimeout(() => {
          child.kill();
          stopped.resolve();
        }, STOP_MS).unref();
      }
      await stopped.promise;
    },
  };
}

/** Nothing of the person's environment but what finding files and the language needs. */
function minimalEnvironment(): Record<string, string> {
  const wanted = ['HOME', 'LANG', 'LC_ALL', 'PATH', 'TMPDIR', 'TEMP', 'TMP', 'TZ', 'SystemRoot', 'USERPROFILE'];
  return Object.fromEntries(
    wanted.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function complain(what: string, why: unknown): void {
  process.stderr.write(`${what}: ${String(why)}\n`);
}

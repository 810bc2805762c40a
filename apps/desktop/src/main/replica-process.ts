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
  /** Commits what was typed and ends the process. */
  stop(): Promise<void>;
}

export interface ReplicaProcessOptions {
  readonly dataFolder: string;
  readonly server: string;
  readonly secrets: SecretStore;
}

export function startReplicaProcess({ dataFolder, server, secrets }: ReplicaProcessOptions): ReplicaProcess {
  const stopped = Promise.withResolvers<void>();
  let stopping = false;
  /** Null in the pause between two starts. */
  let child: UtilityProcess | null = start();

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
      child = null;
      if (stopping) return stopped.resolve();
      complain('replica ended', code);
      setTimeout(() => {
        if (!stopping) child = start();
      }, RESTART_MS);
    });
    process.postMessage({ type: 'start', dataFolder, server } satisfies ToReplica);
    return process;
  }

  function tell(message: ToReplica, ports: MessagePortMain[] = []): void {
    child?.postMessage(message, ports);
  }

  async function handle(message: FromReplica): Promise<void> {
    if (message.type === 'stopped') {
      child?.kill();
      return;
    }
    const { id } = message;
    try {
      tell({ type: 'secret', id, secret: await keep(message), error: null });
    } catch (error) {
      tell({ type: 'secret', id, secret: null, error: String(error) });
    }
  }

  async function keep({ act, profile, secret }: Extract<FromReplica, { type: 'secret' }>): Promise<string | null> {
    if (act === 'load') return secrets.load(profile);
    if (act === 'save' && secret !== null) await secrets.save(profile, secret);
    if (act === 'remove') await secrets.remove(profile);
    return null;
  }

  return {
    openChannel(path, port) {
      // The window finds its channel closed and tries again.
      if (child === null) port.close();
      else tell({ type: 'open-channel', path }, [port]);
    },
    async stop() {
      if (!stopping) {
        stopping = true;
        if (child === null) stopped.resolve();
        tell({ type: 'stop' });
        setTimeout(() => {
          child?.kill();
          stopped.resolve();
        }, STOP_MS);
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

/** The replica in Electron's utility process: everything comes from main over the parent port. */
import { createLog } from '@copydesk/shared/node';
import { type FromReplica, ToReplica } from './electron-messages.ts';
import { openChannel } from './open-channel.ts';
import { portChannel } from './port-channel.ts';
import { createProfiles, type Profiles } from './profiles.ts';
import type { SecretStore } from './secrets.ts';

const log = createLog('replica');
const parent = process.parentPort;
const asked = new Map<number, { resolve: (secret: string | null) => void; reject: (error: Error) => void }>();
let lastId = 0;
let profiles: Profiles | null = null;

function tell(message: FromReplica): void {
  parent.postMessage(message);
}

function ask(act: 'load' | 'save' | 'remove', profile: string, secret: string | null): Promise<string | null> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    asked.set(id, { resolve, reject });
    tell({ type: 'secret', id, act, profile, secret });
  });
}

/** Only main can reach the system's safe storage. */
const secrets: SecretStore = {
  load: (profile) => ask('load', profile, null),
  save: async (profile, secret) => void (await ask('save', profile, secret)),
  remove: async (profile) => void (await ask('remove', profile, null)),
};

async function handle(message: ToReplica, ports: readonly Electron.MessagePortMain[]): Promise<void> {
  switch (message.type) {
    case 'start': {
      const { dataFolder, server } = message;
      // The build puts the worker beside this file.
      profiles = createProfiles({
        dataFolder,
        server,
        workerUrl: new URL('./worker.js', import.meta.url),
        secrets,
        log,
      });
      return;
    }
    case 'open-channel': {
      const [port] = ports;
      if (!port || !profiles) return;
      const { channel, attach, message: receive, closed } = portChannel(port);
      port.on('message', (event) => receive(event.data));
      port.on('close', closed);
      attach(openChannel(profiles, message.path, channel, log));
      return;
    }
    case 'secret': {
      const waiting = asked.get(message.id);
      asked.delete(message.id);
      if (message.error === null) waiting?.resolve(message.secret);
      else waiting?.reject(new Error(message.error));
      return;
    }
    case 'stop':
      await profiles?.stop();
      tell({ type: 'stopped' });
  }
}

parent.on('message', ({ data, ports }) => {
  handle(ToReplica.parse(data), ports).catch((error: unknown) => {
    log.error('message-failed', { error: String(error) });
  });
});
// A utility process only warns of these and goes on in a state nobody knows; main starts a new one.
process.on('unhandledRejection', (error) => {
  log.error('unhandled-rejection', { error: String(error) });
  process.exit(1);
});

/** The server's hub on a real file, which can be killed. */
import {
  createSqliteDocumentStore,
  type DocumentOperations,
  documentOperations,
  documentTables,
} from '@copydesk/shared/node';
import { createHub, type DocumentName, type Hub } from '@copydesk/shared/sync';
import { silent } from '../../../apps/desktop/src/replica/testing/window.ts';
import { EPOCH, LIMITS, stateOf } from './desktop.ts';
import { type InProcessStore, openInProcess } from './local-store.ts';

export class Server {
  readonly #file: string;
  readonly #documents: readonly DocumentName[];
  #store: InProcessStore<DocumentOperations>;
  hub: Hub;

  constructor(file: string, documents: readonly DocumentName[]) {
    this.#file = file;
    this.#documents = documents;
    this.#store = this.#openStore();
    this.hub = this.#openHub();
  }

  #openStore() {
    return openInProcess(this.#file, documentOperations(), [documentTables]);
  }

  #openHub(): Hub {
    return createHub({
      store: createSqliteDocumentStore(this.#store),
      policy: { access: () => ({ level: 'write', reason: '' }) },
      log: silent,
      mode: 'server',
      limits: { ...LIMITS, compactAfterRows: 60 },
    });
  }

  async create(document: DocumentName, seed: Uint8Array | null): Promise<void> {
    const first = seed === null ? null : { update: seed, userId: '', origin: 'upstream' as const };
    await this.#store.call('createDocument', document, EPOCH, first);
  }

  async crash(): Promise<void> {
    const { hub } = this;
    this.#store.crash();
    this.#store = this.#openStore();
    this.hub = this.#openHub();
    await hub.drain();
  }

  async state(): Promise<string> {
    const parts: string[] = [];
    for (const document of this.#documents)
      parts.push(await this.hub.exclusive(document, async (turn) => stateOf(turn.doc)));
    return parts.join(' ');
  }

  async stop(): Promise<void> {
    await this.hub.drain();
    await this.#store.close();
  }
}

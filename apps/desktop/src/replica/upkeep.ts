/** What this computer's copies need when the line comes, brings news, or goes: in that order, and of each in its own. */
import type { Change, Client, LineState } from '@copydesk/shared/api';
import type { Log } from '@copydesk/shared/sync';
import type { Aids } from './aids/aids.ts';
import { bringBack } from './bring-back.ts';
import type { Catalogue } from './catalogue.ts';
import type { EvidenceKeeper } from './evidence.ts';
import type { Follower } from './follower.ts';
import type { HeldChanges } from './held.ts';
import type { LocalDocuments } from './local-documents.ts';
import type { Standing } from './standing.ts';
import type { Links } from './upstream/links.ts';

export interface Upkeep {
  /** Fetches what the change feed builds on; gives the place in it to go on from. Rejects as its client does. */
  prepare(signal: AbortSignal): Promise<number>;
  /** The server told of a change. */
  heard(change: Change): void;
  /** The line came, or went. */
  lineIs(state: LineState): void;
}

export interface UpkeepOptions {
  readonly client: Client;
  readonly standing: Standing;
  readonly catalogue: Catalogue;
  readonly documents: LocalDocuments;
  readonly follower: Follower;
  readonly evidence: EvidenceKeeper;
  readonly aids: Aids;
  readonly links: Links;
  readonly held: HeldChanges;
  readonly log: Log;
  /** Takes work that nobody waits for. */
  readonly own: (work: Promise<unknown>) => void;
}

export function createUpkeep(options: UpkeepOptions): Upkeep {
  const { client, standing, catalogue, documents, follower, evidence, aids, links, held, log, own } = options;

  return {
    async prepare(signal) {
      await standing.refreshNewsroom();
      await standing.refreshDesks();
      signal.throwIfAborted();
      await catalogue.sendUnsent();
      signal.throwIfAborted();
      // Before the list is fetched, which lacks what the server has lost.
      await bringBack({ client, standing, catalogue, documents, log });
      signal.throwIfAborted();
      return catalogue.refreshAll();
    },
    heard(change) {
      catalogue.apply(change);
      follower.apply(change);
      evidence.apply(change);
      own(aids.apply(change));
      if (change.kind === 'article' || change.kind === 'edition') own(catalogue.refresh(change.articleId));
      if (change.kind === 'people') own(standing.refreshDesks());
    },
    lineIs(state) {
      if (state.state === 'online') {
        links.start();
        follower.online();
        evidence.online();
        own(aids.online());
        own(held.report());
      } else if (state.state === 'signed-out' || (state.state === 'offline' && state.byChoice)) {
        links.stop();
      }
    },
  };
}

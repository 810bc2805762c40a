/**
 * Who works on this computer and whether they still do, and what the newsroom says of itself and its desks: kept, so
 * that it is known without the line.
 */
import { type Client, Newsroom, User } from '@copydesk/shared/api';
import { Instant } from '@copydesk/shared/article';
import type { Log } from '@copydesk/shared/sync';
import * as z from 'zod';
import { keptAnswer, openKept } from './kept.ts';
import type { ReplicaStore } from './storage/store.ts';

export interface Standing {
  /** Whose computer this is, also when they have signed out; null: nobody signed in yet. */
  user(): User | null;
  newsroom(): Newsroom | null;
  /** The person signed out by choice: no window works as them, though text of theirs may still be here. */
  hasLeft(): boolean;
  /** False once nobody works here any more, by choice or because the server ended the session. */
  isAtWork(): boolean;
  /** Whether a desk's stories may stay; true for one that is not known. */
  isKeptOffline(desk: string): boolean;
  /** Since when the person has been offline by choice, or null. */
  offlineSince(): string | null;
  /** Somebody has a session, a new one or still. */
  signedIn(person: User): Promise<void>;
  /** By choice. */
  signedOut(): Promise<void>;
  /** The server, or the person, ended the session. */
  ended(): Promise<void>;
  /** *Try offline*: outlives a restart, so that who chose to be offline is until they choose otherwise. */
  chooseOffline(offline: boolean): Promise<void>;
  /** Asks the server. Rejects as its client does. */
  refreshNewsroom(): Promise<void>;
  /** Asks the server. Rejects as its client does. */
  refreshDesks(): Promise<void>;
}

export interface StandingOptions {
  readonly store: ReplicaStore;
  readonly client: Client;
  readonly log: Log;
  /** What may stay on this computer may be another now. */
  readonly onCare: () => void;
  readonly onNewsroom: () => void;
}

/** Opens what was known at the last start. Throws `StoreError`. */
export async function openStanding({ store, client, log, onCare, onNewsroom }: StandingOptions): Promise<Standing> {
  const place = { store, log };
  const user = await openKept('user', User, place);
  const left = await openKept('left', z.boolean(), place);
  const over = await openKept('ended', z.boolean(), place);
  const offlineSince = await openKept('offline-since', Instant.nullable(), place);
  // As the window's own question for it is kept.
  const newsroom = await openKept(keptAnswer('newsroom', {}), Newsroom, place);
  const desks = await openKept('desks', z.array(z.string()), place);
  let notKept = new Set(desks.get());

  async function end(isOver: boolean): Promise<void> {
    if (isOver === (over.get() ?? false)) return;
    await over.put(isOver);
    onCare();
  }

  async function leave(isLeaving: boolean): Promise<void> {
    if (isLeaving !== (left.get() ?? false)) await left.put(isLeaving);
  }

  return {
    user: user.get,
    newsroom: newsroom.get,
    hasLeft: () => left.get() === true,
    isAtWork: () => left.get() !== true && over.get() !== true,
    isKeptOffline: (desk) => !notKept.has(desk),
    offlineSince: offlineSince.get,
    async signedIn(person) {
      const kept = user.put(person);
      await leave(false);
      await end(false);
      await kept;
    },
    signedOut: () => leave(true),
    ended: () => end(true),
    chooseOffline: (offline) => offlineSince.put(offline ? new Date().toISOString() : null),
    async refreshNewsroom() {
      const told = newsroom.put(await client.call('newsroom', {}));
      onNewsroom();
      await told;
    },
    async refreshDesks() {
      const { desks: all } = await client.call('people', {});
      const ids = all.filter(({ keptOffline }) => !keptOffline).map(({ id }) => id);
      notKept = new Set(ids);
      await desks.put(ids);
      onCare();
    },
  };
}

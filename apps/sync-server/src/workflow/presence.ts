/** Who is in an edition now, and who was last heard of when: so that a chief sees who is offline with it open. */
import type { Presence } from '@copydesk/shared/api';
import { documentName, type Hub, partsOf } from '@copydesk/shared/sync';
import type { Clock, EditionRef, Feed } from '../context.ts';
import type { ServerStore } from '../storage/client.ts';
import type { Registry } from '../storage/registry.ts';

/** Whoever was last heard of longer ago than this is not waited for any more. */
const REMEMBERED_MS = 7 * 86_400_000;

export interface PresenceBook {
  of(edition: EditionRef): Presence[];
  stop(): void;
}

interface PresenceOptions {
  readonly hub: Hub;
  readonly store: ServerStore;
  readonly registry: Registry;
  readonly feed: Feed;
  readonly clock: Clock;
  /** Keeping it failed; nobody waits for that. */
  readonly onError: (error: unknown) => void;
}

export function createPresenceBook({ hub, store, registry, feed, clock, onError }: PresenceOptions): PresenceBook {
  const here = new Map<string, Set<string>>();

  function of(ref: EditionRef): Presence[] {
    const now = clock.now();
    const present = hub.present(documentName(ref.articleId, ref.language));
    const ids = new Set(present.map(({ userId }) => userId));
    const since = new Date(now.getTime() - REMEMBERED_MS).toISOString();
    return [
      ...present.map(({ userId, name }) => ({ userId, name, here: true, at: now.toISOString() })),
      ...registry
        .seen(ref)
        .filter((row) => !ids.has(row.userId) && row.at > since)
        .map(({ userId, name, at }) => ({ userId, name, here: false, at })),
    ];
  }

  const off = hub.on('presence', (document, present) => {
    const { notes, ...ref } = partsOf(document);
    if (notes) return;
    const before = here.get(document) ?? new Set();
    const now = new Set(present.map(({ userId }) => userId));
    here.set(document, now);
    if (now.size === 0) here.delete(document);
    // Kept when someone comes, too: after a crash of the server they were last heard of then.
    const moved = [...new Set([...before, ...now])].filter((userId) => before.has(userId) !== now.has(userId));
    const rows = moved.flatMap((userId) => {
      const name = registry.user(userId)?.name;
      return name === undefined ? [] : [{ ...ref, userId, name, at: clock.now().toISOString() }];
    });
    for (const row of rows) registry.putSeen(row);
    if (rows.length > 0) store.call('putSeen', rows).catch(onError);
    feed.announce({ kind: 'presence', ...ref, presence: of(ref) });
  });

  return { of, stop: off };
}

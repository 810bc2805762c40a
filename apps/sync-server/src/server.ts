/** The server put together. */
import { join } from 'node:path';
import { createLog, createSqliteDocumentStore } from '@copydesk/shared/node';
import { createHub, DEFAULT_LIMITS, type Hub, type Limits, type Log } from '@copydesk/shared/sync';
import { auditDocuments } from './audit/documents.ts';
import { type RecoveryWatch, watchRecovery } from './backup/recovery.ts';
import type { ServerConfig } from './config.ts';
import { type Clock, COPYDESK, type ServerContext } from './context.ts';
import { newKey, removeControl, writeControl } from './control/control.ts';
import { seedDemo } from './demo/seed.ts';
import { createFeed } from './http/feed.ts';
import { createFront } from './http/front.ts';
import { createCrowd } from './net/crowd.ts';
import { createBusyness } from './observe/busyness.ts';
import { limitFloods } from './observe/flood.ts';
import { createMetrics } from './observe/metrics.ts';
import { createSessions } from './sessions/sessions.ts';
import { loadSecret } from './sessions/tokens.ts';
import { openStore, type ServerStore } from './storage/client.ts';
import { setCrashMark } from './storage/crash-mark.ts';
import { createHeads } from './storage/heads.ts';
import { createInspections } from './storage/inspections.ts';
import { lockDataFolder } from './storage/lock.ts';
import { createRegistry } from './storage/registry.ts';
import { createPolicy } from './sync/policy.ts';
import { serveSync } from './sync/upgrade.ts';
import { createWitness } from './sync/witness.ts';
import { createTranslation } from './translation/desk.ts';
import { createArticles } from './workflow/articles.ts';
import { createEditions } from './workflow/editions.ts';
import { createGrowth } from './workflow/growth.ts';
import { createOutbox } from './workflow/outbox.ts';
import { createPeople } from './workflow/people.ts';
import { createPresenceBook } from './workflow/presence.ts';
import { createReadings } from './workflow/readings.ts';
import { createWorkflow } from './workflow/transition.ts';

const EXPIRE_SESSIONS_MS = 3_600_000;

/** What tests may set. */
export interface ServerParts {
  readonly clock?: Clock;
  readonly log?: Log;
  readonly limits?: Partial<Limits>;
}

export interface RunningServer {
  /** `http://host:port` */
  readonly url: string;
  readonly context: ServerContext;
  /** Finishes what was taken, closes every connection with 4503, closes the store. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts the server on a data folder. Rejects with `FolderInUse`, `StoreError` (the data cannot be used) or the
 * listener's error (`EADDRINUSE`); then nothing is left running.
 */
export async function startServer(config: ServerConfig, parts: ServerParts = {}): Promise<RunningServer> {
  const clock = parts.clock ?? { now: () => new Date() };
  const log = limitFloods(parts.log ?? createLog('sync-server'));
  const limits = { ...DEFAULT_LIMITS, ...parts.limits };
  // Undone in reverse, at the end or when the start fails half-way.
  const endings: (() => Promise<void> | void)[] = [];
  let ended: Promise<void> | null = null;
  const stop = () => {
    ended ??= (async () => {
      for (const end of endings.toReversed()) await end();
    })();
    return ended;
  };
  try {
    endings.push(lockDataFolder(config.dataFolder));
    const mark = setCrashMark(config.dataFolder);
    const inspections = createInspections({
      dataFolder: config.dataFolder,
      clock,
      log,
      crashed: mark.crashed,
      everyHours: config.inspectEveryHours,
    });
    endings.push(() => mark.stopped(inspections.foundWhole()));
    const secret = await loadSecret(config.dataFolder);
    const store = await openStore(config.dataFolder);
    endings.push(() => store.close());
    endings.push(() => inspections.stop());
    const recovery = await watchRecovery({
      dataFolder: config.dataFolder,
      clock,
      log,
      onEnd: ({ backupAt, since, documents }) =>
        store.call('recordAct', {
          at: clock.now().toISOString(),
          actor: COPYDESK.userId,
          action: 'recovery-ended',
          subject: 'newsroom',
          articleId: null,
          facts: { backupAt, since, documents },
        }),
    });
    endings.push(() => recovery.stop());
    const { context, ending, onListening } = await assemble({
      config,
      clock,
      log,
      limits,
      store,
      secret,
      recovery,
    });
    endings.push(ending);

    const key = newKey();
    const front = createFront(async () => (await import('./http/app.ts')).createApp(context, key), log);
    context.crowd.guard(front.http);
    const sync = serveSync(front.http, { ...context, limits });
    endings.push(async () => {
      // The listener ends with its last connection, so those of documents have to go first.
      const closed = front.close();
      await context.translation.stop();
      await context.hub.drain();
      sync.stop();
      await closed;
    });
    if (config.demo) await seedDemo(context);
    const url = await front.listen(config);
    await writeControl(config.dataFolder, { url, key });
    endings.push(() => removeControl(config.dataFolder));
    onListening();
    inspections.start().catch((error: unknown) => log.error('inspection-failed', { error: String(error) }));
    return { url, context, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Foundation {
  readonly config: ServerConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Limits;
  readonly store: ServerStore;
  readonly secret: Uint8Array;
  readonly recovery: Pick<RecoveryWatch, 'until' | 'covers'>;
}

async function assemble({ config, clock, log, limits, store, secret, recovery }: Foundation) {
  const recoveringUntil = recovery.until;
  const metrics = createMetrics();
  const crowd = createCrowd(config.crowd, new Set(config.proxies), metrics.turnedAway);
  // In this order, at one moment.
  const [, snapshot, documentHeads, lastChange] = await Promise.all([
    store.call('noteUntold'),
    store.call('snapshot'),
    store.call('documentHeads'),
    store.call('lastChange'),
  ]);
  // A full disk keeps no server from serving what can be read.
  const presenceAfter = await store
    .call('beginPresence', performance.timeOrigin + performance.now())
    .catch((error: unknown) => {
      log.warn('presence-clock-unkept', { error: String(error) });
      return 0;
    });
  const registry = createRegistry(snapshot);
  const heads = createHeads(documentHeads);
  const feed = createFeed(store, log, lastChange);
  const failed = (what: string) => (error: unknown) => log.error(what, { error: String(error) });

  const hub: Hub = createHub({
    store: metrics.watchStore(createSqliteDocumentStore(store)),
    policy: createPolicy(registry),
    log,
    limits,
    mode: 'server',
    presenceAfter,
    recovering: recovery.covers,
    busyness: createBusyness(),
    witness: createWitness(clock, (document, by) => growth.wrote(document, by)),
  });
  const readings = createReadings({ hub, store, registry, heads, onChange: feed.wake });
  const presence = createPresenceBook({ hub, store, registry, feed, clock, onError: failed('presence-unkept') });
  const growth = createGrowth({ hub, store, registry, heads, readings, feed, clock, onError: failed('growth-unkept') });
  metrics.watchHub(hub);
  const unwatched = createSessions({ store, registry, hub, clock, secret });
  const sessions = { ...unwatched, signIn: metrics.watchSignIn(unwatched.signIn) };
  const editions = createEditions({ store, registry, feed, clock, readings, presence });
  const translation = createTranslation({
    config,
    hub,
    clock,
    log,
    registry,
    editions,
    store,
    feed,
    isRecovering: recovery.covers,
  });
  const articles = createArticles({ recoveringUntil, store, registry, hub, feed, clock, editions, translation });
  const people = createPeople({ store, registry, hub, feed, sessions, clock });
  const outbox = createOutbox({
    store,
    editions,
    clock,
    log,
    publish: async (row) => {
      const { publish } = await import('./publication/publish.ts');
      await publish(row, join(config.dataFolder, 'published'));
    },
  });
  const workflow = createWorkflow({ store, registry, hub, feed, clock, editions, readings, onOutbox: outbox.wake });

  const audit = auditDocuments({ hub, store, clock, log });
  const expiring = setInterval(() => {
    sessions.expire().catch(failed('sessions-unexpired'));
  }, EXPIRE_SESSIONS_MS);

  const context: ServerContext = {
    recoveringUntil,
    isRecovering: recovery.covers,
    config,
    log,
    clock,
    store,
    hub,
    registry,
    sessions,
    people,
    feed,
    articles,
    editions,
    workflow,
    translation,
    metrics,
    crowd,
  };
  return {
    context,
    onListening() {
      outbox.wake();
      translation.resume().catch(failed('drafting-unresumed'));
    },
    async ending() {
      clearInterval(expiring);
      metrics.stop();
      await audit.stop();
      presence.stop();
      await growth.stop();
      await outbox.stop();
      await feed.stop();
    },
  };
}

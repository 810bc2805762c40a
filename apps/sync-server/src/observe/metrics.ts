/** What `/metrics` tells, in Prometheus' text format. Everything is counted at the ports, outside the hub. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { DocumentStore, Hub } from '@copydesk/shared/sync';
import { StoreError } from '@copydesk/shared/sync';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { HttpProblem } from '../problem.ts';

/** Counted frame by frame, so plain numbers; read when somebody asks. */
export interface Traffic {
  framesIn: number;
  bytesIn: number;
  framesOut: number;
  bytesOut: number;
}

export interface Metrics {
  readonly traffic: Traffic;
  /** The same store; what it commits is counted, and how long that takes. */
  watchStore(store: DocumentStore): DocumentStore;
  /** Whether text could not be committed a moment ago, and none was since. */
  commitsFail(): boolean;
  watchHub(hub: Pick<Hub, 'load' | 'on'>): void;
  /** The same sign-in; how it ends is counted. */
  watchSignIn<I, O>(signIn: (input: I) => Promise<O>): (input: I) => Promise<O>;
  /** The server ended a connection with this code. */
  closed(code: number): void;
  /** A connection was turned away because there are too many. */
  turnedAway(why: string): void;
  /** All of it as text, and its content type. */
  read(): Promise<{ readonly type: string; readonly text: string }>;
  stop(): void;
}

/** From the fastest disk to the one that keeps people waiting. */
const COMMIT_SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
const NANOSECONDS = 1e9;
/** Who was closed because of a failed commit comes back and tries again well within this. */
const FAILED_MS = 15_000;

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const traffic: Traffic = { framesIn: 0, bytesIn: 0, framesOut: 0, bytesOut: 0 };
  let failedAt = -Infinity;
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();

  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `copydesk_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  /** A counter that is kept elsewhere. */
  const total = (name: string, help: string, read: () => number) =>
    new Counter({
      name: `copydesk_${name}`,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });

  total('frames_in_total', 'Frames that clients sent.', () => traffic.framesIn);
  total('frames_in_bytes_total', 'Bytes of frames that clients sent.', () => traffic.bytesIn);
  total('frames_out_total', 'Frames sent to clients.', () => traffic.framesOut);
  total('frames_out_bytes_total', 'Bytes of frames sent to clients.', () => traffic.bytesOut);
  const updates = counter(
    'updates_committed_total',
    'Updates that are in the log: what one person typed within one commit may be one.',
  );
  const commits = new Histogram({
    name: 'copydesk_commit_seconds',
    help: 'From handing rows to the store until they are on the disk.',
    buckets: COMMIT_SECONDS,
    registers,
  });
  const failures = counter('commit_failures_total', 'Commits that failed, by kind.', ['kind']);
  const refused = counter('writes_refused_total', 'Writes that were not taken, by reason.', ['code']);
  const closes = counter('connections_closed_total', 'Connections that the server ended, by close code.', ['code']);
  const away = counter('connections_turned_away_total', 'Connections beyond a limit, by the limit.', ['limit']);
  const signIns = counter('sign_ins_total', 'Sign-ins, by outcome.', ['outcome']);

  gauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
  gauge('nodejs_heap_size_used_bytes', 'Used heap.', () => process.memoryUsage().heapUsed);
  gauge('nodejs_external_memory_bytes', 'Buffers outside the heap.', () => process.memoryUsage().external);
  gauge('nodejs_eventloop_lag_p99_seconds', 'Since it was last read.', () => delay.percentile(99) / NANOSECONDS);
  gauge('nodejs_eventloop_lag_max_seconds', 'Since it was last read.', () => delay.max / NANOSECONDS);
  gauge(
    'nodejs_active_resources',
    'Timers, sockets and requests that are open.',
    () => process.getActiveResourcesInfo().length,
  );

  return {
    traffic,

    watchStore: (store) => ({
      load: (document) => store.load(document),
      compact: (document) => store.compact(document),
      async append(document, rows) {
        const done = commits.startTimer();
        try {
          const head = await store.append(document, rows);
          updates.inc(rows.length);
          failedAt = -Infinity;
          return head;
        } catch (error) {
          failedAt = performance.now();
          failures.inc({ kind: error instanceof StoreError ? error.kind : 'error' });
          throw error;
        } finally {
          done();
        }
      },
    }),

    commitsFail: () => performance.now() - failedAt < FAILED_MS,

    watchHub(hub) {
      gauge('copydesk_rooms', 'Documents in memory.', () => hub.load().rooms);
      gauge('copydesk_peers', 'Connections to documents.', () => hub.load().peers);
      gauge('copydesk_queue_items', 'Frames, joins and turns that wait for their document.', () => hub.load().queued);
      gauge('copydesk_queue_bytes', 'Bytes of the frames that wait.', () => hub.load().queuedBytes);
      hub.on('refused', (_document, _by, code) => refused.inc({ code }));
    },

    watchSignIn: (signIn) => async (input) => {
      try {
        const answer = await signIn(input);
        signIns.inc({ outcome: 'signed-in' });
        return answer;
      } catch (error) {
        const limited = error instanceof HttpProblem && error.problem.status === 429;
        signIns.inc({ outcome: limited ? 'limited' : 'failed' });
        throw error;
      }
    },

    closed: (code) => closes.inc({ code }),
    turnedAway: (limit) => away.inc({ limit }),

    async read() {
      const text = await registry.metrics();
      delay.reset();
      return { type: registry.contentType, text };
    },
    stop: () => void delay.disable(),
  };
}

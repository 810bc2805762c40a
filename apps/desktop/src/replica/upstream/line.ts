/** The line to the server as the person sees it: kept open by the change feed, cut by choice with `setOffline`. */
import { type Change, type LineState, ProblemError } from '@copydesk/shared/api';
import type { Log } from '@copydesk/shared/sync';
import type { Session } from '../session.ts';
import { FeedUnauthorized, readFeed } from './feed.ts';
import { retryDelay } from './retry.ts';

export interface Line {
  state(): LineState;
  start(): void;
  setOffline(offline: boolean): void;
  /** The session changed, or it is worth trying again now instead of at the end of the wait. */
  nudge(): void;
  stop(): Promise<void>;
}

export interface LineOptions {
  readonly server: string;
  readonly session: Session;
  readonly log: Log;
  /** Since when the person has been offline by choice; null if they are not. */
  readonly offlineSince: string | null;
  /** Fetches what the feed builds on and gives the place in the feed to go on from. Rejects when it cannot, or the signal ends it. */
  readonly prepare: (signal: AbortSignal) => Promise<number>;
  readonly onState: (state: LineState) => void;
  readonly onChange: (change: Change) => void;
}

/** The server did not take the token: it ended the session meanwhile, perhaps while this computer was offline. */
function isUnauthorized(error: unknown): boolean {
  return error instanceof FeedUnauthorized || (error instanceof ProblemError && error.problem.status === 401);
}

export function createLine(options: LineOptions): Line {
  const { session, log } = options;
  const { offlineSince } = options;
  let byChoice = offlineSince !== null;
  let state: LineState =
    offlineSince === null ? { state: 'connecting' } : { state: 'offline', since: offlineSince, byChoice };
  let stopped = false;
  let cut = new AbortController();
  let wake: () => void = () => {};
  let running: Promise<void> = Promise.resolve();

  function become(next: LineState): void {
    if (state.state === 'offline' && next.state === 'offline' && state.byChoice === next.byChoice) return;
    if (state.state === next.state && next.state !== 'offline' && next.state !== 'signed-out') return;
    state = next;
    options.onState(state);
  }

  function offline(): void {
    become({ state: 'offline', since: new Date().toISOString(), byChoice });
  }

  /** The line is down: because nobody is signed in any more, or for want of a server. */
  function lost(): void {
    const signedIn = session.state();
    if (signedIn.state === 'signed-out') become({ state: 'signed-out', reason: signedIn.reason });
    else offline();
  }

  async function once(): Promise<void> {
    // Taken first: who chooses to be offline during any of the waits stays offline.
    const { signal } = cut;
    const token = await session.token();
    if (token === null || signal.aborted) return;
    try {
      const since = await options.prepare(signal);
      if (signal.aborted) return;
      await readFeed({
        server: options.server,
        token,
        since,
        signal,
        log,
        onOpen: () => {
          if (!signal.aborted) become({ state: 'online' });
        },
        onChange: options.onChange,
      });
    } catch (error) {
      if (isUnauthorized(error)) session.rejected(token);
      throw error;
    }
  }

  function hangUp(): void {
    cut.abort();
    cut = new AbortController();
  }

  async function run(): Promise<void> {
    let attempt = 0;
    while (!stopped) {
      if (!byChoice) {
        try {
          await once();
        } catch (error) {
          log.info('line-down', { error: String(error) });
        }
        if (state.state === 'online') attempt = 0;
        if (!stopped && !byChoice) lost();
      }
      if (stopped) return;
      const held = byChoice || state.state === 'signed-out';
      await pause(held ? null : retryDelay(attempt));
      attempt += 1;
    }
  }

  /** Waits for `ms`, or for ever if null, or until woken. */
  function pause(ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? null : setTimeout(resolve, ms);
      wake = () => {
        if (timer) clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    state: () => state,
    start() {
      running = run();
      running.catch((error: unknown) => log.error('line-ended', { error: String(error) }));
    },
    setOffline(wanted) {
      if (byChoice === wanted) return;
      byChoice = wanted;
      if (wanted) {
        hangUp();
        offline();
      } else {
        become({ state: 'connecting' });
      }
      wake();
    },
    nudge() {
      if (byChoice) return;
      if (state.state === 'signed-out' && session.state().state === 'signed-in') become({ state: 'connecting' });
      if (session.state().state === 'signed-out') hangUp();
      if (state.state !== 'online') wake();
    },
    async stop() {
      stopped = true;
      cut.abort();
      wake();
      await running;
    },
  };
}

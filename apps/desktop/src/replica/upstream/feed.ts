/** The server's change feed (Server-Sent Events), read until it ends. */
import { API_PREFIX, Change, NetworkError } from '@copydesk/shared/api';
import type { Log } from '@copydesk/shared/sync';
import { createParser } from 'eventsource-parser';

/** The server sends at least a comment every 15 s; silence for longer than two of those means the line is dead. */
const SILENCE_MS = 35_000;

export interface FeedOptions {
  readonly server: string;
  readonly token: string;
  readonly since: number;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly onOpen: () => void;
  readonly onChange: (change: Change) => void;
}

/** The server did not take the token. */
export class FeedUnauthorized extends Error {
  override readonly name = 'FeedUnauthorized';
}

/** Resolves when the server ends the feed; rejects with `FeedUnauthorized` or `NetworkError`. */
export async function readFeed(options: FeedOptions): Promise<void> {
  const silence = new AbortController();
  const watchdog = setTimeout(() => silence.abort(), SILENCE_MS);
  const parser = createParser({
    onEvent({ data }) {
      const change = parseChange(data);
      if (change) options.onChange(change);
      else options.log.warn('feed-row-unknown');
    },
  });
  try {
    const response = await fetch(`${options.server}${API_PREFIX}/changes?since=${options.since}`, {
      headers: { authorization: `Bearer ${options.token}`, accept: 'text/event-stream' },
      signal: AbortSignal.any([options.signal, silence.signal]),
    });
    if (response.status === 401) throw new FeedUnauthorized('The server did not take the token.');
    if (!response.ok || !response.body) throw new NetworkError(`The change feed answered ${response.status}.`);
    options.onOpen();
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      watchdog.refresh();
      parser.feed(text);
    }
  } catch (error) {
    if (error instanceof FeedUnauthorized || error instanceof NetworkError) throw error;
    throw new NetworkError('The line to the server is down.', { cause: error });
  } finally {
    clearTimeout(watchdog);
  }
}

function parseChange(data: string): Change | null {
  try {
    return Change.parse(JSON.parse(data));
  } catch {
    // A newer server's kind of change: the next full list brings what it meant.
    return null;
  }
}

/** A signed-in demo person, speaking REST. */
import { type Article, createClient, fetchTransport } from '@copydesk/shared/api';

export type DemoKey = 'editor' | 'editor2' | 'translator' | 'chief';

export type Client = ReturnType<typeof createClient>;

export interface SignedIn {
  readonly client: Client;
  readonly accessToken: string;
  /** For a WebSocket to `/sync`. */
  readonly protocols: string[];
}

/** Signs a demo person in at a server with the demo newsroom. */
export async function signIn(server: string, key: DemoKey): Promise<SignedIn> {
  const anonymous = createClient(fetchTransport({ baseUrl: server, token: () => null }));
  const session = await anonymous.call('createSession', {
    params: {},
    query: {},
    body: { email: `${key}@copydesk.test`, password: 'copydesk-demo' },
  });
  const client = createClient(fetchTransport({ baseUrl: server, token: () => session.accessToken }));
  return {
    client,
    accessToken: session.accessToken,
    protocols: ['copydesk.1', `bearer.${session.accessToken}`],
  };
}

/** A new, empty English story. */
export function newStory(client: Client): Promise<Article> {
  return client.call('createArticle', { params: {}, query: {}, body: { language: 'en' } });
}

/** The sync address of a server's REST address. */
export function syncUrl(server: string): string {
  return `${server.replace(/^http/, 'ws')}/sync`;
}

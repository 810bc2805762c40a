/** What somebody may do changes while they have documents open: their sockets are closed or told, within a second. */
import { type DocumentName, documentName, encodeUpdate } from '@copydesk/shared/sync';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { EditionRef } from '../../apps/sync-server/src/context.ts';
import {
  problemOf,
  type Staff,
  startNewsroom,
  type TestNewsroom,
} from '../../apps/sync-server/src/testing/newsroom.ts';
import { RawPeer } from '../support/raw-peer.ts';

/** The promise is one second; a busy machine gets ten. */
const MOST_MS = 10_000;

interface Scene {
  readonly newsroom: TestNewsroom;
  readonly chief: Staff;
  /** Whose rights change: may write the source, and everybody's notes. */
  readonly person: Staff;
  readonly story: EditionRef;
}

type Document = 'source' | 'translation' | 'notes';
/** A close code, or the level that the socket stays open with. */
type Outcome = number | 'read' | 'write';

const GONE = { source: 4401, translation: 4401, notes: 4401 } as const;
const UNKNOWN = { source: 4404, translation: 4404, notes: 4404 } as const;
const READS = { source: 'read', translation: 'read', notes: 'write' } as const;

/** What happens, and what becomes of each document that is open. */
const CAUSES: Record<
  string,
  { readonly happens: (scene: Scene) => Promise<unknown>; readonly outcomes: Record<Document, Outcome> }
> = {
  'a role is taken away': {
    happens: ({ newsroom, person }) => change(newsroom, person, { roles: ['reader'] }),
    outcomes: READS,
  },
  'the role becomes another': {
    happens: ({ newsroom, person }) => change(newsroom, person, { roles: ['translator'] }),
    outcomes: { source: 'read', translation: 'write', notes: 'write' },
  },
  'all roles are taken away': {
    happens: ({ newsroom, person }) => change(newsroom, person, { roles: [] }),
    outcomes: UNKNOWN,
  },
  'the person leaves the desk': {
    happens: ({ newsroom, person }) => change(newsroom, person, { desks: ['sport'] }),
    outcomes: UNKNOWN,
  },
  'the story goes to another desk': {
    happens: async ({ newsroom, chief, story }) => {
      await change(newsroom, chief, { desks: ['world', 'sport'] });
      await chief.client.call('updateArticle', { params: { id: story.articleId }, body: { desk: 'sport' } });
    },
    outcomes: UNKNOWN,
  },
  'the account is closed': {
    happens: ({ newsroom, person }) => change(newsroom, person, { disabled: true }),
    outcomes: GONE,
  },
  'the person signs out': {
    happens: ({ person }) => person.client.call('deleteSession', {}),
    outcomes: GONE,
  },
  'the session is ended for them': {
    happens: ({ newsroom, person }) => {
      const { sessions, registry } = newsroom.server.context;
      const [session] = registry.sessionsOf(person.user.id);
      return sessions.end(session?.id ?? '', 'test', 'a lost laptop');
    },
    outcomes: GONE,
  },
  'a stolen refresh token is used twice': {
    happens: async ({ person }) => {
      const stolen = person.tokens.refreshToken;
      person.tokens = await person.client.call('refreshSession', { body: { refreshToken: stolen } });
      person.tokens = await person.client.call('refreshSession', {
        body: { refreshToken: person.tokens.refreshToken },
      });
      await problemOf(person.client.call('refreshSession', { body: { refreshToken: stolen } }));
    },
    outcomes: GONE,
  },
  'the text is submitted': {
    happens: ({ chief, story }) => chief.transition(story, 'submit'),
    outcomes: READS,
  },
  'the story is spiked': {
    happens: ({ chief, story }) => chief.transition(story, 'spike'),
    outcomes: READS,
  },
};

function change(
  newsroom: TestNewsroom,
  { user }: Staff,
  to: { roles?: Staff['user']['roles']; desks?: readonly string[]; disabled?: boolean },
) {
  const { roles, desks } = user;
  return newsroom.server.context.people.change('test', user.id, { roles, desks, disabled: false, ...to });
}

/** One keystroke, as the frame that carries it. */
function keystroke(peer: RawPeer): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(peer.doc));
  copy.getMap('fields').set('late', 'too late');
  const update = Y.encodeStateAsUpdate(copy, Y.encodeStateVector(peer.doc));
  copy.destroy();
  return encodeUpdate(update);
}

describe('rights change while documents are open', () => {
  it.each(Object.keys(CAUSES))('[F5] %s: sockets are closed or told at once, and take nothing more', async (cause) => {
    const { happens, outcomes } = CAUSES[cause] ?? { happens: async () => {}, outcomes: GONE };
    const newsroom = await startNewsroom();
    const { store } = newsroom.server.context;
    const [chief, person] = [await newsroom.as('chief'), await newsroom.as('editor')];
    const story = await chief.write('Harbour bridge closes', 'The city closed the bridge.');
    await chief.client.call('createEdition', {
      params: { id: story.articleId },
      body: { language: 'es', engine: null },
    });
    const documents: Record<Document, DocumentName> = {
      source: documentName(story.articleId, 'en'),
      translation: documentName(story.articleId, 'es'),
      notes: documentName(story.articleId, 'en', true),
    };
    const open = new Map<Document, RawPeer>();
    for (const document of ['source', 'translation', 'notes'] as const) {
      const peer = await RawPeer.open(newsroom.url, documents[document], person.tokens.accessToken);
      await peer.sync();
      open.set(document, peer);
    }
    const heads = async () => Promise.all(Object.values(documents).map((name) => store.call('documentHead', name)));
    const before = await heads();

    await happens({ newsroom, chief, person, story });
    const since = performance.now();
    for (const [document, peer] of open) {
      const outcome = outcomes[document];
      await peer.until(() => (typeof outcome === 'number' ? peer.ended !== null : peer.level === outcome));
      expect(peer.ended, document).toBe(typeof outcome === 'number' ? outcome : null);
    }
    const took = performance.now() - since;
    expect(took).toBeLessThan(MOST_MS);
    console.info(`[F5] ${cause}: all sockets knew after ${took.toFixed(1)} ms`);

    for (const [document, peer] of open) {
      if (outcomes[document] === 'write') continue;
      peer.send(keystroke(peer));
      if (outcomes[document] === 'read') expect(await peer.outcome(), document).toBe('refused read-only');
    }
    expect(await heads()).toEqual(before);
    await Promise.all([...open.values()].map((peer) => peer.close()));
  });
});

/**
 * Every role, document, state, kind of message and encoding over raw sockets: who may write, writes; everything else
 * is refused whole and leaves no trace in the text. Who may write is said here once more, apart from the product.
 */
import { join } from 'node:path';
import { readEdition } from '@copydesk/editor/schema';
import { type Action, textBlocks } from '@copydesk/shared/article';
import { type DocumentName, documentName, encodeStep1, encodeStep2, encodeUpdate } from '@copydesk/shared/sync';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { EditionRef } from '../../apps/sync-server/src/context.ts';
import { type Staff, startNewsroom, type TestNewsroom } from '../../apps/sync-server/src/testing/newsroom.ts';
import { RawPeer } from '../support/raw-peer.ts';
import { leftOut } from '../support/soak.ts';

const INSIDERS = ['editor', 'translator', 'chief', 'reader'] as const;
type Insider = (typeof INSIDERS)[number];
const KINDS = ['source', 'translation', 'notes'] as const;
type Kind = (typeof KINDS)[number];
/** Every work state with every public state that it can have. */
const STANDINGS = [
  ...(['never', 'live', 'withheld', 'killed'] as const).flatMap((visibility) =>
    (['drafting', 'submitted', 'approved'] as const).map((work) => ({ work, public: visibility })),
  ),
  ...(['live', 'withheld', 'killed'] as const).map((visibility) => ({ work: 'closed', public: visibility }) as const),
  { work: 'spiked', public: 'never' } as const,
];
type Standing = (typeof STANDINGS)[number];
const MESSAGES = ['Step2', 'update', 'deletion', 'foreign client'] as const;
type Message = (typeof MESSAGES)[number];

/** Each wraps the bytes of one honest frame. A string is sent as a text frame. */
const ENCODINGS: Record<string, (frame: Uint8Array) => Uint8Array | string> = {
  canonical: (frame) => frame,
  'type not in its shortest form': (frame) => Uint8Array.of(0x80 | (frame[0] ?? 0), 0, ...frame.subarray(1)),
  'kind not in its shortest form': (frame) =>
    Uint8Array.of(frame[0] ?? 0, 0x80 | (frame[1] ?? 0), 0, ...frame.subarray(2)),
  'a byte after its end': (frame) => Uint8Array.of(...frame, 0),
  'behind a harmless message': (frame) => Uint8Array.of(...encodeStep1(Uint8Array.of(0)), ...frame),
  'in front of a harmless message': (frame) => Uint8Array.of(...frame, ...encodeStep1(Uint8Array.of(0))),
  'text frame': (frame) => String.fromCharCode(...frame),
};

/** Where a text was published before, its bytes are looked at as everywhere else: a few encodings will do. */
function encodingsFor({ public: visibility }: Standing): [string, (frame: Uint8Array) => Uint8Array | string][] {
  const all = Object.entries(ENCODINGS);
  return visibility === 'never' ? all : all.filter(([name]) => name === 'canonical' || name === 'text frame');
}

/** Who may write what: the design's table. Being live, withheld or killed changes nothing in what is worked on. */
function mayWrite(role: Insider, kind: Kind, { work }: Standing): boolean {
  if (kind === 'notes') return true;
  if (work === 'submitted') return role === 'chief';
  if (work !== 'drafting') return false;
  return role === 'chief' || role === (kind === 'source' ? 'editor' : 'translator');
}

/** What the matrix is run on: a text in one state, with its notes, and who is there. */
interface Scene {
  readonly newsroom: TestNewsroom;
  readonly staff: Record<Insider | 'outsider', Staff>;
  readonly edition: Record<Kind, EditionRef>;
  readonly document: Record<Kind, DocumentName>;
  /** Two client ids of each document, of different people. */
  readonly owned: Record<Kind, readonly { readonly userId: string; readonly client: number }[]>;
}

/** How a new text gets there. */
function actsTo({ work, public: visibility }: Standing): Action[] {
  const published: Record<Standing['public'], readonly Action[]> = {
    never: [],
    live: ['submit', 'approve', 'publish'],
    withheld: ['submit', 'approve', 'publish', 'withhold'],
    killed: ['submit', 'approve', 'publish', 'kill'],
  };
  const worked: Record<Standing['work'], readonly Action[]> = {
    drafting: [],
    submitted: ['submit'],
    approved: ['submit', 'approve'],
    closed: [],
    spiked: ['spike'],
  };
  const again: Action[] =
    visibility === 'never' || work === 'closed' ? [] : [visibility === 'killed' ? 'reopen' : 'revise'];
  return [...published[visibility], ...again, ...worked[work]];
}

/** The map that edits go to: part of the seal in texts. */
const mapOf = (doc: Y.Doc, kind: Kind) => doc.getMap<string>(kind === 'notes' ? 'notes' : 'fields');

async function setScene(standing: Standing): Promise<Scene> {
  const newsroom = await startNewsroom();
  const staff = {
    editor: await newsroom.as('editor'),
    translator: await newsroom.as('translator'),
    chief: await newsroom.as('chief'),
    reader: await newsroom.as('reader'),
    outsider: await newsroom.as('outsider'),
  };
  const { editor, translator, chief, reader } = staff;
  const source = await editor.write('Harbour bridge closes', 'The city closed the bridge.');
  await chief.client.call('createEdition', {
    params: { id: source.articleId },
    body: { language: 'es', engine: null },
  });
  const translation = { ...source, language: 'es' };
  const edition = { source, translation, notes: source };
  const document = {
    source: documentName(source.articleId, 'en'),
    translation: documentName(source.articleId, 'es'),
    notes: documentName(source.articleId, 'en', true),
  };
  const writers = { source: [editor, chief], translation: [translator, chief], notes: [reader, chief] };
  const owned: Record<Kind, { userId: string; client: number }[]> = { source: [], translation: [], notes: [] };
  for (const kind of KINDS) {
    for (const [i, writer] of writers[kind].entries()) {
      const window = await writer.open(edition[kind], { notes: kind === 'notes' });
      if (kind === 'translation' && i === 0)
        for (const { attrs } of textBlocks(readEdition(window.doc).content))
          window.setText(attrs.id, 'La ciudad lo cerró.');
      // Something to delete, more than the matrix can use up.
      for (let n = 0; n < 30; n++) mapOf(window.doc, kind).set(`word ${i}.${n}`, 'a word');
      const { hub } = newsroom.server.context;
      const client = window.doc.clientID;
      const written = Y.getState(window.doc.store, client);
      await expect
        .poll(() => hub.exclusive(document[kind], async ({ doc }) => Y.getState(doc.store, client)))
        .toBe(written);
      owned[kind].push({ userId: writer.user.id, client });
      window.close();
    }
  }
  for (const ref of [source, translation]) {
    for (const action of actsTo(standing)) {
      const { seal } = await chief.edition(ref);
      await chief.transition(ref, action, { seal, override: 'for the test', note: 'for the test', kind: 'update' });
    }
    expect(await chief.edition(ref)).toMatchObject({ state: standing.work, public: standing.public });
  }
  return { newsroom, staff, edition, document, owned };
}

let serial = 0;

/** One edit of a copy of `doc`, as the frame that carries it. */
function frameOf(doc: Y.Doc, kind: Kind, message: Message, foreign: number): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  let update = new Uint8Array();
  copy.on('update', (made: Uint8Array) => {
    update = Uint8Array.from(made);
  });
  if (message === 'foreign client') copy.clientID = foreign;
  const map = mapOf(copy, kind);
  if (message === 'deletion') map.delete([...map.keys()].find((key) => key.startsWith('word')) ?? '');
  else map.set('tried', `${message} ${serial++}`);
  copy.destroy();
  expect(update.length, 'an edit').toBeGreaterThan(0);
  return message === 'Step2' ? encodeStep2(update) : encodeUpdate(update);
}

describe.skipIf(leftOut('F5'))('writes over raw sockets', () => {
  it.each(STANDINGS)(
    '[F5] $work, $public: a text takes what may be written and nothing else, and nobody honest is turned away',
    async (standing) => {
      const scene = await setScene(standing);
      const encodings = encodingsFor(standing);
      const where = `${standing.work}, ${standing.public}`;
      const { newsroom, staff, edition, document, owned } = scene;
      const { hub, store } = newsroom.server.context;
      const database = new Database(join(newsroom.config.dataFolder, 'copydesk.sqlite'), { readonly: true });
      const rowsOf = database
        .prepare<[string], number>(
          'SELECT count(*) FROM document_rows r JOIN documents d ON d.id = r.document WHERE d.name = ?',
        )
        .pluck();
      const refusals = database
        .prepare<[], number>(
          `SELECT coalesce(sum(json_extract(facts, '$.times')), 0) FROM audit WHERE action = 'write-refused'`,
        )
        .pluck();
      let audited = 0;
      let judged = 0;

      /** Everything that a write leaves behind. */
      async function trace(kind: Kind) {
        const { seal } = await staff.chief.edition(edition[kind]);
        const state = await hub.exclusive(document[kind], async ({ doc }) => Buffer.from(Y.encodeStateAsUpdate(doc)));
        return {
          rows: rowsOf.get(document[kind]) ?? 0,
          head: await store.call('documentHead', document[kind]),
          seal,
          state,
        };
      }

      const honest: { readonly kind: Kind; readonly peer: RawPeer }[] = [];
      try {
        for (const kind of KINDS) {
          for (const role of INSIDERS) {
            const peer = await RawPeer.open(newsroom.url, document[kind], staff[role].tokens.accessToken);
            await peer.sync();
            // What a client may always send: what it was given, in both forms.
            peer.send(encodeStep2(Y.encodeStateAsUpdate(peer.doc)));
            peer.send(encodeUpdate(Y.encodeStateAsUpdate(peer.doc)));
            honest.push({ kind, peer });
          }

          for (const role of INSIDERS) {
            const person = staff[role];
            const may = mayWrite(role, kind, standing);
            for (const message of MESSAGES) {
              for (const [encoding, encode] of encodings) {
                const what = `${role}, ${where} ${kind}, ${message}, ${encoding}`;
                const before = await trace(kind);
                const peer = await RawPeer.open(newsroom.url, document[kind], person.tokens.accessToken);
                await peer.sync();
                const foreign = owned[kind].find(({ userId }) => userId !== person.user.id)?.client ?? 0;
                peer.send(encode(frameOf(peer.doc, kind, message, foreign)));
                const outcome = await peer.outcome();
                await peer.close();
                const after = await trace(kind);
                judged += 1;
                if (encoding !== 'canonical') expect(outcome, what).toBe('closed 4400');
                else if (!may) expect(outcome, what).toBe('refused read-only');
                else if (message === 'foreign client') expect(outcome, what).toBe('refused foreign-client');
                else {
                  expect(outcome, what).toBe('taken');
                  expect(after.rows, what).toBe(before.rows + 1);
                  continue;
                }
                if (outcome.startsWith('refused')) audited += 1;
                expect(after, what).toEqual(before);
              }
            }
          }

          // Who may not know of the story, and whose session has ended while the document was open.
          const before = await trace(kind);
          const revoked = await newsroom.as('chief');
          const reading = honest.at(-1)?.peer.doc ?? new Y.Doc();
          const frames = MESSAGES.flatMap((message) =>
            encodings.map(([, encode]) => encode(frameOf(reading, kind, message, owned[kind][0]?.client ?? 0))),
          );
          const open = await Promise.all(
            frames.map(() => RawPeer.open(newsroom.url, document[kind], revoked.tokens.accessToken)),
          );
          await Promise.all(open.map((peer) => peer.sync()));
          await revoked.client.call('deleteSession', {});
          for (const [i, peer] of open.entries()) peer.send(frames[i] ?? '');
          for (const peer of open) expect(await peer.outcome(), `revoked, ${where} ${kind}`).toBe('closed 4401');
          for (const [token, code] of [
            [revoked.tokens.accessToken, 4401],
            [staff.outsider.tokens.accessToken, 4404],
          ] as const) {
            for (const frame of frames) {
              const peer = await RawPeer.open(newsroom.url, document[kind], token);
              peer.send(encodeStep1(Uint8Array.of(0)));
              peer.send(frame);
              expect(await peer.outcome(), `shut out, ${where} ${kind}`).toBe(`closed ${code}`);
              judged += 1;
            }
          }
          judged += frames.length;
          expect(await trace(kind)).toEqual(before);
        }

        for (const { kind, peer } of honest) {
          const { state: truth } = await trace(kind);
          await peer.until(() => peer.ended !== null || truth.equals(Y.encodeStateAsUpdate(peer.doc)));
          expect([peer.ended, peer.refused]).toEqual([null, null]);
        }
        // Like ones within a minute are counted in one row, which is written by the end.
        await newsroom.server.stop();
        expect(refusals.get()).toBe(audited);
        const expected = KINDS.length * MESSAGES.length * encodings.length * (INSIDERS.length + 3);
        expect(judged).toBe(expected);
      } finally {
        await Promise.all(honest.map(({ peer }) => peer.close()));
        database.close();
      }
    },
  );
});

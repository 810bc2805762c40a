// @vitest-environment jsdom
import { contentOf, readEdition, setBlockText } from '@copydesk/editor/schema';
import { headlineOf } from '@copydesk/shared/article';
import { CLOSE, encodeAwareness, encodeUpdate } from '@copydesk/shared/sync';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { FakeReplica } from '../../testing/fake-replica.ts';
import { EditionSession, type SessionState } from './edition-session.ts';

const held = vi.fn(() => Promise.resolve({ id: 'held' }));
const sessions: EditionSession[] = [];

function openSession(): EditionSession {
  const bridge = { WebSocket: FakeReplica, syncUrl: 'ws://here/sync', localCall: held };
  // The fake has what the provider uses of a WebSocket, the bridge's call what the session uses of it.
  const session: EditionSession = Reflect.construct(EditionSession, [bridge, 'story.en']);
  sessions.push(session);
  return session;
}

function lastSocket(): FakeReplica {
  const socket = FakeReplica.all.at(-1);
  if (socket === undefined) throw new Error('no socket was made');
  return socket;
}

function opened(state: SessionState): Extract<SessionState, { phase: 'open' }> {
  if (state.phase !== 'open') throw new Error(`the session is ${state.phase}`);
  return state;
}

function openStory(): { session: EditionSession; socket: FakeReplica } {
  const session = openSession();
  const socket = lastSocket();
  socket.open();
  socket.access(1, 'one');
  return { session, socket };
}

afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
  FakeReplica.all = [];
  held.mockClear();
});

describe('EditionSession', () => {
  it('opens after the first sync, with what the person may do', () => {
    const session = openSession();
    expect(session.state().phase).toBe('opening');
    const socket = lastSocket();
    expect(socket.url).toBe('ws://here/sync/story.en');
    socket.open();
    socket.access(1, 'one');
    expect(opened(session.state())).toMatchObject({ access: { level: 'write', epoch: 'one' } });
    expect(session.savedHere()).toBe(true);
    socket.access(0, 'one');
    expect(opened(session.state()).access.level).toBe('read');
  });

  it('says whether an edit is saved here, and is otherwise the same to look at', () => {
    const { session, socket } = openStory();
    const before = opened(session.state());
    const told = vi.fn();
    session.subscribe(told);
    setBlockText(before.document.doc, 'headline', [{ type: 'text', text: 'Storm' }]);
    expect(session.savedHere()).toBe(false);
    expect(session.settled).toBe(false);
    expect(told).toHaveBeenCalledOnce();
    socket.durable(0);
    expect(session.savedHere()).toBe(true);
    expect(told).toHaveBeenCalledTimes(2);
    expect(session.state()).toBe(before);
    expect(headlineOf(readEdition(socket.server).content)).toBe('Storm');
  });

  it.each([
    ['a reader', 0, 0],
    ['a writer', 1, 1],
  ])('tidies formatting that two people made at once for %s %i times', (_, level, times) => {
    const session = openSession();
    const socket = lastSocket();
    setBlockText(socket.server, 'headline', [{ type: 'text', text: 'Harbour bridge closes' }]);
    const whole = Y.encodeStateAsUpdate(socket.server);
    socket.open();
    socket.access(level, 'one');
    const writes = socket.writes;
    for (const _person of ['Ana', 'Omar']) {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, whole);
      const headline = contentOf(doc).get(0);
      const text = headline instanceof Y.XmlElement ? headline.get(0) : null;
      doc.once('update', (update: Uint8Array) => socket.deliver(encodeUpdate(update)));
      if (text instanceof Y.XmlText) text.format(0, 7, { bold: true });
    }
    const { document } = opened(session.state());
    const [block] = readEdition(document.doc).content.content ?? [];
    expect(JSON.stringify(block)).toMatch(/bold.*Harbour|Harbour.*bold/);
    expect(socket.writes - writes).toBe(times);
    expect(session.settled).toBe(times === 0);
  });

  it('[N5] shows who is there after the line was down, also where they come with an earlier clock', () => {
    vi.useFakeTimers();
    const { session, socket } = openStory();
    const { awareness } = opened(session.state()).document;
    const other = new Awareness(new Y.Doc());
    const tell = (clock: number, name: string) => {
      other.setLocalState({ name });
      other.meta.set(other.clientID, { clock, lastUpdated: 0 });
      lastSocket().deliver(encodeAwareness(encodeAwarenessUpdate(other, [other.clientID])));
    };
    const shown = () => awareness.getStates().get(other.clientID);
    tell(1_000, 'Ben');
    expect(shown()).toEqual({ name: 'Ben' });
    socket.end(CLOSE.draining.code);
    expect(shown()).toBeUndefined();
    vi.advanceTimersToNextTimer();
    expect(lastSocket()).not.toBe(socket);
    lastSocket().open();
    tell(10, 'Ben again');
    expect(shown()).toEqual({ name: 'Ben again' });
    expect(awareness.getLocalState()).toEqual({});
    other.destroy();
    vi.useRealTimers();
  });

  it('starts anew when the history is another one, and has unsaved text held', async () => {
    const { session, socket } = openStory();
    const first = opened(session.state()).document;
    setBlockText(first.doc, 'headline', [{ type: 'text', text: 'Only here' }]);
    socket.end(CLOSE.otherHistory.code);
    expect(held).toHaveBeenCalledWith(
      'holdChange',
      expect.objectContaining({
        document: 'story.en',
        epoch: 'one',
        changes: [{ block: 'headline', before: '', after: 'Only here' }],
      }),
    );
    const again = lastSocket();
    expect(again).not.toBe(socket);
    expect(again.url).toBe('ws://here/sync/story.en');
    again.open();
    again.access(1, 'two');
    const state = opened(session.state());
    expect(state.document.doc).not.toBe(first.doc);
    expect(state.replaced).toEqual({ held: true });
    expect(headlineOf(readEdition(state.document.doc).content)).toBe('');
    await vi.waitFor(() => expect(session.settled).toBe(true));
  });

  it('holds nothing when everything was saved here', () => {
    const { session, socket } = openStory();
    setBlockText(opened(session.state()).document.doc, 'headline', [{ type: 'text', text: 'Saved' }]);
    socket.durable(0);
    socket.end(CLOSE.otherHistory.code);
    expect(held).not.toHaveBeenCalled();
    lastSocket().open();
    expect(opened(session.state()).replaced).toEqual({ held: false });
  });

  it('keeps the text on the screen when it is refused for good', () => {
    const { session, socket } = openStory();
    socket.end(CLOSE.forbidden.code);
    const state = session.state();
    expect(state).toMatchObject({ phase: 'refused', code: CLOSE.forbidden.code });
    expect(state.phase === 'refused' && state.document !== null).toBe(true);
  });
});

/** Clients and servers of different versions, and clocks that jump. */
import { once } from 'node:events';
import { documentName, encodeUpdate } from '@copydesk/shared/sync';
import { describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { verifyChain } from '../../apps/sync-server/src/audit/verify.ts';
import { problemOf, startNewsroom } from '../../apps/sync-server/src/testing/newsroom.ts';
import { RawPeer } from '../support/raw-peer.ts';

const DAY_MS = 86_400_000;

describe('versions of the protocol', () => {
  const ours = 'copydesk.1';
  it.each([
    { offered: [ours], answered: ours, code: null },
    { offered: ['copydesk.2', ours], answered: ours, code: null },
    { offered: [ours, 'copydesk.0'], answered: ours, code: null },
    { offered: ['copydesk.2'], answered: 'copydesk.2', code: 4426 },
    { offered: ['copydesk.0'], answered: 'copydesk.0', code: 4426 },
    { offered: ['copydesk.10'], answered: 'copydesk.10', code: 4426 },
    { offered: [], answered: '', code: 4426 },
  ])(
    '[N6] a client that offers $offered is answered $answered and closed with $code',
    async ({ offered, answered, code }) => {
      const newsroom = await startNewsroom();
      const sara = await newsroom.as('editor');
      const story = await sara.write('Harbour bridge closes', 'The city closed it.');
      const address = `${newsroom.url.replace('http', 'ws')}/sync/${documentName(story.articleId, 'en')}`;
      // Without ours there is nothing that a token could be sent beside: it must not come back.
      const protocols = offered.length === 0 ? [] : [...offered, `bearer.${sara.tokens.accessToken}`];
      const socket = new WebSocket(address, protocols);
      // Ours is let in, and told first what it may do.
      const [first] = await once(socket, code === null ? 'message' : 'close');
      expect(socket.protocol).toBe(answered);
      if (code !== null) expect(first).toBe(code);
      else expect(first[0]).toBe(101);
      socket.terminate();
    },
  );

  it('[N6] messages of a later version are ignored, whatever is in them, and leave nothing', async () => {
    const newsroom = await startNewsroom();
    const sara = await newsroom.as('editor');
    const story = await sara.write('Harbour bridge closes', 'The city closed it.');
    const document = documentName(story.articleId, 'en');
    const { store } = newsroom.server.context;
    const peer = await RawPeer.open(newsroom.url, document, sara.tokens.accessToken);
    await peer.sync();
    const before = await store.call('documentHead', document);
    const doc = new Y.Doc();
    doc.getMap('fields').set('not yet', 'known');
    const later = Y.encodeStateAsUpdate(doc);
    for (let type = 4; type < 200; type++) {
      if (type >= 100 && type <= 102) continue;
      const number = type < 128 ? [type] : [type | 0x80, 1];
      peer.send(Uint8Array.of(...number, ...encodeUpdate(later).subarray(1)));
    }
    peer.type('after');
    await peer.until(() => peer.durable === 1 || peer.ended !== null);
    expect([peer.ended, peer.refused]).toEqual([null, null]);
    expect((await store.call('documentHead', document))?.head).toBe((before?.head ?? 0) + 1);
    expect(await newsroom.server.context.editions.text(story)).toMatchObject({ fields: { after: 'after' } });
    await peer.close();
  });
});

describe('clocks that jump', () => {
  it('[N5] a server that is started again after its clock was put back shows everybody who is there', async () => {
    const newsroom = await startNewsroom();
    const [sara, chief] = [await newsroom.as('editor'), await newsroom.as('chief')];
    const story = await sara.write('Harbour bridge closes', 'The city closed it.');
    const [writing, looking] = [await sara.open(story), await chief.open(story)];
    const seen = () => looking.provider.awareness.getStates().get(writing.doc.clientID)?.cursor;
    const isSeen = (cursor: string) => vi.waitFor(() => expect(seen()).toBe(cursor), { timeout: 10_000 });
    writing.provider.awareness.setLocalState({ cursor: 'before' });
    await isSeen('before');
    for (const days of [1, 2, 3]) {
      const put = vi.spyOn(performance, 'timeOrigin', 'get').mockReturnValue(performance.timeOrigin - days * DAY_MS);
      await newsroom.restart();
      for (const { provider } of [writing, looking]) provider.serverUrl = `${newsroom.url.replace('http', 'ws')}/sync`;
      writing.provider.awareness.setLocalState({ cursor: `${days} days` });
      await isSeen(`${days} days`);
      put.mockRestore();
    }
  });

  it('[N5] a server whose clock goes a day on and two back keeps order, sockets, sign-ins and the audit', async () => {
    let offset = 0;
    const newsroom = await startNewsroom({ clock: { now: () => new Date(Date.now() + offset) } });
    const { store, hub } = newsroom.server.context;
    const [sara, chief] = [await newsroom.as('editor'), await newsroom.as('chief')];
    const story = await sara.write('Harbour bridge closes', 'The city closed it.');
    const document = documentName(story.articleId, 'en');
    const writer = await RawPeer.open(newsroom.url, document, sara.tokens.accessToken);
    const reader = await RawPeer.open(newsroom.url, document, chief.tokens.accessToken);
    await Promise.all([writer.sync(), reader.sync()]);
    writer.send(Uint8Array.of(1, 16, 1, 7, 1, 12, ...new TextEncoder().encode('{"cursor":1}')));
    const seqs: number[] = [];
    newsroom.server.context.feed.follow(0, (change) => 'seq' in change && seqs.push(change.seq));

    const steps = [0, 3_600_000, DAY_MS, -DAY_MS, -3_600_000, 0];
    for (const [i, step] of steps.entries()) {
      offset = step;
      writer.type(`word ${i}`);
      await writer.until(() => writer.durable === i + 1 || writer.ended !== null);
      await reader.until(() => reader.doc.getMap('fields').has(`word ${i}`) || reader.ended !== null);
      expect([writer.ended, reader.ended, writer.refused]).toEqual([null, null, null]);
      expect(hub.present(document)).toMatchObject([{ userId: sara.user.id, writing: true }]);
      // An access token lasts ten minutes of the server's time; a session is renewed whatever the clock says.
      const lives = step < 600_000;
      if (!lives) expect(await problemOf(sara.client.call('me', {}))).toMatchObject({ status: 401 });
      sara.tokens = await sara.client.call('refreshSession', { body: { refreshToken: sara.tokens.refreshToken } });
      expect((await sara.client.call('me', {})).id).toBe(sara.user.id);
    }
    await sara.transition(story, 'submit');
    expect((await sara.edition(story)).state).toBe('submitted');
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    const { broken } = await verifyChain((since) => store.call('auditSince', since));
    expect(broken).toBeNull();
    expect(Y.encodeStateVector(reader.doc)).toEqual(Y.encodeStateVector(writer.doc));
    await Promise.all([writer.close(), reader.close()]);
  });
});

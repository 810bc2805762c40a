/** One person at two desktops: with a folder each, and with one folder between them. */
import { CLOSE } from '@copydesk/shared/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProfiles } from '../../apps/desktop/src/replica/profiles.ts';
import { fileSecrets } from '../../apps/desktop/src/replica/secrets.ts';
import { openDocumentWindow, openRpcWindow, silent } from '../../apps/desktop/src/replica/testing/window.ts';
import { headline, type Newsroom, STORE_WORKER, startReplicaNewsroom, writeHeadline } from '../support/replicas.ts';
import { leftOut, rounds } from '../support/soak.ts';

let newsroom: Newsroom;
beforeAll(async () => {
  newsroom = await startReplicaNewsroom();
});
afterAll(() => newsroom.stop());

describe.skipIf(leftOut('C4'))('one person at two desktops', () => {
  it('[C4] is there twice, writes under another id at each start, and loses nothing of either', async () => {
    let [desk, laptop] = [await newsroom.signIn('editor'), await newsroom.signIn('editor')];
    const document = await desk.newStory();
    const ids = new Set<number>();
    for (const start of rounds('C4', 'starts')) {
      if (start > 0) [desk, laptop] = await Promise.all([desk.again(), laptop.again()]);
      await Promise.all([desk.untilLine('online'), laptop.untilLine('online')]);
      const [here, there] = await Promise.all([desk.open(document), laptop.open(document)]);
      for (const { doc } of [here, there]) ids.add(doc.clientID);
      for (const window of [here, there]) window.announce();
      await here.changes.until(() => here.present.has(there.doc.clientID));
      await there.changes.until(() => there.present.has(here.doc.clientID));
      expect(here.present.get(there.doc.clientID)).toBe('Sara Klein');
      here.doc.getMap('fields').set(`desk ${start}`, 'written');
      there.doc.getMap('fields').set(`laptop ${start}`, 'written');
      const has = (one: typeof here, name: string) => one.doc.getMap('fields').has(`${name} ${start}`);
      await here.changes.until(() => here.savedOnServer() && has(here, 'laptop'));
      await there.changes.until(() => there.savedOnServer() && has(there, 'desk'));
      expect(ids.size).toBe(2 * (start + 1));
      expect(Object.keys(here.doc.getMap('fields').toJSON())).toHaveLength(2 * (start + 1));
      for (const window of [here, there]) window.close();
    }
  });

  it('[C4] is told at the second desktop that the folder is in use, and goes on there once the first is closed', async () => {
    const first = await newsroom.signIn('editor');
    const document = await first.newStory();
    const window = await first.open(document);
    writeHeadline(window.doc, 'Written at the first desktop');
    await window.changes.until(window.savedHere);
    const { data, profile } = first;
    const server = newsroom.server().url;
    const settings = { dataFolder: data, server, workerUrl: STORE_WORKER, secrets: fileSecrets(data), log: silent };
    const second = createProfiles(settings);
    try {
      const told = openRpcWindow(second, profile);
      await expect(told.local('profile', {})).rejects.toThrow(
        /in use by another Copydesk: .*Close that one first; your text there is safe/,
      );
      const refused = openDocumentWindow(second, profile, document);
      await refused.changes.until(() => refused.closed() !== null);
      expect(refused.closed()).toBe(CLOSE.storage.code);
      // The first goes on undisturbed.
      writeHeadline(window.doc, 'Written while the second tried');
      await window.changes.until(window.savedOnServer);
      await first.profiles.stop();

      told.close();
      const back = openRpcWindow(second, profile);
      expect((await back.local('profile', {})).user?.name).toBe('Sara Klein');
      const opened = openDocumentWindow(second, profile, document);
      await opened.changes.until(opened.synced);
      expect(headline(opened.doc)).toBe('Written while the second tried');
    } finally {
      await second.stop();
    }
  });
});

/** A computer that cannot keep text: a full disk, one that turns read-only, a folder and a file that may only be read. */
import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newStory, type SignedIn, signIn } from '../support/api.ts';
import { admit, openBrowser, ProfileWindow, TypingWindow } from '../support/desktop-window.ts';
import { type Program, startDesktop, startServer, temporaryFolder } from '../support/programs.ts';
import { startProxy } from '../support/proxy.ts';
import { RawPeer } from '../support/raw-peer.ts';
import { headline, startReplicaNewsroom, writeHeadline } from '../support/replicas.ts';
import { hasSmallDisks, startOnSmallDisk } from '../support/small-disk.ts';
import { leftOut, rounds, runSeed, seeded } from '../support/soak.ts';

const READ_ONLY_WORKER = new URL('../../apps/desktop/src/replica/testing/read-only-worker.ts', import.meta.url);
/** What to start a program within for which files' modes hold, as they do not for the superuser; null if there is nothing. */
const boundByModes = findBoundByModes();
function findBoundByModes(): readonly string[] | null {
  if (process.getuid === undefined) return null;
  if (process.getuid() !== 0) return [];
  const command = ['--bounding-set=-dac_override', '--inh-caps=-dac_override'];
  return spawnSync('setpriv', [...command, 'true']).status === 0 ? ['setpriv', ...command] : null;
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: Program;
let editor: SignedIn;
let desktop: Program | null = null;
beforeAll(async () => {
  folder = await temporaryFolder('k7');
  server = await startServer(join(folder.path, 'server'));
  editor = await signIn(server.url, 'editor');
});
afterEach(async () => {
  await desktop?.stop('SIGKILL');
  desktop = null;
});
afterAll(async () => {
  await server.stop('SIGKILL');
  await folder.remove();
});

async function onServer(document: string): Promise<ReadonlySet<string>> {
  const peer = await RawPeer.open(server.url, document, editor.accessToken);
  await peer.sync();
  const words = new Set(peer.doc.getMap('fields').keys());
  await peer.close();
  return words;
}

const probe = await temporaryFolder('disk');
const smallDisks = hasSmallDisks(probe.path);
await probe.remove();

describe.skipIf(leftOut('K7') || !smallDisks)('a computer’s disk is full', () => {
  it('[K7] text stays in the window and goes to the server, and is kept by itself once there is room', async () => {
    const seed = runSeed();
    console.info(`[K7] seed ${seed}`);
    const random = seeded(seed);
    const line = await startProxy(server.url);
    const disk = await temporaryFolder('k7-disk');
    const started = await startOnSmallDisk(disk.path, '16m', (within) => startDesktop(line.url, disk.path, { within }));
    desktop = started;
    const browser = await openBrowser(started.url, 'editor');
    const document = `${(await newStory(editor.client)).id}.en`;
    const [window, told] = [new TypingWindow('w'), new ProfileWindow(browser)];
    await window.connect(browser, document);
    for (const _ of rounds('K7', 'faults')) {
      started.fill();
      while (told.profile?.disk.state !== 'failing') {
        window.type(random);
        await setTimeout(1);
      }
      expect(told.profile.disk).toMatchObject({ reason: 'full', message: expect.stringContaining('disk full') });
      for (let i = 0; i < 30; i++) window.type(random);
      await window.onServer();
      expect([window.isConnected, window.isKept]).toEqual([true, false]);
      expect(await onServer(document)).toEqual(window.words);
      started.free();
      await window.savedOnServer();
      await told.until(() => told.profile?.disk.state === 'ok');
    }
    // On this computer alone, for whoever opens the story now.
    line.cut();
    await told.until(() => told.profile?.line.state === 'offline');
    const again = new TypingWindow('again');
    await again.connect(browser, document);
    expect(again.words).toEqual(window.words);
    expect(window.kept.added.size).toBeGreaterThan(0);
    await Promise.all([window.close(), again.close()]);
    told.close();
    await line.stop();
    await disk.remove();
  });
});

describe.skipIf(leftOut('K7'))('a computer’s disk turns read-only', () => {
  it('[K7] text stays in the window and goes to the server, and is kept by itself once it can be written', async () => {
    const newsroom = await startReplicaNewsroom();
    const sara = await newsroom.signIn('editor', { workerUrl: READ_ONLY_WORKER });
    const omar = await newsroom.signIn('editor2');
    const document = await sara.newStory();
    const [hers, his] = [await sara.open(document), await omar.open(document)];
    const disk = () => sara.rpc.events.findLast((event) => event.event === 'profile')?.profile.disk;
    const flag = join(sara.data, sara.profile, 'read-only');
    for (const round of rounds('K7', 'faults')) {
      writeFileSync(flag, '');
      writeHeadline(hers.doc, `Written without a disk, ${round}`);
      await sara.rpc.changes.until(() => disk()?.state === 'failing');
      expect(disk()).toMatchObject({ reason: 'readonly', message: expect.stringContaining('read-only') });
      await hers.changes.until(hers.savedOnServer);
      expect([hers.savedHere(), hers.closed()]).toEqual([false, null]);
      await his.changes.until(() => headline(his.doc) === `Written without a disk, ${round}`);
      rmSync(flag);
      await hers.changes.until(hers.savedHere);
      await sara.rpc.changes.until(() => disk()?.state === 'ok');
    }
    await newsroom.stop();
  });
});

describe.skipIf(leftOut('K7') || boundByModes === null)('a folder, or the file in it, may only be read', () => {
  let data: string;
  beforeEach(async () => {
    data = (await temporaryFolder('k7-modes')).path;
  });
  afterEach(async () => {
    // Before its folder goes.
    await desktop?.stop('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  });

  it.each([
    ['folder', '', 0o500, 0o700],
    ['file', 'replica.sqlite', 0o400, 0o600],
  ] as const)(
    '[K7] the window says so of the %s, and opens by itself when that is over',
    async (_, name, mode, before) => {
      const start = () => startDesktop(server.url, data, { within: boundByModes ?? [] });
      desktop = await start();
      const first = await openBrowser(desktop.url, 'editor');
      const document = `${(await newStory(editor.client)).id}.en`;
      const window = new TypingWindow('w');
      await window.connect(first, document);
      window.type(() => 1);
      await window.savedOnServer();
      await desktop.stop();
      const path = join(data, first.profile, name);
      chmodSync(path, mode);

      desktop = await start();
      const browser = { ...(await admit(desktop.url)), profile: first.profile };
      const told = new ProfileWindow(browser);
      await told.ask();
      await told.until(() => told.problem !== null);
      expect(told.problem).toMatch(/may only be read: nothing can be saved.*What was saved there is untouched/);
      chmodSync(path, before);
      await told.ask();
      await told.until(() => told.closed);
      const back = new ProfileWindow(browser);
      await back.until(() => back.profile?.user !== undefined && back.profile.disk.state === 'ok');
      await window.connect(browser, document);
      window.type(() => 1);
      await window.savedOnServer();
      expect(await onServer(document)).toEqual(window.words);
      await window.close();
      back.close();
    },
  );
});

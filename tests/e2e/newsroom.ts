/**
 * A newsroom for one test: a real server on real SQLite, and windows that are signed in as different people, each with
 * a replica, a folder and a line to the server of its own.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, test as base, type Page } from '@playwright/test';
import type { DemoKey } from '../support/api.ts';
import { type Program, startServer, temporaryFolder } from '../support/programs.ts';
import { type Line, startProxy } from '../support/proxy.ts';
import { noBrowser } from './browser.ts';
import { inBrowser } from './desktops/browser.ts';
import type { Desktop, OpenDesktop } from './desktops/desktop.ts';
import { Desk } from './pages/desk.ts';
import { StoryPage } from './pages/story.ts';

/** One person at one computer. */
export class Seat {
  readonly line: Line;
  readonly #desktop: Desktop;

  constructor(line: Line, desktop: Desktop) {
    this.line = line;
    this.#desktop = desktop;
  }

  get page(): Page {
    return this.#desktop.page;
  }

  /** All windows of this person. */
  get context(): BrowserContext {
    return this.page.context();
  }

  get desk(): Desk {
    return new Desk(this.page);
  }

  story(language = 'English'): StoryPage {
    return new StoryPage(this.page, language);
  }

  /** Kills the replica as a power cut would; the desktop starts it anew by itself. */
  killReplica(): Promise<void> {
    return this.#desktop.killReplica();
  }

  /** Closes the app and opens it again at the same place. */
  reopen(): Promise<void> {
    return this.#desktop.reopen();
  }

  async leave(): Promise<void> {
    await this.#desktop.leave();
    await this.line.stop();
  }
}

export class Newsroom {
  readonly data: string;
  #server: Program;
  readonly #open: OpenDesktop;
  readonly #seats: Seat[] = [];
  #computers = 0;

  constructor(data: string, server: Program, open: OpenDesktop) {
    this.data = data;
    this.#server = server;
    this.#open = open;
  }

  get url(): string {
    return this.#server.url;
  }

  get serverData(): string {
    return join(this.data, 'server');
  }

  /** Seats a demo person at a computer of their own, at the desk. */
  async seat(key: DemoKey): Promise<Seat> {
    const line = await startProxy(this.#server.url);
    const folder = join(this.data, `desktop-${this.#computers++}-${key}`);
    await mkdir(folder);
    const seat = new Seat(line, await this.#open({ server: line.url, folder, as: key }));
    this.#seats.push(seat);
    await seat.desk.ready();
    return seat;
  }

  /** Kills the server as a power cut would, and starts it again on the same port and data. */
  async crashServer(): Promise<void> {
    await this.#server.stop('SIGKILL');
    this.#server = await startServer(this.serverData, { port: Number(new URL(this.#server.url).port) });
  }

  async close(): Promise<void> {
    // Also what would not end well leaves nothing running.
    const left = await Promise.allSettled([...this.#seats.map((seat) => seat.leave()), this.#server.stop('SIGKILL')]);
    for (const one of left) if (one.status === 'rejected') throw one.reason;
  }
}

interface Fixtures {
  /** Why no desktop can be opened on this machine, or null: then the test is skipped, and says so. */
  missing: string | null;
  able: undefined;
  openDesktop: OpenDesktop;
  newsroom: Newsroom;
}

export const test = base.extend<Fixtures>({
  missing: [noBrowser, { option: true }],
  able: [
    async ({ missing }, use, info) => {
      info.skip(missing !== null, missing ?? '');
      await use(undefined);
    },
    { auto: true },
  ],
  openDesktop: ({ browser }, use) => use(inBrowser(browser)),
  newsroom: async ({ openDesktop }, use, info) => {
    const folder = await temporaryFolder('e2e');
    const data = join(folder.path, 'server');
    await mkdir(data);
    const server = await startServer(data);
    const newsroom = new Newsroom(folder.path, server, openDesktop);
    await use(newsroom);
    if (info.status !== info.expectedStatus) await info.attach('server.log', { body: server.log() });
    await newsroom.close();
    await folder.remove();
  },
});

export { expect } from '@playwright/test';

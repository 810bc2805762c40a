/**
 * A newsroom for one test: a real server on real SQLite, and windows that are signed in as different people, each with
 * a replica, a folder and a line to the server of its own.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, test as base, type Page } from '@playwright/test';
import type { DemoKey } from '../support/api.ts';
import { type Program, startDesktop, startServer, temporaryFolder } from '../support/programs.ts';
import { type Line, startProxy } from '../support/proxy.ts';
import { noBrowser } from './browser.ts';
import { Desk } from './pages/desk.ts';
import { StoryPage } from './pages/story.ts';

/** One person at one computer. */
export class Seat {
  readonly line: Line;
  readonly context: BrowserContext;
  readonly #folder: string;
  #desktop: Program;
  #page: Page;

  constructor(parts: { line: Line; context: BrowserContext; folder: string; desktop: Program; page: Page }) {
    this.line = parts.line;
    this.context = parts.context;
    this.#folder = parts.folder;
    this.#desktop = parts.desktop;
    this.#page = parts.page;
  }

  get page(): Page {
    return this.#page;
  }

  get desk(): Desk {
    return new Desk(this.#page);
  }

  story(language = 'English'): StoryPage {
    return new StoryPage(this.#page, language);
  }

  /** Kills the replica as a power cut would; the desktop starts it anew by itself. */
  async killReplica(): Promise<void> {
    const restarted = this.#desktop.said('replica');
    process.kill(this.#desktop.replicaPid(), 'SIGKILL');
    await restarted;
  }

  /** Closes the app and opens it again at the same place. */
  async reopen(): Promise<void> {
    const place = new URL(this.#page.url());
    await this.#page.close();
    await this.#desktop.stop();
    this.#desktop = await startDesktop(this.line.url, this.#folder);
    this.#page = await this.context.newPage();
    const address = new URL(this.#desktop.url);
    address.searchParams.set('to', place.pathname);
    await this.#page.goto(address.href);
  }

  async leave(): Promise<void> {
    await this.context.close();
    await this.#desktop.stop('SIGKILL');
    await this.line.stop();
  }
}

export class Newsroom {
  readonly data: string;
  #server: Program;
  readonly #browser: Browser;
  readonly #seats: Seat[] = [];
  #computers = 0;

  constructor(data: string, server: Program, browser: Browser) {
    this.data = data;
    this.#server = server;
    this.#browser = browser;
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
    const desktop = await startDesktop(line.url, folder);
    const context = await this.#browser.newContext();
    const page = await context.newPage();
    const address = new URL(desktop.url);
    address.searchParams.set('to', `/as/${key}`);
    await page.goto(address.href);
    const seat = new Seat({ line, context, folder, desktop, page });
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
    await Promise.all(this.#seats.map((seat) => seat.leave()));
    await this.#server.stop('SIGKILL');
  }
}

export const test = base.extend<{ newsroom: Newsroom }>({
  newsroom: async ({ browser }, use, info) => {
    const folder = await temporaryFolder('e2e');
    const data = join(folder.path, 'server');
    await mkdir(data);
    const server = await startServer(data);
    const newsroom = new Newsroom(folder.path, server, browser);
    await use(newsroom);
    if (info.status !== info.expectedStatus) await info.attach('server.log', { body: server.log() });
    await newsroom.close();
    await folder.remove();
  },
});

test.skip(noBrowser !== null, noBrowser ?? '');

export { expect } from '@playwright/test';

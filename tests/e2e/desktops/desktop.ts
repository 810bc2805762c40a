import type { Page } from '@playwright/test';
import type { DemoKey } from '../../support/api.ts';

/** The app on one computer, in whichever house it runs. */
export interface Desktop {
  /** The window; another one after `reopen`. */
  readonly page: Page;
  /** Closes the app and opens it again at the same place. */
  reopen(): Promise<void>;
  /** Kills the replica as a power cut would, and resolves once the app has started it anew. */
  killReplica(): Promise<void>;
  /** Ends it at once. */
  leave(): Promise<void>;
}

export interface DesktopOptions {
  /** The sync server's address, as this computer reaches it. */
  readonly server: string;
  /** An empty folder of this computer's own. */
  readonly folder: string;
  /** Whom to sign in. */
  readonly as: DemoKey;
}

export type OpenDesktop = (options: DesktopOptions) => Promise<Desktop>;

import { join } from 'node:path';
import { type ElectronApplication, _electron as electron, expect } from '@playwright/test';
import { locateElectron } from '../../../scripts/lib/electron.mjs';
import { root } from '../../support/programs.ts';
import type { Desktop, DesktopOptions } from './desktop.ts';

const { binary, why } = locateElectron();

/** Why Electron can't be driven on this machine, or null. */
export const noElectron =
  binary === undefined
    ? `${why} (npx install-electron in apps/desktop; on Linux also a display, as by xvfb-run)`
    : null;

export interface ElectronDesktop extends Desktop {
  /** The main process; another one after `reopen`. */
  readonly app: ElectronApplication;
}

/** The desktop in Electron: an app with a folder of its own for each computer. */
export async function inElectron({ server, folder, as }: DesktopOptions): Promise<ElectronDesktop> {
  if (binary === undefined) throw new Error(why);
  const launch = (...more: string[]) =>
    electron.launch({
      executablePath: binary,
      // The system's key ring is not ours to write to in tests.
      args: [
        join(root, 'apps/desktop'),
        `--server=${server}`,
        `--data=${folder}`,
        '--lang=en-GB',
        '--password-store=basic',
        '--use-mock-keychain',
        ...more,
      ],
    });
  let app = await launch(`--as=${as}`);
  let page = await app.firstWindow();
  return {
    get app() {
      return app;
    },
    get page() {
      return page;
    },
    async reopen() {
      await app.close();
      app = await launch();
      page = await app.firstWindow();
    },
    async killReplica() {
      const killed = await replicaPid(app);
      if (killed === null) throw new Error('the replica is not running');
      process.kill(killed, 'SIGKILL');
      await expect.poll(async () => [null, killed].includes(await replicaPid(app))).toBe(false);
    },
    async leave() {
      const gone = app.waitForEvent('close');
      // Asks nobody and flushes nothing; the call itself ends with the process.
      await app.evaluate(({ app: running }) => running.exit()).catch(() => {});
      await gone;
    },
  };
}

/** The process that holds the text, or null while there is none. */
function replicaPid(app: ElectronApplication): Promise<number | null> {
  return app.evaluate(
    ({ app: running }) => running.getAppMetrics().find(({ name }) => name === 'Copydesk replica')?.pid ?? null,
  );
}

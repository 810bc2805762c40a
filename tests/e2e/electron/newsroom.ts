/** The newsroom of `../newsroom.ts` with Electron on every computer. */
import { type ElectronDesktop, inElectron, noElectron } from '../desktops/electron.ts';
import { test as inBrowser } from '../newsroom.ts';

interface Fixtures {
  /** The apps that were opened, in the order of the seats. */
  apps: ElectronDesktop[];
}

export const test = inBrowser.extend<Fixtures>({
  missing: noElectron,
  apps: ({ missing: _ }, use) => use([]),
  openDesktop: ({ apps }, use) =>
    use(async (options) => {
      const desktop = await inElectron(options);
      apps.push(desktop);
      return desktop;
    }),
});

export { expect } from '@playwright/test';

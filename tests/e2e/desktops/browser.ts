import type { Browser } from '@playwright/test';
import { startDesktop } from '../../support/programs.ts';
import type { OpenDesktop } from './desktop.ts';

/** The desktop served to a browser: one browser-host and one browser profile for each computer. */
export function inBrowser(browser: Browser): OpenDesktop {
  return async ({ server, folder, as }) => {
    const context = await browser.newContext();
    let program = await startDesktop(server, folder);
    let page = await context.newPage();
    const goTo = async (place: string) => {
      const address = new URL(program.url);
      address.searchParams.set('to', place);
      await page.goto(address.href);
    };
    await goTo(`/as/${as}`);
    return {
      get page() {
        return page;
      },
      async reopen() {
        const place = new URL(page.url()).pathname;
        await page.close();
        await program.stop();
        program = await startDesktop(server, folder);
        page = await context.newPage();
        await goTo(place);
      },
      async killReplica() {
        const restarted = program.said('replica');
        process.kill(program.replicaPid(), 'SIGKILL');
        await restarted;
      },
      async leave() {
        await Promise.all([context.close(), program.stop('SIGKILL')]);
      },
    };
  };
}

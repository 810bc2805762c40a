/** What a page of the app must not be able to do, in whichever house it is shown. */
import { expect, type Page } from '@playwright/test';

/** An address that leads nowhere: the page must not even ask. */
const ELSEWHERE = 'https://copydesk.invalid';

declare global {
  interface Window {
    /** What the policy stopped, as `directive what`. */
    stopped?: string[];
  }
}

/** The policy is there, and stops inline and evaluated script and everything from elsewhere. */
export async function expectPolicy(page: Page): Promise<void> {
  const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");

  await page.evaluate((elsewhere) => {
    const stopped: string[] = [];
    window.stopped = stopped;
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      stopped.push(`${effectiveDirective} ${blockedURI}`);
    });
    const add = (tag: string, attributes: Record<string, string>, text = '') => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.textContent = text;
      document.body.append(element);
      return element;
    };
    add('script', {}, 'document.body.dataset.ran = "inline"');
    add('button', { onclick: 'document.body.dataset.ran = "attribute"' }).click();
    // As a timer, for what a debugger runs is exempt from the policy.
    setTimeout('document.body.dataset.ran = "evaluated"');
    add('script', { src: `${elsewhere}/script.js` });
    add('img', { src: `${elsewhere}/pixel.png` });
    add('link', { rel: 'stylesheet', href: `${elsewhere}/style.css` });
    add('iframe', { src: `${elsewhere}/frame` });
    fetch(`${elsewhere}/fetch`).catch(() => {});
  }, ELSEWHERE);

  await expect
    .poll(async () => (await page.evaluate(() => window.stopped ?? [])).toSorted())
    .toEqual(
      [
        `connect-src ${ELSEWHERE}/fetch`,
        // Of frames only the origin is told.
        `frame-src ${ELSEWHERE}`,
        `img-src ${ELSEWHERE}/pixel.png`,
        'script-src eval',
        'script-src-attr inline',
        'script-src-elem inline',
        `script-src-elem ${ELSEWHERE}/script.js`,
        `style-src-elem ${ELSEWHERE}/style.css`,
      ].toSorted(),
    );
  expect(await page.evaluate(() => document.body.dataset.ran)).toBeUndefined();
}

/** Nothing of Node or Electron is in the page's reach but what the preload script gives it by name. */
export async function expectNoNode(page: Page, given: readonly string[]): Promise<void> {
  const reach = await page.evaluate(() => {
    const names = ['require', 'process', 'module', 'global', 'Buffer', '__dirname', 'ipcRenderer', 'electron'];
    const bridge: unknown = Reflect.get(window, 'copydesk');
    return {
      found: names.filter((name) => name in window),
      given: typeof bridge === 'object' && bridge !== null ? Object.keys(bridge).toSorted() : [],
    };
  });
  expect(reach).toEqual({ found: [], given: [...given].toSorted() });
}

/** No path leads out of the folder of the app's pages. */
export async function expectNoWayOut(page: Page): Promise<void> {
  const statuses = await page.evaluate(
    (paths) => Promise.all(paths.map(async (path) => (await fetch(path)).status)),
    [
      '/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
      '/%2e%2e%2f%2e%2e%2fmain%2findex.js',
      '/assets/..%2f..%2fmain%2findex.js',
      '/..%5c..%5cmain%5cindex.js',
      '/%00.js',
    ],
  );
  expect(statuses).toEqual([400, 400, 400, 400, 400]);
}

/** No address that the page has or asked for holds a secret. */
export async function expectNoSecretInAddresses(page: Page): Promise<void> {
  const asked = await page.evaluate(() => performance.getEntries().map(({ name }) => name));
  for (const address of [page.url(), ...asked]) {
    expect(address).not.toMatch(/token|bearer|start=|password|eyJ[\w-]+\./i);
  }
}

/** The desktop's security, read from the running app. */
import type { ElectronApplication } from '@playwright/test';
import { expectNoNode, expectNoSecretInAddresses, expectNoWayOut, expectPolicy } from '../confinement.ts';
import { expect, test } from './newsroom.ts';

/** What preload gives a page, and no more. */
const GIVEN = ['openChannel', 'openWindow', 'platform', 'profile', 'saveFile'];

test.beforeEach(async ({ newsroom }) => {
  const sara = await newsroom.seat('editor');
  await sara.desk.open('Port Selwyn closes');
  await sara.story().saved('on server');
});

/** The app and window of the only seat. */
function only<T>(apps: readonly T[]): T {
  const [first] = apps;
  if (first === undefined) throw new Error('nobody is seated');
  return first;
}

function windowCount(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
}

/** Resolves with where a page next wants to go, and whether the app prevented it. */
function nextNavigation(app: ElectronApplication): Promise<[address: string, prevented: boolean]> {
  return app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.webContents.once('will-navigate', ({ url, defaultPrevented }) => resolve([url, defaultPrevented]));
      }),
  );
}

test('every window is sandboxed and isolated', async ({ apps }) => {
  const { app, page } = only(apps);
  const second = app.waitForEvent('window');
  await page.evaluate(() => Reflect.get(window, 'copydesk').openWindow('/'));
  await second;
  const preferences = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) =>
      // There since long, but not in the documented interface.
      Reflect.apply(Reflect.get(webContents, 'getLastWebPreferences'), webContents, []),
    ),
  );
  expect(preferences).toHaveLength(2);
  for (const one of preferences) {
    expect(one).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
    });
  }
});

test("a page has the policy, no Node, no way out of the app's folder and no secret in an address", async ({ apps }) => {
  const { page } = only(apps);
  await expectNoSecretInAddresses(page);
  await expectNoNode(page, GIVEN);
  await expectNoWayOut(page);
  await expectPolicy(page);
});

test('the scheme serves this app alone', async ({ apps }) => {
  const addresses = [
    'app://../../etc/passwd',
    'app://elsewhere/',
    'app://copydesk:1/',
    'app://copydesk/..%2f..%2fmain',
  ];
  const answers = await only(apps).app.evaluate(
    ({ session }, urls) =>
      Promise.all(
        urls.map((url) =>
          session.defaultSession.fetch(url).then(
            ({ status }) => status,
            // Not an address at all.
            () => 400,
          ),
        ),
      ),
    addresses,
  );
  expect(answers).toEqual([400, 400, 400, 400]);
});

test('a page opens no window, goes nowhere and holds no webview', async ({ apps }) => {
  const { app, page } = only(apps);
  const here = page.url();
  expect(await page.evaluate(() => window.open('app://copydesk/') === null)).toBe(true);
  expect(await page.evaluate(() => window.open('http://copydesk.invalid/') === null)).toBe(true);
  expect(await windowCount(app)).toBe(1);

  for (const address of ['https://copydesk.invalid/', 'app://elsewhere/']) {
    const navigation = nextNavigation(app);
    // Later, so that this call does not end with the page.
    await page.evaluate((to) => {
      setTimeout(() => location.assign(to));
    }, address);
    expect(await navigation).toEqual([address, true]);
  }
  expect(page.url()).toBe(here);

  const webview = await page.evaluate(() => {
    const element = document.createElement('webview');
    document.body.append(element);
    return 'getWebContentsId' in element || 'loadURL' in element;
  });
  expect(webview).toBe(false);
});

test('a page gets no permission and downloads nothing', async ({ apps }) => {
  const { app, page } = only(apps);
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi'] as PermissionName[];
    const asked = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
    return asked.map(({ state }) => state);
  });
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied', 'denied']);
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  const position = () =>
    new Promise<number>((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve(0),
        ({ code }) => resolve(code),
      );
    });
  expect(await page.evaluate(position)).toBe(1);

  const prevented = app.evaluate(
    ({ session }) =>
      new Promise((resolve) => {
        session.defaultSession.once('will-download', (event) => resolve(event.defaultPrevented));
      }),
  );
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['text']));
    link.download = 'text.txt';
    link.click();
  });
  expect(await prevented).toBe(true);
});

test('main refuses what is not well formed', async ({ apps }) => {
  const { app, page } = only(apps);
  const refused = await page.evaluate(async () => {
    const bridge = Reflect.get(window, 'copydesk');
    for (const path of ['//elsewhere/', 'https://elsewhere/', '', null, { path: '/' }]) bridge.openWindow(path);
    // Comes after the others, so its answer says that they were looked at.
    return bridge.saveFile('', 'text/plain', 'not bytes').then(
      () => false,
      () => true,
    );
  });
  expect(refused).toBe(true);
  expect(await windowCount(app)).toBe(1);
});

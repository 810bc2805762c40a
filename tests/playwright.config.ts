import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './e2e/browser.ts';

export default defineConfig({
  testDir: './e2e',
  // Up to three windows and three replicas in one story keep two cores busy: two stories side by side take as long.
  workers: 1,
  retries: 0,
  // Bounds that catch a hang; nothing waits this long when it works. A step's is the shorter, to tell which one hung.
  timeout: 150_000,
  expect: { timeout: 30_000 },
  outputDir: '../test-results',
  use: {
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    launchOptions: chromiumLaunchOptions(),
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});

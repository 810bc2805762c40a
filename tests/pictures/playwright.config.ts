import { defineConfig } from '@playwright/test';
import base from '../playwright.config.ts';

/** The pictures of the README, taken from the app itself: `npm run pictures`. */
export default defineConfig({ ...base, testDir: '.', outputDir: '../../test-results' });

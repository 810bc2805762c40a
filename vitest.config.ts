import { defineConfig } from 'vitest/config';

/** `npm run soak` ends by itself, after as long as it was asked for. */
const soaking = process.env.COPYDESK_SOAK !== undefined;

/** Three projects, run one after another by `npm test`: what stands beside the source, rules of the whole, and faults. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.{ts,tsx}', 'apps/*/src/**/*.test.{ts,tsx}'],
          testTimeout: soaking ? 0 : 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'conformance',
          include: ['tests/conformance/**/*.test.ts'],
          testTimeout: soaking ? 0 : 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'chaos',
          include: ['tests/chaos/**/*.test.ts'],
          testTimeout: soaking ? 0 : 600_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

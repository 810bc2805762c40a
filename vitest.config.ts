import { defineConfig } from 'vitest/config';

/** `npm run soak` ends by itself, after as long as it was asked for. */
const soaking = process.env.COPYDESK_SOAK !== undefined;

/** They judge how long others wait, or this machine's memory: nothing else runs beside them. */
const TIMED = ['floods', 'network', 'revocation'].map((name) => `tests/chaos/${name}.test.ts`);

/** Bounds of `expect.poll` that catch a hang: what a process, a worker or a disk does takes long on a busy machine. */
const PATIENT = { poll: { timeout: 20_000 } };

/** What stands beside the source, rules of the whole, and faults, those that judge time by themselves. */
export default defineConfig({
  test: {
    // All cores: much of a test is waiting for a program of ours to start or to answer.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.{ts,tsx}', 'apps/*/src/**/*.test.{ts,tsx}'],
          testTimeout: soaking ? 0 : 30_000,
          hookTimeout: 60_000,
          expect: PATIENT,
        },
      },
      {
        test: {
          name: 'conformance',
          include: ['tests/conformance/**/*.test.ts'],
          testTimeout: soaking ? 0 : 60_000,
          hookTimeout: 60_000,
          expect: PATIENT,
        },
      },
      {
        test: {
          name: 'chaos',
          include: ['tests/chaos/**/*.test.ts'],
          exclude: TIMED,
          testTimeout: soaking ? 0 : 300_000,
          hookTimeout: 60_000,
          expect: PATIENT,
        },
      },
      {
        test: {
          name: 'timed',
          include: TIMED,
          testTimeout: soaking ? 0 : 300_000,
          hookTimeout: 60_000,
          expect: PATIENT,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

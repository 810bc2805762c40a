/** A worker that dies of an operation, for tests. */
import { defineOperations, runStoreWorker } from '../store-worker.ts';

export const dyingOperations = defineOperations({
  die(): void {
    process.exit(1);
  },
  live(): string {
    return 'alive';
  },
});

runStoreWorker(dyingOperations, []);

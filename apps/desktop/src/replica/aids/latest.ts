/** Work of which only the latest wish counts. */

/**
 * Runs `work`; asked for again while it runs, once more afterwards. Everybody who asked waits for a run that began after
 * they did.
 */
export function latest(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  function run(): Promise<void> {
    running = work().finally(() => {
      running = null;
    });
    return running;
  }
  return () => {
    if (running === null) return run();
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null;
        return run();
      });
    return next;
  };
}

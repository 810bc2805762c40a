import { performance } from 'node:perf_hooks';

/** Makes a meter of how large a share of its time this process's event loop was busy since the last reading, 0 to 1. */
export function createBusyness(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}

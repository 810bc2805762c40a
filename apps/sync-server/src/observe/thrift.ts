import { setFlagsFromString } from 'node:v8';
import { createBusyness } from './busyness.ts';

const LOOK_MS = 1_000;
/** Below this share of its time there is time to save memory, which costs four times as many collections of garbage. */
const IDLE = 0.05;

/**
 * Has V8 save memory while there is little to do, and time while there is much. Left to itself it collects garbage only
 * when more is asked for, so that a server which everybody has left would hold the memory of its busiest hour; told to
 * optimise for size it tidies up some seconds after the last work and gives the pages back. The flag is read at each of
 * V8's decisions, so it may change while the program runs.
 */
export function saveMemoryWhenIdle(): void {
  const busyness = createBusyness();
  let saving = false;
  const timer = setInterval(() => {
    const idle = busyness() < IDLE;
    if (idle === saving) return;
    saving = idle;
    setFlagsFromString(saving ? '--optimize-for-size' : '--no-optimize-for-size');
  }, LOOK_MS);
  timer.unref();
}

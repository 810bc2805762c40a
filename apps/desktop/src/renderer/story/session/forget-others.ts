import type { Awareness } from 'y-protocols/awareness';

/**
 * Forgets which clocks others' presence came with. Of who comes again, a window shows only what is newer than it has seen;
 * what speaks to it over the next line (a replica that was started anew after the clock was put back) may count from less.
 */
export function forgetOthers(awareness: Awareness): void {
  for (const client of awareness.meta.keys()) if (client !== awareness.clientID) awareness.meta.delete(client);
}

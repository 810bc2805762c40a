/** What befalls one desktop and its line to the server, chosen by a seed. */
import type { Desktop } from './desktop.ts';
import type { Random } from './random.ts';
import { turn } from './settle.ts';

const FAULTS = [
  'move frames',
  'move some frames',
  'go offline',
  'go online',
  'cut',
  'crash',
  'crash with windows',
] as const;
export type Fault = (typeof FAULTS)[number];

export function isFault(event: string): event is Fault {
  return FAULTS.some((fault) => fault === event);
}

/** Has it happen. Gives how many frames moved, or null if there was nothing to do it to. */
export async function befall(fault: Fault, desktop: Desktop, random: Random): Promise<number | null> {
  switch (fault) {
    case 'move frames':
    case 'move some frames': {
      const moved = desktop.line.move(fault === 'move frames' ? Infinity : 1 + random.below(3));
      await turn();
      desktop.openWindows();
      return moved;
    }
    case 'go offline':
      if (desktop.online) desktop.goOffline();
      return 0;
    case 'go online':
      if (desktop.online) return null;
      desktop.goOnline();
      return 0;
    case 'cut':
      desktop.line.cut();
      // As after the pause that a real link makes.
      await turn();
      if (desktop.online) desktop.goOnline();
      return 0;
    case 'crash':
    case 'crash with windows':
      await desktop.crash({ windows: fault === 'crash with windows' });
      return 0;
  }
}

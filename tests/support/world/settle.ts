/** Moves everything until nothing is on the way any more. */
import type { Desktop } from './desktop.ts';
import type { Server } from './server.ts';

/** Rounds of moving everything after which a world that is not one has gone wrong. */
const MOST_ROUNDS = 500;

/** Lets what was handed over be dealt with. */
export const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Brings all online and moves frames until all have the same text and the server has all of it. Rejects if they never do. */
export async function settle(server: Server, desktops: readonly Desktop[]): Promise<{ moved: number; state: string }> {
  let moved = 0;
  for (let round = 0; ; round++) {
    for (const desktop of desktops) {
      desktop.goOnline();
      moved += desktop.line.move();
      desktop.openWindows();
    }
    await turn();
    const state = await server.state();
    const states = await Promise.all(desktops.map((desktop) => desktop.state()));
    if (states.every((one) => one === state) && desktops.every(({ settled }) => settled)) return { moved, state };
    if (round === MOST_ROUNDS) throw new Error(`not one: ${JSON.stringify({ state, states })}`);
  }
}

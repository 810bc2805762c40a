/**
 * Shortest wait before the next attempt, what the first ones are spread over, and the longest: a newsroom that loses its
 * server at once does not come back at once, a restarted server is found soon, a dead one not pestered.
 */
const SHORTEST_MS = 200;
const SPREAD_MS = 2_000;
const LONGEST_MS = 10_000;

/**
 * How long to wait before attempt `attempt` (0 is the first after a failure), with full jitter, so that a newsroom
 * whose server restarts does not come back in one moment. `random` gives [0, 1).
 */
export function retryDelay(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MS, SPREAD_MS * 2 ** Math.min(attempt, 20));
  return SHORTEST_MS + random() * (ceiling - SHORTEST_MS);
}

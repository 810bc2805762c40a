/** How much a chaos test does: a little in `npm test`, more with `npm run soak -- --scale N`. */
const scale = Number(process.env.COPYDESK_SOAK_SCALE ?? '1');
const only = process.env.COPYDESK_SOAK_ONLY ?? null;

/** `count` times the scale, at least one. */
export function times(count: number): number {
  return Math.max(1, Math.round(count * scale));
}

/** Why a test is not run, or false: `npm run soak -- --only K1` runs that one alone. */
export function leftOut(id: string): boolean {
  return only !== null && only !== id;
}

/** A seeded generator (mulberry32): the same numbers for the same seed. Returns a float in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed of this run: given by COPYDESK_SEED to repeat one, else new; printed by who uses it. */
export function runSeed(): number {
  return process.env.COPYDESK_SEED ? Number(process.env.COPYDESK_SEED) : Math.floor(Math.random() * 2 ** 31);
}

/** Choices from one seed: xoshiro128**, whose numbers do not repeat in any world, seeded by splitmix32. */
export interface Random {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  oneOf<T>(items: readonly T[]): T | undefined;
  word(): string;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzäéاש新';

/** Blackman and Vigna, "Scrambled linear pseudorandom number generators" (2018). */
export function createRandom(seed: number): Random {
  let mixing = seed >>> 0;
  const splitmix = () => {
    mixing = (mixing + 0x9e3779b9) >>> 0;
    let z = Math.imul(mixing ^ (mixing >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix()];
  const rotate = (x: number, by: number) => ((x << by) | (x >>> (32 - by))) >>> 0;
  const next = () => {
    const result = Math.imul(rotate(Math.imul(b, 5) >>> 0, 7), 9) >>> 0;
    const shifted = (b << 9) >>> 0;
    c = (c ^ a) >>> 0;
    d = (d ^ b) >>> 0;
    b = (b ^ c) >>> 0;
    a = (a ^ d) >>> 0;
    c = (c ^ shifted) >>> 0;
    d = rotate(d, 11);
    return result;
  };
  const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    oneOf: (items) => items[below(items.length)],
    word: () => Array.from({ length: 1 + below(6) }, () => LETTERS[below(LETTERS.length)]).join(''),
  };
}

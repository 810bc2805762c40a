/**
 * Edit distance between two texts, word by word or letter by letter (Levenshtein: one added, left out or put for another
 * counts one), as far as `limit`; `limit` + 1 means "more". Only the band around the diagonal that can stay within it is
 * looked at (Ukkonen, 1985). Parts are compared by identity, so that numbers may stand for words.
 */
export function editDistance(a: ArrayLike<unknown>, b: ArrayLike<unknown>, limit: number): number {
  const more = limit + 1;
  if (Math.abs(a.length - b.length) > limit) return more;
  let above = Array.from({ length: b.length + 1 }, (_, column) => Math.min(column, more));
  for (let row = 1; row <= a.length; row++) {
    const here = new Array<number>(b.length + 1).fill(more);
    if (row <= limit) here[0] = row;
    const first = Math.max(1, row - limit);
    const last = Math.min(b.length, row + limit);
    let least = here[0] ?? more;
    for (let column = first; column <= last; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const cost = Math.min(
        (above[column - 1] ?? more) + same,
        (above[column] ?? more) + 1,
        (here[column - 1] ?? more) + 1,
        more,
      );
      here[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return more;
    above = here;
  }
  return above[b.length] ?? more;
}

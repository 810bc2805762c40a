/** What kept its order when some things of a list were moved. Pure. */

/** Indices of a longest never-falling subsequence of `values`; nulls take no part. */
export function longestRise(values: readonly (number | null)[]): Set<number> {
  /** For each length, the index that ends a rise of it with the smallest value. */
  const ends: { index: number; value: number }[] = [];
  const before: (number | undefined)[] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    let length = ends.length;
    while (length > 0 && (ends[length - 1]?.value ?? 0) > value) length -= 1;
    before[index] = ends[length - 1]?.index;
    ends[length] = { index, value };
  });
  const kept = new Set<number>();
  for (let index = ends.at(-1)?.index; index !== undefined; index = before[index]) kept.add(index);
  return kept;
}

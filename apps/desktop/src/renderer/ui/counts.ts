/** `1 word`, `2,040 words`. */
export function countText(n: number, noun: string): string {
  return `${n.toLocaleString()} ${noun}${n === 1 ? '' : 's'}`;
}

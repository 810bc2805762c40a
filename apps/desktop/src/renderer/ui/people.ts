/** People as initials and hues. */

export const PERSON_HUES = 8;

/** Initials: first and last name's first letter; in scripts that join their letters, one letter. */
export function initialsOf(name: string): string {
  const parts = name
    .trim()
    .split(/\s+/)
    .filter((part) => part !== '');
  const first = firstLetter(parts[0] ?? '');
  if (parts.length < 2 || /\p{Script=Arabic}/u.test(name)) return first;
  return first + firstLetter(parts.at(-1) ?? '');
}

function firstLetter(word: string): string {
  return ([...word.normalize('NFC')][0] ?? '').toLocaleUpperCase();
}

/** A person's hue where no article gives them one: 1 to 8, the same for the same id. */
export function hueOf(userId: string): number {
  let sum = 0;
  for (const char of userId) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return (sum % PERSON_HUES) + 1;
}

/** Hues for people who are all known: nobody shares one while there are no more than eight of them. */
export function huesOf(userIds: Iterable<string>): (userId: string) => number {
  const ranks = new Map([...userIds].sort().map((id, rank) => [id, (rank % PERSON_HUES) + 1]));
  return (userId) => ranks.get(userId) ?? hueOf(userId);
}

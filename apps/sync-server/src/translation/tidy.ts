/** Mends what engines that go by rules do to spaces, quotes and capitals; never words. */

/** `output` with the obvious put right, by the example of the text it was made from. */
export function tidy(source: string, output: string): string {
  let text = output.trim();
  if (!/ {2}/.test(source)) text = text.replace(/ {2,}/g, ' ');
  text = mendQuotes(source, text);
  if (!/ [,.;:?!)]/.test(source)) text = text.replace(/ +([,;:?!)]|\.(?!\d))/g, '$1');
  if (!/\( /.test(source)) text = text.replace(/\( +/g, '(');
  if (!source.includes("'") && source.includes('’')) text = text.replaceAll("'", '’');
  return mendFirstLetter(source, text);
}

/** Takes the spaces away that stand inside quotes, where every quote has its partner. */
function mendQuotes(source: string, text: string): string {
  let mended = text;
  if (!/[“«„] | [”»]/.test(source)) mended = mended.replace(/([“«„]) +/g, '$1').replace(/ +([”»])/g, '$1');
  const parts = mended.split('"');
  const paired = parts.length % 2 === 1 && parts.length === source.split('"').length;
  if (!paired) return mended;
  return parts.map((part, index) => (index % 2 === 1 ? part.trim() : part)).join('"');
}

function mendFirstLetter(source: string, text: string): string {
  const first = source.match(/\p{L}/u)?.[0] ?? '';
  if (!/\p{Lu}/u.test(first)) return text;
  return text.replace(/\p{L}/u, (letter) => letter.toUpperCase());
}

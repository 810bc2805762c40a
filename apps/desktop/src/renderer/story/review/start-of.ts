/** The first words of a text, by which a person knows it again. */
export function startOf(text: string): string {
  const words = text.split(/\s+/).slice(0, 6).join(' ');
  return words === '' ? 'Empty passage' : words.length < text.trim().length ? `${words} …` : words;
}

import type { Warning } from '@copydesk/shared/translation';

/** Longer words are not shown on a button. */
const SHORT = 24;
/** Keeps a quoted word in its own direction within the sentence. */
const quoted = (words: string) => `“\u2068${words}\u2069”`;

/** What a fix does to a passage's text, in words for its button. */
export function fixWords({ from, to, insert }: NonNullable<Warning['fix']>, text: string): string {
  const gone = text.slice(from, to).trim();
  const put = insert.trim();
  const isSpace = put === '' && insert !== '';
  if (isSpace) return from === to ? 'Put a space' : 'Make it one space';
  if (put === '') return gone === '' || gone.length > SHORT ? 'Take it out' : `Take ${quoted(gone)} out`;
  if (put.length + gone.length > SHORT) return 'Put it right';
  return gone === '' ? `Put ${quoted(put)}` : `Put ${quoted(put)} instead of ${quoted(gone)}`;
}

/** Markdown of an edition. */
import type { ArticleDoc } from '../model.ts';
import { toPlainText } from './plain.ts';

/** The text as Markdown. */
export function toMarkdown(doc: ArticleDoc): string {
  return toPlainText(doc);
}

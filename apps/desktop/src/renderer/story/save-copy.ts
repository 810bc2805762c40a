/** *Save a copy*: what is in this window, as a file, whatever the state of line, disk and access. */
import { type ArticleDoc, headlineOf, type Label, toMarkdown, toPlainText } from '@copydesk/shared/article';

export type CopyFormat = 'text' | 'markdown';

export interface Copy {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

const FORMATS: Record<CopyFormat, { extension: string; type: string }> = {
  text: { extension: 'txt', type: 'text/plain' },
  markdown: { extension: 'md', type: 'text/markdown' },
};

/** The file for a text. Its name comes from the headline, in characters that every file system takes. */
export function copyOf(doc: ArticleDoc, language: string, format: CopyFormat, label: Label | null): Copy {
  const { extension, type } = FORMATS[format];
  const text = format === 'text' ? toPlainText(doc, { label }) : toMarkdown(doc);
  return {
    name: copyName(headlineOf(doc), language, extension),
    type: `${type};charset=utf-8`,
    bytes: new TextEncoder().encode(text),
  };
}

/** A file's name from a headline, in characters that every file system takes. */
export function copyName(headline: string, language: string, extension: string): string {
  return `${fileName(headline)}.${language}.${extension}`;
}

function fileName(headline: string): string {
  const words = headline
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return [...words].slice(0, 60).join('') || 'story';
}

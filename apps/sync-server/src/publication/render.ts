/** A text in the form that was asked for. */
import { toMarkdown, toPlainText, toReaderPage } from '@copydesk/shared/article';
import type { EditionContent } from '../context.ts';
import { NINJS_TYPE, toNinjs } from './ninjs.ts';

export interface Rendered {
  /** With charset. */
  readonly type: string;
  readonly body: string;
}

const renderers: Readonly<Record<string, (content: EditionContent) => string>> = {
  'text/html': htmlOf,
  [NINJS_TYPE]: (content) => `${JSON.stringify(toNinjs(content), null, 2)}\n`,
  'text/markdown': (content) => toMarkdown(content.content),
  'text/plain': (content) => toPlainText(content.content, { label: content.label }),
};

/** The page as readers see it. */
export function htmlOf({ content, language, label, fields }: EditionContent): string {
  return toReaderPage({ doc: content, language, label, fields });
}

/** Renders by an Accept header, best first; null if none of the forms it takes is to be had. (JSON is the caller's.) */
export function renderContent(accept: string, content: EditionContent): Rendered | null {
  const type = preferredType(accept, Object.keys(renderers));
  const render = type === null ? undefined : renderers[type];
  return type !== null && render ? { type: `${type}; charset=utf-8`, body: render(content) } : null;
}

/** Whether an Accept header asks for `type` before anything that `renderContent` has. */
export function prefers(accept: string, type: string): boolean {
  return preferredType(accept, [...Object.keys(renderers), type]) === type;
}

/** The one of `types` that an Accept header likes best; of several that a range takes in, the first. */
function preferredType(accept: string, types: readonly string[]): string | null {
  for (const range of acceptedRanges(accept)) {
    const type = types.find((candidate) => matches(range, candidate));
    if (type !== undefined) return type;
  }
  return null;
}

/** Media ranges by weight, then by order. */
function acceptedRanges(accept: string): string[] {
  return accept
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return { range, weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ range }) => range);
}

function matches(range: string, type: string): boolean {
  return range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
}

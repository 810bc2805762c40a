/** Which kind of file this is, by its media type and, where that says little, by its name. */
import { ImportError } from './import-error.ts';

export type Format = 'plain' | 'markdown' | 'ninjs';

const BY_TYPE: Record<string, Format> = {
  'text/plain': 'plain',
  'text/markdown': 'markdown',
  'text/x-markdown': 'markdown',
  'application/vnd.iptc.ninjs+json': 'ninjs',
  'application/ninjs+json': 'ninjs',
  'application/json': 'ninjs',
};
const BY_EXTENSION: Record<string, Format> = {
  txt: 'plain',
  text: 'plain',
  md: 'markdown',
  markdown: 'markdown',
  json: 'ninjs',
  ninjs: 'ninjs',
};
/** Types that browsers and tools give to files they do not know. */
const VAGUE = ['', 'application/octet-stream', 'text/plain'];

/** The format, and the charset that the media type names. Throws `ImportError` ('unsupported') for any other kind. */
export function formatOf(name: string, type: string): { format: Format; charset: string | undefined } {
  const [essence = '', ...parameters] = type.toLowerCase().split(';');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?(?<name>[\w.:-]+)"?\s*$/.exec(parameter)?.groups?.name)
    .find((found) => found !== undefined);
  const mediaType = essence.trim();
  const extension = /\.(?<extension>[^./\\]+)$/.exec(name)?.groups?.extension?.toLowerCase();
  const named = extension !== undefined && Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined;
  const typed = Object.hasOwn(BY_TYPE, mediaType) ? BY_TYPE[mediaType] : undefined;
  if (VAGUE.includes(mediaType) && named) return { format: named, charset };
  if (typed) return { format: typed, charset };
  if (mediaType === '' && extension === undefined) return { format: 'plain', charset };
  throw new ImportError(
    'unsupported',
    `${name} cannot be imported: Copydesk reads plain text, Markdown and ninjs. Save the story as one of these.`,
  );
}

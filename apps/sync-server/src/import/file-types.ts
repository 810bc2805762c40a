/** Which media type a file goes by, from its name. */
import { extname } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.txt': 'text/plain',
  '.text': 'text/plain',
  '.md': 'text/markdown',
  '.markdown': 'text/markdown',
  '.json': 'application/vnd.iptc.ninjs+json',
  '.ninjs': 'application/vnd.iptc.ninjs+json',
};

/** The media type of a file that can be imported, or null. */
export function importTypeOf(file: string): string | null {
  return TYPES[extname(file).toLowerCase()] ?? null;
}

export const IMPORT_EXTENSIONS = Object.keys(TYPES);

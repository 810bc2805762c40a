/** Bytes of a file into text with plain line ends. */
import { ImportError } from './import-error.ts';

/** An article of this length would be a book; larger files are a mistake. */
export const MAX_IMPORT_BYTES = 2 * 1024 * 1024;

export interface Decoded {
  readonly text: string;
  readonly warnings: readonly string[];
}

interface Encoding {
  readonly name: string;
  readonly skip: number;
  readonly warning?: string;
}

/** File kinds people mistake for text, by their first bytes. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['%PDF-', 'a PDF'],
  ['PK\u0003\u0004', 'a ZIP or Word file'],
  ['{\\rtf', 'an RTF file'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Word file'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['GIF8', 'a picture'],
];

/**
 * Decodes a text file: UTF-8, UTF-16 with or without its mark, else what `charset` says, else Windows-1252 (which
 * takes in Latin-1) with a warning. Line ends become "\n". Throws `ImportError` for what is no text.
 */
export function decodeText(bytes: Uint8Array, name: string, charset?: string): Decoded {
  if (bytes.length === 0) throw new ImportError('empty', `${name} is empty. Nothing was imported.`);
  if (bytes.length > MAX_IMPORT_BYTES) {
    throw new ImportError('too-large', `${name} is larger than 2 MB. Import the story alone, as a text file.`);
  }
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  const known = SIGNATURES.find(([signature]) => start.startsWith(signature));
  if (known)
    throw new ImportError('unsupported', `${name} is ${known[1]}. Save the story as plain text and try again.`);

  const encoding = encodingOf(bytes, charset);
  const text = read(bytes.subarray(encoding.skip), encoding.name, name);
  if (isBinary(text)) {
    throw new ImportError('unsupported', `${name} does not hold text. Save the story as plain text and try again.`);
  }
  const plain = text.replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n');
  if (plain.trim() === '') throw new ImportError('empty', `${name} has no text in it. Nothing was imported.`);
  return { text: plain, warnings: encoding.warning ? [encoding.warning] : [] };
}

function encodingOf(bytes: Uint8Array, charset: string | undefined): Encoding {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { name: 'utf-8', skip: 3 };
  if (a === 0xff && b === 0xfe) return { name: 'utf-16le', skip: 2 };
  if (a === 0xfe && b === 0xff) return { name: 'utf-16be', skip: 2 };
  const unmarked = unmarkedUtf16(bytes);
  if (unmarked) return { name: unmarked, skip: 0, warning: 'The file says no encoding; it was read as UTF-16.' };
  if (isUtf8(bytes)) return { name: 'utf-8', skip: 0 };
  if (charset && isEncoding(charset)) return { name: charset, skip: 0 };
  return {
    name: 'windows-1252',
    skip: 0,
    warning: 'The file is not UTF-8; it was read as Windows-1252 (Latin-1). Check accents and quotation marks.',
  };
}

/** Text in a European language as UTF-16 has a zero in nearly every other byte. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length % 2 !== 0) return null;
  const sample = bytes.subarray(0, 2000);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const enough = sample.length / 2 / 2;
  if (odd > enough && even === 0) return 'utf-16le';
  if (even > enough && odd === 0) return 'utf-16be';
  return null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== 'utf-8';
  } catch {
    return false;
  }
}

function read(bytes: Uint8Array, encoding: string, name: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ImportError('encoding', `${name} cannot be read as ${encoding}. Save it as UTF-8 and try again.`, {
      cause,
    });
  }
}

/** Control characters that no text editor writes. */
function isBinary(text: string): boolean {
  const strange = text.match(/(?![\t\n\v\f\r\u0085])\p{Cc}/gu)?.length ?? 0;
  return text.includes('\0') || strange > text.length / 100;
}

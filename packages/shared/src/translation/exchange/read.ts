/** A file from elsewhere, whatever it is. */
import { decodeText } from '../../article/import/decode.ts';
import { ImportError } from '../../article/import/import-error.ts';
import { readCsv } from './csv.ts';
import { ExchangeError, type ExchangeFile } from './model.ts';
import { readTmx } from './tmx.ts';
import { readXliff1 } from './xliff1.ts';
import { readXliff2 } from './xliff2.ts';
import { parseXml } from './xml.ts';

export interface ExchangeInput {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The languages of the translation it is read into. */
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Reads XLIFF 1.x and 2.x, TMX and CSV, told by what is in the file and not by its name. Throws `ExchangeError`: what is
 * wrong, and that nothing was changed.
 */
export function readExchange(input: ExchangeInput): ExchangeFile {
  const file = looksLikeXml(input.bytes) ? readXml(input) : readCsv(decodeFile(input.bytes, input.name), input.name);
  if (file.units.length === 0) {
    throw new ExchangeError('empty', `${input.name} holds no passages. Nothing was changed.`);
  }
  return file;
}

function readXml({ name, bytes, from, to }: ExchangeInput): ExchangeFile {
  const root = parseXml(bytes, name);
  const version = root.attributes.get('version') ?? '';
  if (root.name === 'xliff' && version.startsWith('1.')) return readXliff1(root);
  if (root.name === 'xliff' && version.startsWith('2.')) return readXliff2(root);
  if (root.name === 'tmx') return readTmx(root, { from, to });
  const what = root.name === 'xliff' ? `XLIFF of version ${version || 'unknown'}` : `an XML file of <${root.name}>`;
  throw new ExchangeError('unsupported', `${name} is ${what}. XLIFF 1.2 and 2.1, TMX and CSV can be read.`);
}

/** Whether a file begins as XML does, in any encoding. */
export function looksLikeXml(bytes: Uint8Array): boolean {
  return [...bytes.subarray(0, 64)].find((byte) => !LEADING.has(byte)) === 0x3c;
}

/** What may stand before the first "<": byte order marks, the zeros of UTF-16, white space. */
const LEADING: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, 0xff, 0xfe, 0, 0x20, 0x09, 0x0a, 0x0d]);

/** UTF-8 as it stands, so that what went out comes back to the letter; anything else as stories are imported. */
export function decodeFile(bytes: Uint8Array, name: string): string {
  try {
    if (bytes.length > 0) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: what it is, is told below.
  }
  try {
    return decodeText(bytes, name).text;
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    const code = error.code === 'invalid' ? 'malformed' : error.code;
    throw new ExchangeError(code, error.detail, { cause: error });
  }
}

/** Serves the built renderer: files from one folder, and `index.html` for every page address. */
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, resolve } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

export interface StaticFile {
  readonly status: 200 | 400 | 404;
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer> | string;
}

/**
 * Finds what is served at `path` (percent-encoded, without query). Page addresses, which have no file extension,
 * answer with `index.html`; a path that leads out of the folder answers 400.
 */
export async function readStatic(folder: string, path: string): Promise<StaticFile> {
  const inside = locate(folder, path);
  if (inside === null) return said(400, 'Not an address of this app.');
  const isPage = extname(inside) === '';
  const file = isPage ? join(folder, 'index.html') : inside;
  try {
    const body = new Uint8Array(await readFile(file));
    return { status: 200, type: TYPES[extname(file)] ?? 'application/octet-stream', body };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')))
      throw error;
    return said(404, isPage ? 'The windows of this app are not built yet: run npm start.' : 'There is no such file.');
  }
}

function locate(folder: string, path: string): string | null {
  let plain: string;
  try {
    plain = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (plain.includes('\0') || plain.includes('\\')) return null;
  const file = resolve(folder, `.${plain.startsWith('/') ? plain : `/${plain}`}`);
  const fromFolder = relative(resolve(folder), file);
  return fromFolder.startsWith('..') || isAbsolute(fromFolder) ? null : file;
}

function said(status: 400 | 404, text: string): StaticFile {
  return { status, type: 'text/plain; charset=utf-8', body: `${text}\n` };
}

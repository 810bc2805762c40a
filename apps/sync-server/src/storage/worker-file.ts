import { extname } from 'node:path';

/** Where a worker's entry is: beside this file, in the sources as in the built server (scripts/lib/build-server.mjs). */
export function workerFile(name: 'worker' | 'inspect-worker'): URL {
  return new URL(`./${name}${extname(import.meta.url)}`, import.meta.url);
}

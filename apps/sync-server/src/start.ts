/**
 * The built server's first file (scripts/lib/build-server.mjs): the rest is loaded from compiled code that the first
 * start leaves beside it, by the store's worker too.
 */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('./compiled', import.meta.url));
enableCompileCache(cache);
// Workers read it from the environment.
process.env.NODE_COMPILE_CACHE = cache;
await import('./main.ts');
flushCompileCache();

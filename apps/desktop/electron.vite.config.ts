import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

/**
 * Pages stand at `/` and at `/p/{profile}/...`, so their files have to be named from the root. electron-vite sets
 * `base` to `./` in a hook of its own, which this one comes after.
 */
const filesFromRoot: Plugin = {
  name: 'copydesk:files-from-root',
  enforce: 'post',
  config: () => ({ base: '/' }),
};

export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          index: source('main/index.ts'),
          // The utility process and the store's worker thread are files of their own beside main.
          replica: source('replica/electron-entry.ts'),
          worker: source('replica/storage/worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload has no `require` of its own files: one CommonJS file with everything in it.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: source('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [react(), filesFromRoot],
    build: { rollupOptions: { input: source('renderer/index.html') } },
  },
});

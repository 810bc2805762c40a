import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

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
    // Pages stand at `/` and at `/p/{profile}/...`: their files are named from the root.
    base: '/',
    plugins: [react()],
    build: { rollupOptions: { input: source('renderer/index.html') } },
  },
});

/** What electron-vite built for Electron, as far as it can be held to account without Electron. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { PortFrame, RpcMessage } from '@copydesk/shared/api';
import { describe, expect, it } from 'vitest';
import { FromReplica } from '../../apps/desktop/src/replica/electron-messages.ts';

const desktop = fileURLToPath(new URL('../../apps/desktop/', import.meta.url));
const out = join(desktop, 'out');
const notBuilt = existsSync(join(out, 'main/index.js')) ? false : 'the desktop is not built (npm start builds it)';

/** What a file imports by static imports, dynamic ones and `require`. */
function importsOf(code: string): string[] {
  const found = code.matchAll(/^import (?:[^'"]*? from )?["']([^"']+)["']|\b(?:import|require)\(["']([^"']+)["']\)/gm);
  return [...found].map(([, from, called]) => from ?? called ?? '');
}

describe.skipIf(notBuilt)(`Electron's files${notBuilt ? ` (${notBuilt})` : ''}`, () => {
  it('preload is one CommonJS file that needs nothing but electron', async () => {
    expect(await readdir(join(out, 'preload'))).toEqual(['index.cjs']);
    const code = await readFile(join(out, 'preload/index.cjs'), 'utf8');
    expect(importsOf(code)).toEqual(['electron']);
    expect(code).not.toMatch(/^(import|export) /m);
    // Loads as a script that is only given `require`.
    new Function('require', 'module', 'exports', code);
  });

  it('main, replica and worker import only what is packaged with them', async () => {
    const { dependencies } = JSON.parse(await readFile(join(desktop, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const given = new Set(['electron', ...Object.keys(dependencies), ...builtinModules]);
    const files = (await readdir(join(out, 'main'), { recursive: true })).filter((file) => file.endsWith('.js'));
    expect(files).toEqual(expect.arrayContaining(['index.js', 'replica.js', 'worker.js']));
    for (const file of files) {
      const from = join(out, 'main', file);
      for (const name of importsOf(await readFile(from, 'utf8'))) {
        const isThere = name.startsWith('.')
          ? existsSync(join(dirname(from), name))
          : given.has(name.replace(/^node:/, ''));
        expect(isThere, `${file} imports ${name}`).toBe(true);
      }
      // Only main is given Electron's modules.
      if (file !== 'index.js') expect(importsOf(await readFile(from, 'utf8'))).not.toContain('electron');
    }
  });

  it('the replica runs from its built files: opens its database, answers a window, stops when told', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'copydesk-built-'));
    const profile = '0123456789ab-somebody';
    await mkdir(join(dataFolder, profile));
    const replica = new Worker(AS_UTILITY_PROCESS, {
      eval: true,
      workerData: pathToFileURL(join(out, 'main/replica.js')).href,
    });
    const { port1, port2 } = new MessageChannel();
    try {
      const stopped = Promise.withResolvers<void>();
      const answered = Promise.withResolvers<unknown>();
      replica.on('error', (error) => {
        answered.reject(error);
        stopped.reject(error);
      });
      replica.on('message', (data) => {
        const message = FromReplica.parse(data);
        if (message.type === 'stopped') stopped.resolve();
        // As main answers where nothing was kept.
        else replica.postMessage({ type: 'secret', id: message.id, secret: null, error: null });
      });
      port1.on('message', (data) => {
        const frame = PortFrame.parse(data);
        if (frame.kind === 'text') answered.resolve(RpcMessage.parse(JSON.parse(frame.data)));
        if (frame.kind === 'close') answered.reject(new Error(`closed with ${frame.code} ${frame.reason}`));
      });
      replica.postMessage({ type: 'start', dataFolder, server: 'http://127.0.0.1:9' });
      replica.postMessage({ type: 'open-channel', path: `/p/${profile}/rpc`, port: port2 }, [port2]);
      expect(await answered.promise).toMatchObject({ event: 'profile', profile: { disk: { state: 'ok' } } });
      const databases = (await readdir(join(dataFolder, profile))).filter((name) => /\.(db|sqlite3?)$/.test(name));
      expect(databases).toHaveLength(1);
      replica.postMessage({ type: 'stop' });
      await stopped.promise;
    } finally {
      port1.close();
      await replica.terminate();
      await rm(dataFolder, { recursive: true, force: true });
    }
  });
});

/** Stands in for a utility process: the parent port that Electron gives one, made of a worker thread's. */
const AS_UTILITY_PROCESS = `
const { parentPort, workerData } = require('node:worker_threads');
const asElectron = (port) => ({
  on: (event, listener) => port.on(event, event === 'message' ? (data) => listener({ data }) : listener),
  postMessage: (message) => port.postMessage(message),
  start: () => port.start(),
  close: () => port.close(),
});
process.parentPort = {
  on: (_event, listener) =>
    parentPort.on('message', ({ port, ...data }) => listener({ data, ports: port ? [asElectron(port)] : [] })),
  postMessage: (message) => parentPort.postMessage(message),
};
import(workerData);
`;

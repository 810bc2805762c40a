/**
 * The whole newsroom on this computer: a sync server with the demo newsroom, and the desktop in Electron, or in a
 * browser where Electron can't run. `--as editor` goes straight in; `--browser` prefers the browser.
 */

import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { findElectron } from './lib/electron.mjs';
import {
  ensureBuilt,
  ensureInstalled,
  ensureServerBuilt,
  environment,
  fail,
  root,
  say,
  startProgram,
  whenAbandoned,
} from './lib/setup.mjs';

const GRACE_MS = 15_000;
const data = join(root, '.copydesk');
const runningFile = join(data, 'running.json');

const { values: options } = parseOptions();
ensureInstalled();
ensureBuilt();
mkdirSync(data, { recursive: true });

const running = await alreadyRunning();
if (running) await openAnother(running);
else await startAll();

function parseOptions() {
  try {
    return parseArgs({ options: { as: { type: 'string' }, browser: { type: 'boolean', default: false } } });
  } catch (error) {
    return fail(`${error.message}\nUse: npm start [-- --as editor|editor2|translator|chief] [--browser]`);
  }
}

/** The newsroom that an earlier `npm start` of this folder still runs, or null. */
async function alreadyRunning() {
  try {
    const found = JSON.parse(readFileSync(runningFile, 'utf8'));
    process.kill(found.pid, 0);
    const answer = await fetch(`${found.server}/healthz`);
    return answer.ok ? found : null;
  } catch {
    return null;
  }
}

/** A second `npm start` adds a window to the newsroom that runs already. */
async function openAnother({ server, desktop }) {
  if (desktop) {
    const address = await anotherAddress(desktop);
    say('Copydesk runs already. Open this address in a browser on this computer; it lets one browser in, once:');
    console.log(`\n  ${address}\n`);
    return;
  }
  const electron = findElectron();
  if (!electron.binary) fail('Copydesk runs already, in the terminal where it was started.');
  const child = startElectron(electron.binary, server);
  child.on('exit', (code) => process.exit(code ?? 1));
}

/** An address of its own, straight to a demo account if one was named. Those printed before stay good until used. */
async function anotherAddress({ url, key }) {
  const links = new URL('/links', url);
  if (options.as) links.searchParams.set('to', `/as/${encodeURIComponent(options.as)}`);
  const answer = await fetch(links, { method: 'POST', headers: { authorization: `Bearer ${key}` } });
  const said = (await answer.text()).trim();
  return answer.ok ? said : fail(`No further window can be opened: ${said}`);
}

async function startAll() {
  const children = [];
  const stopAll = stopper(children);
  const server = startProgram(ensureServerBuilt(), ['--demo'], {
    stdio: ['ignore', 'pipe', logTo('server')],
    env: environment({ COPYDESK_DATA: process.env.COPYDESK_DATA ?? join(data, 'server') }),
  });
  children.push(server);
  const { url } = await listening(server, 'server', stopAll);

  const electron = options.browser ? { why: 'As you asked' } : findElectron();
  const desktop = electron.binary ? startElectron(electron.binary, url) : startBrowserHost(url);
  children.unshift(desktop);
  if (electron.binary) {
    remember({ server: url, desktop: null });
    say('Copydesk is open. Ctrl-C here ends it.');
  } else {
    const opened = await listening(desktop, 'desktop', stopAll);
    remember({ server: url, desktop: { url: opened.url, key: opened.key } });
    say(`${electron.why}, so Copydesk opens in a browser on this computer. Ctrl-C ends it.`);
    say('The address lets one browser in, once; for another browser, npm start in a second terminal prints another.');
    console.log(`\n  ${opened.url}\n`);
  }
  for (const child of children) child.on('exit', () => stopAll(0));
}

function startElectron(binary, server) {
  const args = [join(root, 'apps', 'desktop'), `--server=${server}`, `--data=${join(data, 'desktop')}`];
  if (options.as) args.push(`--as=${options.as}`);
  return spawn(binary, args, { stdio: ['ignore', 'inherit', 'inherit'], env: environment() });
}

function startBrowserHost(server) {
  const port = process.env.COPYDESK_DESKTOP_PORT ?? '4610';
  const args = ['--server', server, '--data', join(data, 'desktop'), '--port', port];
  if (options.as) args.push('--as', options.as);
  return startProgram('apps/desktop/src/browser-host/main.ts', args, {
    stdio: ['ignore', 'pipe', logTo('desktop')],
  });
}

/** Where a program's log of this start goes: the terminal is for the person. */
function logTo(name) {
  return openSync(join(data, `${name}.log`), 'w', 0o600);
}

/** Waits for a program's `{"event":"listening"}` line; if it ends before, so do we. */
function listening(child, name, stopAll) {
  return new Promise((resolve) => {
    const ended = () => {
      say(readFileSync(join(data, `${name}.log`), 'utf8').trimEnd());
      say(`The ${name} did not start; what went wrong stands above.`);
      stopAll(1);
    };
    child.once('exit', ended);
    child.once('error', ended);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = line.startsWith('{') ? JSON.parse(line) : {};
      if (said.event !== 'listening') return;
      child.removeListener('exit', ended);
      resolve(said);
    });
  });
}

function remember(facts) {
  writeFileSync(runningFile, JSON.stringify({ pid: process.pid, ...facts }), { mode: 0o600 });
}

/** Ends everything that was started, the desktop first so that it can send what it holds; then ends this command. */
function stopper(children) {
  let stopping = false;
  const stopAll = async (code) => {
    if (stopping) return;
    stopping = true;
    for (const child of children) await stopOne(child);
    rmSync(runningFile, { force: true });
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopAll(0));
  whenAbandoned(() => stopAll(0));
  return stopAll;
}

function stopOne(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

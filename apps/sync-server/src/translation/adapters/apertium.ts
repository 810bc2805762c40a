/** Apertium as a program on this machine: free, without a network, and by rules. */
import { spawn } from 'node:child_process';
import {
  type Availability,
  EngineError,
  type EngineErrorCode,
  type TranslationEngine,
  whyUnavailable,
} from '../engine.ts';
import { pairInWords, threeLetters } from '../languages.ts';

export interface ApertiumOptions {
  /** Name or path of the program. */
  readonly program: string;
  /** For one passage. */
  readonly timeoutMs: number;
}

const NAME = 'Apertium';
/** What a program that was asked to end gets before it is killed. */
const GRACE_MS = 1_000;
/** What a shell says of a program that is not there, or is no program. */
const COMMAND_NOT_FOUND = 127;
const COMMAND_NOT_EXECUTABLE = 126;
/** Far above the translation of any passage: a program gone wild must not fill the memory. */
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

/** Each passage is given to a process of its own, so that one can never leak into another. */
export function createApertium({ program, timeoutMs }: ApertiumOptions): TranslationEngine {
  const run = (args: readonly string[], input: string, signal?: AbortSignal) =>
    runProgram({ program, args, input, timeoutMs, signal });

  async function available(from: string, to: string): Promise<Availability> {
    const mode = `${threeLetters(from)}-${threeLetters(to)}`;
    try {
      const modes = (await run(['-l'], '')).split(/\s+/);
      if (modes.includes(mode)) return { ok: true, version: `${NAME} ${await version()} ${mode}`.replace('  ', ' ') };
      const why = `Apertium on the server has no pair ${pairInWords(from, to)}: install apertium-${mode}, or choose another engine.`;
      return { ok: false, why };
    } catch (error) {
      const missing = error instanceof EngineError && error.code === 'missing';
      if (!missing) return whyUnavailable(NAME, error);
      const why = `Apertium is not installed on the server: install apertium and apertium-${mode}, or choose another engine.`;
      return { ok: false, why };
    }
  }

  async function version(): Promise<string> {
    return (await run(['-V'], '')).match(/\d+(\.\d+)+/)?.[0] ?? '';
  }

  return {
    id: 'apertium',
    name: NAME,
    remote: false,
    method: 'rules',
    available,
    async translate({ texts, from, to, signal, onProgress }) {
      const mode = `${threeLetters(from)}-${threeLetters(to)}`;
      const outputs: string[] = [];
      for (const text of texts) {
        signal.throwIfAborted();
        outputs.push((await run(['-u', '-f', 'txt', mode], text, signal)).replace(/\n$/, ''));
        onProgress?.(outputs.length);
      }
      return outputs;
    },
  };
}

function failed(code: EngineErrorCode, message: string, cause: Error): EngineError {
  return new EngineError(NAME, code, message, { cause });
}

interface Run {
  readonly program: string;
  readonly args: readonly string[];
  readonly input: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Runs a program to its end and resolves with what it wrote; ends it (and what it started) on abort and time limit. */
function runProgram({ program, args, input, timeoutMs, signal }: Run): Promise<string> {
  return new Promise((resolve, reject) => {
    // `apertium` is a script that opens /dev/stdin again, which Node's own pipe (a socket) refuses: `cat` makes a real
    // one. A process group of its own, because the script starts a whole pipeline, to be ended as one.
    const child = spawn('/bin/sh', ['-c', 'cat | "$0" "$@"', program, ...args], {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, LC_ALL: 'C.UTF-8' },
    });
    const output: Buffer[] = [];
    let size = 0;
    let errors = '';
    let failure: unknown = null;
    let killTimer: NodeJS.Timeout | undefined;

    const stop = (reason: unknown) => {
      if (failure !== null) return;
      failure = reason;
      signalGroup(child.pid, 'SIGTERM');
      killTimer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), GRACE_MS);
    };
    const onAbort = () => stop(signal?.reason);
    const timer = setTimeout(() => {
      const seconds = timeoutMs / 1000;
      stop(new EngineError(NAME, 'timeout', `Apertium did not finish within ${seconds} s. Try again.`));
    }, timeoutMs);
    const settle = () => {
      clearTimeout(timer);
      clearTimeout(killTimer);
      signal?.removeEventListener('abort', onAbort);
    };
    signal?.addEventListener('abort', onAbort, { once: true });

    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_OUTPUT_BYTES) stop(new EngineError(NAME, 'answer', 'Apertium answered without end. Try again.'));
      else output.push(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      errors = (errors + chunk).slice(-500);
    });
    // A program that ended early does not read its input: its exit says why.
    child.stdin.on('error', () => {});
    child.stdin.end(input);

    child.on('error', (cause) => {
      settle();
      reject(failed('missing', 'Apertium could not be started on the server. Choose another engine.', cause));
    });
    child.on('close', (code) => {
      settle();
      if (failure !== null) return reject(failure);
      if (code === 0) return resolve(Buffer.concat(output).toString('utf8'));
      const cause = new Error(`exit status ${code}: ${errors.trim()}`);
      if (code === COMMAND_NOT_FOUND || code === COMMAND_NOT_EXECUTABLE) {
        const message = 'Apertium is not installed on the server: install it, or choose another engine.';
        return reject(failed('missing', message, cause));
      }
      const message = `Apertium failed (status ${code}). Check the installed pair, or choose another engine.`;
      reject(failed('answer', message, cause));
    });
    if (signal?.aborted) onAbort();
  });
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

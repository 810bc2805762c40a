/** What the engines that are spoken to over HTTP have in common. */
import type * as z from 'zod';
import { ConfigError, isLoopback } from '../../config.ts';
import { EngineError, type EngineErrorCode } from '../engine.ts';

/** True if what is sent to this URL does not leave the machine. */
export function staysHere(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, ''));
}

/**
 * Unpublished text goes over `https:`, or over `http:` to this machine, and no other way.
 * Throws `ConfigError` for any other URL.
 */
export function requireSafeUrl(engine: string, url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol === 'https:' || (protocol === 'http:' && staysHere(url))) return;
  throw new ConfigError(`The address set for ${engine} is not safe: use https:, or http: to this machine only.`);
}

export interface EngineRequest<T extends z.ZodType> {
  /** The engine's name. */
  readonly engine: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent by POST; null: a GET. */
  readonly body: string | URLSearchParams | null;
  readonly answer: T;
  /** What the engine's own error statuses mean. */
  readonly statuses: Readonly<Record<number, readonly [EngineErrorCode, string]>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** One request to an engine. Rejects with `EngineError`, or with the signal's reason once that is aborted. */
export async function askEngine<T extends z.ZodType>(request: EngineRequest<T>): Promise<z.output<T>> {
  const { engine, url, headers = {}, body, answer, statuses, timeoutMs, signal } = request;
  signal?.throwIfAborted();
  const limit = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: body === null ? 'GET' : 'POST',
      headers: { accept: 'application/json', ...headers },
      // A redirect could lead anywhere, `http:` included.
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      ...(body === null ? {} : { body }),
    });
    text = await response.text();
  } catch (cause) {
    signal?.throwIfAborted();
    if (limit.aborted) {
      const message = `${engine} did not answer within ${timeoutMs / 1000} s. Try again.`;
      throw new EngineError(engine, 'timeout', message, { cause });
    }
    const message = `${engine} cannot be reached from the server. Check that it runs, or choose another engine.`;
    throw new EngineError(engine, 'unreachable', message, { cause });
  }
  if (!response.ok) {
    const [code, message] = statuses[response.status] ?? [
      'answer',
      `${engine} answered with status ${response.status}. Try again, or choose another engine.`,
    ];
    throw new EngineError(engine, code, message);
  }
  const parsed = answer.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const message = `${engine} gave an answer that cannot be read. Check its address, or choose another engine.`;
  throw new EngineError(engine, 'answer', message, { cause: parsed.error });
}

/** An engine must answer with as many texts as it was given. Throws `EngineError`. */
export function requireCount(engine: string, outputs: readonly string[], count: number): void {
  if (outputs.length === count) return;
  const message = `${engine} gave ${outputs.length} texts for ${count}. Nothing of that was used; choose another engine.`;
  throw new EngineError(engine, 'answer', message);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

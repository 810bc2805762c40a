/**
 * The typed client of the REST contract. What goes in and what comes out is parsed by the contract's own schemas, so
 * a caller holds values that fit their types or an error that says what happened.
 */
import type * as z from 'zod';
import { ImportPlan } from '../article/import/model.ts';
import {
  type BodyOf,
  type EndpointName,
  endpoints,
  type importQuery,
  type ParamsOf,
  type QueryOf,
  type ResponseOf,
} from './contract.ts';
import { Article, Problem } from './resources.ts';

/** Where the API begins. */
export const API_PREFIX = '/api/v1';

/** One request as it goes over the line. `path` begins with `/api/v1` and carries its query. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** Needs no session: no token is sent. */
  readonly open: boolean;
  readonly body: { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> | string } | null;
}

/** The answer: `body` is the parsed JSON, or undefined where there was none (or none that can be read). */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Carries one request to the server. Rejects with `NetworkError` when no answer came. */
export type Transport = (request: ApiRequest) => Promise<ApiAnswer>;

/** The server (or this client, before sending) said no. `message` is the problem's detail, made for people. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail, options);
    this.problem = problem;
  }
}

/** No answer came: whether the server did what was asked is not known. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/** A part of the input may be left out where the endpoint requires nothing in it. */
type Part<K extends string, T> = Record<never, never> extends T ? { readonly [P in K]?: T } : { readonly [P in K]: T };
export type CallInput<N extends EndpointName> = Part<'params', ParamsOf<N>> &
  Part<'query', QueryOf<N>> &
  Part<'body', BodyOf<N>>;

export interface ImportFile {
  /** Media type. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
export type ImportFileQuery = Omit<z.input<typeof importQuery>, 'dryRun'>;

/** Every method rejects with `ProblemError`, or with what the transport rejects with (`NetworkError`). */
export interface Client {
  call<N extends EndpointName>(name: N, input: CallInput<N>): Promise<ResponseOf<N>>;
  /** As `call`, for input from outside (a window's RPC): it is parsed before anything is sent. */
  forward(name: EndpointName, input: unknown): Promise<unknown>;
  planImport(query: ImportFileQuery, file: ImportFile): Promise<ImportPlan>;
  importArticle(query: ImportFileQuery, file: ImportFile): Promise<Article>;
}

/** Makes a client that speaks through `transport`. */
export function createClient(transport: Transport): Client {
  async function forward(name: EndpointName, input: unknown): Promise<unknown> {
    const endpoint = endpoints[name];
    const parts = isRecord(input) ? input : {};
    const params = parsePart('params', endpoint.params, parts);
    const query = parsePart('query', endpoint.query, parts);
    const body = parsePart('body', endpoint.body, parts);
    const takesBody = Object.keys(endpoint.body.shape).length > 0;
    const answer = await transport({
      method: endpoint.method,
      path: API_PREFIX + fillPath(endpoint.path, params) + queryString(query),
      open: 'open' in endpoint && endpoint.open === true,
      body: takesBody ? { type: 'application/json', bytes: JSON.stringify(body) } : null,
    });
    return readAnswer(endpoint.response, answer);
  }

  function upload(query: Record<string, unknown>, file: ImportFile): Promise<ApiAnswer> {
    return transport({
      method: 'POST',
      path: `${API_PREFIX}/articles/import${queryString(query)}`,
      open: false,
      body: file,
    });
  }

  return {
    forward,
    // The endpoint's own schema parsed the answer, so it has the endpoint's type.
    call: async <N extends EndpointName>(name: N, input: CallInput<N>) => (await forward(name, input)) as ResponseOf<N>,
    planImport: async (query, file) => readAnswer(ImportPlan, await upload({ ...query, dryRun: '1' }, file)),
    importArticle: async (query, file) => readAnswer(Article, await upload(query, file)),
  };
}

export interface FetchTransportOptions {
  /** Such as `https://newsroom.example`; a path is kept. */
  readonly baseUrl: string;
  /** The access token of now, or null when nobody is signed in. */
  readonly token: () => string | null | Promise<string | null>;
  readonly fetch?: typeof fetch;
  /** How long to wait for the whole answer. */
  readonly timeoutMs?: number;
}

/** Long enough for a 16 MiB import over a slow line. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** The transport of every client outside tests: `fetch`, a bearer token, a time limit. */
export function fetchTransport(options: FetchTransportOptions): Transport {
  const base = options.baseUrl.replace(/\/+$/, '');
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const request = options.fetch ?? fetch;
  return async ({ method, path, open, body }) => {
    const headers = new Headers({ accept: 'application/json' });
    if (body) headers.set('content-type', body.type);
    const token = open ? null : await options.token();
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await request(base + path, {
        method,
        headers,
        signal,
        redirect: 'error',
        ...(body ? { body: body.bytes } : {}),
      });
      return { status: response.status, body: parseJson(await response.text()) };
    } catch (error) {
      const what = signal.aborted
        ? `The server did not answer in time (${timeoutMs / 1000} s).`
        : 'The server cannot be reached.';
      throw new NetworkError(what, { cause: error });
    }
  };
}

function parsePart(part: 'params' | 'query' | 'body', schema: z.ZodType, parts: Record<string, unknown>) {
  const parsed = schema.safeParse(parts[part] ?? {});
  if (parsed.success) return isRecord(parsed.data) ? parsed.data : {};
  throw new ProblemError({
    type: 'about:blank',
    title: 'Bad request',
    status: 400,
    detail: 'This request is not complete or not well formed, so it was not sent. Nothing was changed.',
    issues: parsed.error.issues.map(({ path, message }) => ({ path: [part, ...path].join('.'), message })),
  });
}

function readAnswer<T extends z.ZodType>(schema: T, { status, body }: ApiAnswer): z.output<T> {
  if (status >= 200 && status < 300) {
    const parsed = schema.safeParse(status === 204 ? undefined : body);
    if (parsed.success) return parsed.data;
    throw unreadable(status, parsed.error);
  }
  const problem = Problem.safeParse(body);
  if (problem.success) throw new ProblemError(problem.data);
  throw unreadable(status, problem.error);
}

/** Not the contract: another version, or a proxy's page. */
function unreadable(status: number, cause: Error): ProblemError {
  const detail =
    status >= 200 && status < 300
      ? 'The server answered in a way this version does not understand. Update the app, or check the server address.'
      : `The server answered with status ${status} and no explanation. Try again; if it stays, check the server address.`;
  const failed = status >= 400 ? status : 502;
  return new ProblemError({ type: 'about:blank', title: 'Unexpected answer', status: failed, detail }, { cause });
}

/** Puts each parameter, encoded, in its `{place}`. */
function fillPath(path: string, params: Record<string, unknown>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
}

function queryString(query: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.append(key, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not the contract: `readAnswer` says so, by status.
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Typed calls over the untyped requests: input filled in, answers parsed by the contract. */
import {
  type CallInput,
  type EndpointName,
  endpoints,
  type LocalCallName,
  type LocalInput,
  type LocalResponse,
  localCalls,
  ProblemError,
  type ResponseOf,
} from '@copydesk/shared/api';
import type * as z from 'zod';
import type { Bridge } from './bridge.ts';
import { createRpc, type Rpc, type RpcSocket } from './rpc.ts';

/** Local calls that may be asked twice; REST calls may be by their method. */
const REPEATABLE: ReadonlySet<string> = new Set<LocalCallName>([
  'profile',
  'damageRead',
  'unsentTexts',
  'setOffline',
  'search',
  'documentState',
  'heldChanges',
  'heldText',
  'planImport',
  'memoryMatches',
  'glossaries',
  'glossary',
  'signOut',
]);

/** True if asking this call twice does no more than asking it once. */
function isRepeatable(call: string): boolean {
  const endpoint = Object.entries(endpoints).find(([name]) => name === call)?.[1];
  return endpoint === undefined ? REPEATABLE.has(call) : endpoint.method === 'GET' || endpoint.method === 'PUT';
}

/** The part of a bridge that is the same in every house. */
export type Calls = Pick<Bridge, 'call' | 'localCall' | 'onEvent' | 'onConnection' | 'close'>;

export function createCalls(connect: () => RpcSocket): Calls {
  const rpc: Rpc = createRpc({ connect, repeatable: isRepeatable });
  return {
    // The call's own schema parsed the answer, so it has the call's type.
    call: async <N extends EndpointName>(name: N, input: CallInput<N>) => {
      const parts = { params: {}, query: {}, body: {}, ...input };
      return parseAnswer(endpoints[name].response, await rpc.request(name, parts)) as ResponseOf<N>;
    },
    localCall: async <N extends LocalCallName>(name: N, input: LocalInput<N>) =>
      parseAnswer(localCalls[name].response, await rpc.request(name, input)) as LocalResponse<N>,
    onEvent: rpc.onEvent,
    onConnection: rpc.onConnection,
    close: rpc.close,
  };
}

function parseAnswer(schema: z.ZodType, answer: unknown): unknown {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new ProblemError(
    {
      type: 'about:blank',
      title: 'Unexpected answer',
      status: 502,
      detail: 'Copydesk on this computer answered in a way this window does not understand. Reload the window.',
    },
    { cause: parsed.error },
  );
}

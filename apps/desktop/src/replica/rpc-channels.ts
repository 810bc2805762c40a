/** The RPC channels of a profile's windows: which call is whose to answer, and their end when the replica stops. */
import {
  type EndpointName,
  endpoints,
  type LocalCallName,
  type LocalEvent,
  localCalls,
  ProblemError,
} from '@copydesk/shared/api';
import { CLOSE, type Log } from '@copydesk/shared/sync';
import type { EndpointCalls } from './calls.ts';
import type { Channel, ChannelEnd } from './channel.ts';
import type { Emitter } from './emitter.ts';
import type { LocalAnswer } from './local-calls.ts';
import { serveRpc } from './rpc.ts';

export interface RpcChannels {
  open(channel: Channel): ChannelEnd;
  /** Closes all with 4503. */
  close(): void;
}

export interface RpcChannelsOptions {
  readonly answerEndpoint: EndpointCalls;
  readonly answerLocal: LocalAnswer;
  /** What a window is told first. */
  readonly hello: () => LocalEvent;
  readonly events: Pick<Emitter<LocalEvent>, 'on'>;
  readonly log: Log;
}

export function createRpcChannels(options: RpcChannelsOptions): RpcChannels {
  const { answerEndpoint, answerLocal, hello, events, log } = options;
  const channels = new Set<Channel>();

  async function answer(call: string, input: unknown): Promise<unknown> {
    if (isEndpoint(call)) return answerEndpoint(call, input);
    if (isLocalCall(call)) return answerLocal(call, input);
    throw new ProblemError({
      type: 'about:blank',
      title: 'Unknown call',
      status: 404,
      detail: 'This version of the app cannot do that. Restart the app.',
    });
  }

  return {
    open(channel) {
      channels.add(channel);
      const end = serveRpc(channel, answer, hello(), events.on, log);
      return {
        ...end,
        closed() {
          channels.delete(channel);
          end.closed();
        },
      };
    },
    close() {
      for (const channel of channels) channel.close(CLOSE.draining.code, CLOSE.draining.reason);
    },
  };
}

function isEndpoint(call: string): call is EndpointName {
  return Object.hasOwn(endpoints, call);
}

function isLocalCall(call: string): call is LocalCallName {
  return Object.hasOwn(localCalls, call);
}

/** One window's RPC channel: calls in, answers and events out (`RpcRequest`, `RpcMessage`). */
import { type LocalEvent, NetworkError, type Problem, ProblemError, RpcRequest } from '@copydesk/shared/api';
import { FolderInUse } from '@copydesk/shared/node';
import { CLOSE, type Log, StoreError } from '@copydesk/shared/sync';
import * as z from 'zod';
import type { Channel, ChannelEnd } from './channel.ts';

/** Answers one call; rejects with `ProblemError` in words for the person. */
export type Answer = (call: string, input: unknown) => Promise<unknown>;

const OFFLINE_DETAIL = 'You are offline. Nothing was changed; try again when the line is back.';

/** What a window is told when the server cannot be asked. */
export function offlineProblem(detail = OFFLINE_DETAIL): ProblemError {
  return new ProblemError({ type: 'about:blank', title: 'No line to the server', status: 503, detail });
}

/** Serves a channel. `subscribe` brings the events to pass on; the first thing sent is what `hello` gives, if anything. */
export function serveRpc(
  channel: Channel,
  answer: Answer,
  hello: LocalEvent | null,
  subscribe: (listener: (event: LocalEvent) => void) => () => void,
  log: Log,
): ChannelEnd {
  let open = true;
  const send = (message: unknown) => {
    if (open) channel.sendText(JSON.stringify(message));
  };
  const unsubscribe = subscribe(send);
  if (hello !== null) send(hello);
  return {
    text(data) {
      const request = parseRequest(data);
      if (!request) return channel.close(CLOSE.badFrame.code, CLOSE.badFrame.reason);
      answer(request.call, request.input).then(
        (result) => send({ id: request.id, result: result ?? null }),
        (error: unknown) => send({ id: request.id, problem: asProblem(error, request.call, log) }),
      );
    },
    bytes: () => channel.close(CLOSE.badFrame.code, CLOSE.badFrame.reason),
    closed() {
      open = false;
      unsubscribe();
    },
  };
}

function diskProblem(error: StoreError): Problem {
  const detail = `${error.message} What was saved before is untouched.`;
  return { type: 'about:blank', title: 'Not done on this computer', status: 507, detail };
}

function parseRequest(data: string): RpcRequest | null {
  try {
    return RpcRequest.parse(JSON.parse(data));
  } catch {
    // Not a request: the channel is closed as badly spoken.
    return null;
  }
}

/** What a window is told when this computer's copy cannot be opened. */
export function unusableProblem(error: StoreError | FolderInUse): Problem {
  const after =
    error instanceof FolderInUse ? '' : ' What was saved there is untouched. Once this is put right, try again.';
  return {
    type: 'about:blank',
    title: 'The stories on this computer cannot be opened',
    status: 507,
    detail: `${error.message}${after}`,
  };
}

function asProblem(error: unknown, call: string, log: Log): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof NetworkError) return offlineProblem().problem;
  if (error instanceof FolderInUse) return unusableProblem(error);
  if (error instanceof StoreError) return diskProblem(error);
  if (error instanceof z.ZodError) {
    const detail = 'This request is not well formed. Nothing was changed.';
    return { type: 'about:blank', title: 'Bad request', status: 400, detail };
  }
  log.error('call-failed', { call, error: String(error) });
  return {
    type: 'about:blank',
    title: 'Error',
    status: 500,
    detail: 'This computer could not do that. Your text is untouched; try again, or restart the app.',
  };
}

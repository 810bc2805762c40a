/**
 * What screens show comes from here: each call is kept by name and input, and asked again when the replica says that
 * something changed (see `invalidate.ts`).
 */
import type {
  CallInput,
  EndpointName,
  LocalCallName,
  LocalInput,
  LocalResponse,
  ProblemError,
  ResponseOf,
} from '@copydesk/shared/api';
import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { useBridge } from '../bridge/index.ts';

export interface CallOptions {
  /** False: do not ask yet. */
  readonly enabled?: boolean;
}

/** The cache key of a call: `['call', name, input]`, or `['local', name, input]` for a local one. */
export function callKey<N extends EndpointName>(name: N, input: CallInput<N>): readonly unknown[] {
  return ['call', name, input];
}
export function localCallKey<N extends LocalCallName>(name: N, input: LocalInput<N>): readonly unknown[] {
  return ['local', name, input];
}

/** Asks a call of the REST contract and keeps the answer true: it is asked again when the replica reports a change. */
export function useCall<N extends EndpointName>(
  name: N,
  input: CallInput<N>,
  options: CallOptions = {},
): UseQueryResult<ResponseOf<N>, ProblemError> {
  const bridge = useBridge();
  return useQuery<ResponseOf<N>, ProblemError>({
    queryKey: callKey(name, input),
    queryFn: () => bridge.call(name, input),
    enabled: options.enabled ?? true,
  });
}

/** As `useCall`, for what only the replica knows. */
export function useLocalCall<N extends LocalCallName>(
  name: N,
  input: LocalInput<N>,
  options: CallOptions = {},
): UseQueryResult<LocalResponse<N>, ProblemError> {
  const bridge = useBridge();
  return useQuery<LocalResponse<N>, ProblemError>({
    queryKey: localCallKey(name, input),
    queryFn: () => bridge.localCall(name, input),
    enabled: options.enabled ?? true,
  });
}

/** A call that changes something: `mutateAsync(input)`; `error` is a `ProblemError` for `<ProblemNote>`. */
export function useAct<N extends EndpointName>(name: N): UseMutationResult<ResponseOf<N>, ProblemError, CallInput<N>> {
  const bridge = useBridge();
  return useMutation<ResponseOf<N>, ProblemError, CallInput<N>>({ mutationFn: (input) => bridge.call(name, input) });
}

/** As `useAct`, for what only the replica does. */
export function useLocalAct<N extends LocalCallName>(
  name: N,
): UseMutationResult<LocalResponse<N>, ProblemError, LocalInput<N>> {
  const bridge = useBridge();
  return useMutation<LocalResponse<N>, ProblemError, LocalInput<N>>({
    mutationFn: (input) => bridge.localCall(name, input),
  });
}

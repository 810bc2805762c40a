import { QueryClient } from '@tanstack/react-query';

/**
 * The window's query cache. Answers come from this computer, so they are never "stale" by age: only an event makes
 * one be asked again. The replica decides about lines and retries, hence no network mode and no retry here.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

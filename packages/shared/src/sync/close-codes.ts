/**
 * Every close code of the wire, in one table. A y-websocket 3.1 client takes 4400-4499 as final and retries all
 * others; ours takes 1009 as final too.
 */
export const CLOSE = {
  badFrame: { code: 4400, reason: 'bad frame', retry: false },
  signIn: { code: 4401, reason: 'sign in again', retry: false },
  forbidden: { code: 4403, reason: 'forbidden', retry: false },
  noSuchDocument: { code: 4404, reason: 'no such document', retry: false },
  otherHistory: { code: 4409, reason: 'other history', retry: false },
  damaged: { code: 4410, reason: 'damaged', retry: false },
  tooLarge: { code: 4413, reason: 'too large', retry: false },
  updateApp: { code: 4426, reason: 'update the app', retry: false },
  error: { code: 4500, reason: 'error', retry: true },
  draining: { code: 4503, reason: 'draining', retry: true },
  storage: { code: 4507, reason: 'storage', retry: true },
  tooSlow: { code: 4508, reason: 'too slow', retry: true },
  tooFast: { code: 4529, reason: 'too fast', retry: true },
} as const satisfies Record<string, { code: number; reason: string; retry: boolean }>;

/** True if a client that was closed with this code must not connect again by itself. */
export function isFinalClose(code: number): boolean {
  return code === 1009 || (code >= 4400 && code <= 4499);
}

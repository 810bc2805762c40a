/**
 * One channel between a window and its replica where there are no sockets: a MessagePort in Electron. It behaves like
 * a WebSocket: `open` first, then text or bytes both ways, and `close` with code and reason as the last message.
 */
import * as z from 'zod';

export const PortFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  z.object({ kind: z.literal('text'), data: z.string() }),
  z.object({ kind: z.literal('bytes'), data: z.custom<Uint8Array>((value) => value instanceof Uint8Array) }),
  z.object({ kind: z.literal('close'), code: z.int(), reason: z.string() }),
]);
export type PortFrame = z.infer<typeof PortFrame>;

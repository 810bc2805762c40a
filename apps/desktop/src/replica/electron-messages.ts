/** What Electron's main process and the replica's process say to each other. Ports travel beside `open-channel`. */
import * as z from 'zod';

export const ToReplica = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), dataFolder: z.string(), server: z.string() }),
  z.object({ type: z.literal('open-channel'), path: z.string() }),
  z.object({ type: z.literal('secret'), id: z.int(), secret: z.string().nullable(), error: z.string().nullable() }),
  z.object({ type: z.literal('stop') }),
]);
export type ToReplica = z.infer<typeof ToReplica>;

export const FromReplica = z.discriminatedUnion('type', [
  /** Asks main for what only it may do: keeping tokens with the system's help. */
  z.object({
    type: z.literal('secret'),
    id: z.int(),
    act: z.enum(['load', 'save', 'remove']),
    profile: z.string(),
    secret: z.string().nullable(),
  }),
  z.object({ type: z.literal('stopped') }),
]);
export type FromReplica = z.infer<typeof FromReplica>;

/** What browser-host's supervisor and its child, the host itself, say to each other. */
import * as z from 'zod';

/** `port` 0 picks a free one. `path`: where the first link leads. */
export const ToHost = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    server: z.string(),
    dataFolder: z.string(),
    port: z.int(),
    secret: z.string(),
    key: z.string(),
    path: z.string(),
  }),
  z.object({ type: z.literal('stop') }),
]);
export type ToHost = z.infer<typeof ToHost>;

export const FromHost = z.discriminatedUnion('type', [
  /** `url`: a link that lets one browser in. */
  z.object({ type: z.literal('listening'), port: z.int(), url: z.string() }),
  /** It cannot start; why, in words for the person. */
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
export type FromHost = z.infer<typeof FromHost>;

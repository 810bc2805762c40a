import * as z from 'zod';

/** Where nothing goes in. */
export const none = z.object({});

/** One call: method and path, what goes in, what comes out. */
export interface Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Without a session. */
  readonly open?: boolean;
  readonly status: number;
  readonly params: P;
  readonly query: Q;
  /** `none` where there is no body. */
  readonly body: B;
  readonly response: R;
}

/** A row of the contract, with the types of its schemas. */
export function endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  spec: Endpoint<P, Q, B, R>,
): Endpoint<P, Q, B, R> {
  return spec;
}

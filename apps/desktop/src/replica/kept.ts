import type { EndpointName } from '@copydesk/shared/api';
import type * as z from 'zod';

/** Under which name the answer to a call is kept. */
export function keptAnswer(name: EndpointName, input: unknown): string {
  return `${name} ${JSON.stringify(input ?? {})}`;
}

/**
 * Reads what was kept as JSON. Null if nothing was, or if it is damaged or was kept by another version of the app:
 * nobody is locked out of their text for what the server tells again.
 */
export function readKept<T>(schema: z.ZodType<T>, json: string | null): T | null {
  if (json === null) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON any more.
    return null;
  }
}

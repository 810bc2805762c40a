import type { Folding } from './folding.ts';
import type { HubEvents } from './hub-api.ts';
import type { Limits } from './limits.ts';
import type { Pace } from './pace.ts';
import type { AccessPolicy, DocumentName, DocumentStore, Log, Witness } from './ports.ts';

/** What all rooms of a hub share. */
export interface RoomContext {
  readonly store: DocumentStore;
  readonly policy: AccessPolicy;
  readonly log: Log;
  readonly limits: Limits;
  readonly witness: Witness | undefined;
  readonly mode: 'server' | 'replica';
  readonly recovering: (document: DocumentName) => boolean;
  readonly presenceAfter: number;
  readonly pace: Pace;
  readonly folding: Folding;
  emit<E extends keyof HubEvents>(event: E, ...args: Parameters<HubEvents[E]>): void;
  listens(event: keyof HubEvents): boolean;
  /** Serial number that the next connection will get. */
  nextSerial(): number;
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

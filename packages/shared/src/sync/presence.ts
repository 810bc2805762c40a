import * as encoding from 'lib0/encoding';
import type { Connection } from './connection.ts';
import type { Present } from './hub-api.ts';
import type { Limits } from './limits.ts';
import { BadFrame, Reader } from './reader.ts';
import { jsonDepth } from './update-check.ts';

/** What became of one client id's state; `json` is `null`'s when it left. */
export interface PresenceChange {
  readonly client: number;
  readonly clock: number;
  readonly json: string;
}

interface Entry extends PresenceChange {
  /** The connection that brought it, or null if it came from upstream. */
  readonly bringer: Connection | null;
  /** The clock it came with: older ones of the same bringer are ignored. */
  readonly sourceClock: number;
  /** When it last came, or was renewed. Monotonic milliseconds. */
  readonly at: number;
  readonly present: Present;
}

interface Departed {
  /** Connections from this serial number on came after it left. */
  readonly nextSerial: number;
  readonly userId: string;
  readonly at: number;
}

/** A departed id's echo from a slow client does not come later than this. */
const ECHO_MS = 60_000;
const NOBODY = 'null';

/**
 * Who is in a room. Speaks y-protocols' awareness format, but believes less than its `Awareness` does: an id belongs
 * to the connection that brought it (a stock client also echoes everybody else's states back), the name is the
 * session's, and what goes out carries the room's own clock, which is ahead of any that a peer has seen before, so
 * that someone who left and came back is shown at once.
 */
export class Presence {
  readonly #limits: Limits;
  readonly #entries = new Map<number, Entry>();
  readonly #departed = new Map<number, Departed>();
  readonly #from: number;
  #clock = 0;

  /** `after`: no clock that an earlier hub gave out for this room was greater. */
  constructor(limits: Limits, after: number) {
    this.#limits = limits;
    this.#from = Math.max(performance.timeOrigin, after);
  }

  /** Takes a connection's awareness update; ids that are not its own are dropped silently. Throws `BadFrame`. */
  takeFromConnection(connection: Connection, update: Uint8Array): PresenceChange[] {
    const first = connection.awarenessIds.size === 0;
    const changes: PresenceChange[] = [];
    readStates(update, (client, sourceClock, json) => {
      if (!this.#mayBring(connection, client, first)) return;
      const known = this.#entries.get(client);
      if (known?.bringer === connection && sourceClock < known.sourceClock) return;
      if (isNull(json)) {
        if (known !== undefined) changes.push(this.#remove(known, connection.serial + 1));
        return;
      }
      if (known === undefined && connection.awarenessIds.size >= this.#limits.maxAwarenessClients) return;
      const state = this.#readState(json);
      if (state === null) return;
      const user = { id: connection.peer.userId, name: connection.peer.name };
      changes.push(this.#put(client, sourceClock, { ...state, user }, connection));
    });
    return changes;
  }

  /** Takes states of people elsewhere, as the upstream hub filled them in. Throws `BadFrame`. */
  takeFromUpstream(update: Uint8Array): PresenceChange[] {
    const changes: PresenceChange[] = [];
    readStates(update, (client, sourceClock, json) => {
      const known = this.#entries.get(client);
      if (known !== undefined && (known.bringer !== null || sourceClock < known.sourceClock)) return;
      if (isNull(json)) {
        if (known !== undefined) changes.push(this.#remove(known, 0));
        return;
      }
      const state = this.#readState(json);
      if (state !== null) changes.push(this.#put(client, sourceClock, state, null));
    });
    return changes;
  }

  /** A connection is gone: so are the ids it brought, and only those. */
  leave(connection: Connection, nextSerial: number): PresenceChange[] {
    return this.#removeAll((entry) => entry.bringer === connection, nextSerial);
  }

  /**
   * What connections that are still here brought and have not renewed in time, anew: a client whose clock was put
   * back does not renew its presence for as long, and is forgotten by everybody else.
   */
  renew(): Map<Connection, PresenceChange[]> {
    const due = performance.now() - this.#limits.renewPresenceMs;
    const renewed = new Map<Connection, PresenceChange[]>();
    for (const entry of this.#entries.values()) {
      if (entry.bringer === null || entry.at > due) continue;
      const again = { ...entry, clock: this.#nextClock(), at: performance.now() };
      this.#entries.set(entry.client, again);
      renewed.set(entry.bringer, [...(renewed.get(entry.bringer) ?? []), again]);
    }
    return renewed;
  }

  clearUpstream(): PresenceChange[] {
    return this.#removeAll((entry) => entry.bringer === null, 0);
  }

  /** All states but those the connection brought itself; null if there are none. */
  encodeFor(connection: Connection): Uint8Array | null {
    return this.#encodeWhere((entry) => entry.bringer !== connection);
  }

  /** All states that connections brought, as against those from upstream; null if there are none. */
  encodeLocal(): Uint8Array | null {
    return this.#encodeWhere((entry) => entry.bringer !== null);
  }

  /** Everyone who is in, each person once. */
  present(): readonly Present[] {
    const people = new Map<string, Present>();
    for (const { present } of this.#entries.values()) {
      const known = people.get(present.userId);
      if (known === undefined || (present.writing && !known.writing)) people.set(present.userId, present);
    }
    return [...people.values()];
  }

  /** The `cursor` of every state that has one, as it came. */
  carets(): readonly unknown[] {
    return [...this.#entries.values()].flatMap(({ json, present }) => (present.writing ? [cursorOf(json)] : []));
  }

  #encodeWhere(wanted: (entry: Entry) => boolean): Uint8Array | null {
    const entries = [...this.#entries.values()].filter(wanted);
    return entries.length === 0 ? null : encodePresence(entries);
  }

  #mayBring(connection: Connection, client: number, first: boolean): boolean {
    const sameUser = (userId: string) => first && userId === connection.peer.userId;
    const known = this.#entries.get(client);
    if (known !== undefined) {
      // Taken over by the same person's first frame: a reconnect whose old connection has not been missed yet.
      return known.bringer === connection || (known.bringer !== null && sameUser(known.bringer.peer.userId));
    }
    const departed = this.#departed.get(client);
    return departed === undefined || connection.serial >= departed.nextSerial || sameUser(departed.userId);
  }

  #readState(json: Uint8Array): Record<string, unknown> | null {
    if (json.length > this.#limits.maxAwarenessBytes || jsonDepth(json) > this.#limits.maxAwarenessDepth) return null;
    const state: unknown = parseJson(json);
    if (typeof state !== 'object' || state === null || Array.isArray(state)) return null;
    return Object.fromEntries(Object.entries(state).filter(([key]) => key !== '__proto__'));
  }

  #put(client: number, sourceClock: number, state: Record<string, unknown>, bringer: Connection | null): Entry {
    const known = this.#entries.get(client);
    if (known?.bringer !== bringer) known?.bringer?.awarenessIds.delete(client);
    const entry: Entry = {
      client,
      clock: this.#nextClock(),
      json: JSON.stringify(state),
      bringer,
      sourceClock,
      at: performance.now(),
      present: presentOf(state),
    };
    this.#entries.set(client, entry);
    this.#departed.delete(client);
    bringer?.awarenessIds.add(client);
    return entry;
  }

  #removeAll(which: (entry: Entry) => boolean, nextSerial: number): PresenceChange[] {
    return [...this.#entries.values()].filter(which).map((entry) => this.#remove(entry, nextSerial));
  }

  #remove(entry: Entry, nextSerial: number): PresenceChange {
    this.#entries.delete(entry.client);
    if (entry.bringer !== null) {
      entry.bringer.awarenessIds.delete(entry.client);
      this.#forgetOldDepartures();
      this.#departed.set(entry.client, { nextSerial, userId: entry.bringer.peer.userId, at: performance.now() });
    }
    return { client: entry.client, clock: this.#nextClock(), json: NOBODY };
  }

  #forgetOldDepartures(): void {
    const tooOld = performance.now() - ECHO_MS;
    for (const [client, { at }] of this.#departed) if (at < tooOld) this.#departed.delete(client);
  }

  /**
   * Milliseconds, from where the hub before this one ended or since 1970, so that it stays ahead of what peers saw before
   * this hub was started; counted on from the start, so that it stays ahead when the computer's clock is put back.
   */
  #nextClock(): number {
    this.#clock = Math.max(this.#clock + 1, Math.floor(this.#from + performance.now()));
    return this.#clock;
  }
}

/** An awareness update as y-protocols reads it. */
export function encodePresence(changes: readonly PresenceChange[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, changes.length);
    for (const { client, clock, json } of changes) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, json);
    }
  });
}

function readStates(update: Uint8Array, each: (client: number, clock: number, json: Uint8Array) => void): void {
  const reader = new Reader(update);
  const states: [number, number, Uint8Array][] = [];
  for (let count = reader.varUint(); count > 0; count--) {
    states.push([reader.varUint(), reader.varUint(), reader.varBytes()]);
  }
  reader.end();
  for (const state of states) each(...state);
}

function isNull(json: Uint8Array): boolean {
  return json.length === 4 && json[0] === 0x6e;
}

function parseJson(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch (error) {
    throw new BadFrame('an awareness state is not JSON', { cause: error });
  }
}

function cursorOf(json: string): unknown {
  const state: unknown = JSON.parse(json);
  return typeof state === 'object' && state !== null && 'cursor' in state ? state.cursor : null;
}

function presentOf(state: Record<string, unknown>): Present {
  const user = typeof state.user === 'object' && state.user !== null ? state.user : {};
  return {
    userId: 'id' in user && typeof user.id === 'string' ? user.id : '',
    name: 'name' in user && typeof user.name === 'string' ? user.name : '',
    writing: state.cursor !== undefined && state.cursor !== null,
  };
}

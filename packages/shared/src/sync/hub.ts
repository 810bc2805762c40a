import { CLOSE } from './close-codes.ts';
import { Connection } from './connection.ts';
import { Folding } from './folding.ts';
import type { Hub, HubEvents, HubOptions, Peer } from './hub-api.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { CloseCode } from './members.ts';
import { Pace } from './pace.ts';
import { type DocumentName, type PeerIdentity, StoreError } from './ports.ts';
import { Room } from './room.ts';
import { asError, type RoomContext } from './room-context.ts';
import { Rounds } from './rounds.ts';

/** Rooms look this often whether their document may rest. */
const TICK_MS = 1_000;

type Listeners = { [E in keyof HubEvents]: Set<HubEvents[E]> };

/**
 * The sync engine: one room for each open document. Used by the server (people, ownership, refusals) and by each
 * desktop's replica (windows of one person, everything taken).
 */
export function createHub(options: HubOptions): Hub {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const rooms = new Map<DocumentName, Room>();
  /** How far each document is known to be upstream; outlives its room. */
  const acknowledged = new Map<DocumentName, number>();
  /** Documents that are closed because what is stored of them is damaged. */
  const damaged = new Map<DocumentName, StoreError>();
  const listeners: Listeners = {
    committed: new Set(),
    presence: new Set(),
    awareness: new Set(),
    room: new Set(),
    refused: new Set(),
    recovered: new Set(),
    damaged: new Set(options.mode === 'server' ? [(document, error) => void damaged.set(document, error)] : []),
  };
  let serial = 0;
  let stopping = false;

  function emit<E extends keyof HubEvents>(event: E, ...args: Parameters<HubEvents[E]>): void {
    for (const listener of listeners[event]) {
      try {
        Reflect.apply(listener, undefined, args);
      } catch (error) {
        options.log.error('listener failed', { event, error: asError(error).message });
      }
    }
  }

  const context: RoomContext = {
    store: options.store,
    policy: options.policy,
    log: options.log,
    limits,
    witness: options.witness,
    mode: options.mode,
    recovering: options.recovering ?? (() => false),
    presenceAfter: options.presenceAfter ?? 0,
    pace: new Pace({ busyness: options.busyness ?? (() => 0), ...limits }),
    folding: new Folding(options.store),
    emit,
    listens: (event) => listeners[event].size > 0,
    nextSerial: () => serial + 1,
  };

  function forget(room: Room): void {
    renewals.leave(room);
    if (rooms.get(room.document) === room) rooms.delete(room.document);
  }

  function open(document: DocumentName): Room {
    let room = rooms.get(document);
    if (room === undefined) {
      room = new Room(document, context, acknowledged.get(document) ?? 0, forget);
      rooms.set(document, room);
      renewals.enter(room);
    }
    return room;
  }

  function inRoom<T>(document: DocumentName, run: (room: Room) => Promise<T>): Promise<T> {
    const error = stopping ? new StoreError('closed', 'This server is stopping.') : damaged.get(document);
    if (error !== undefined) return Promise.reject(error);
    return run(open(document));
  }

  function refusalOf(peer: PeerIdentity, document: DocumentName): CloseCode | null {
    if (stopping) return CLOSE.draining;
    if (options.policy.access(peer, document) === null) return CLOSE.noSuchDocument;
    return damaged.has(document) ? CLOSE.damaged : null;
  }

  const renewals = new Rounds<Room>(limits.quietMs / 2, (room) => room.members.tick());
  const ticker = setInterval(() => {
    for (const room of rooms.values()) room.tick();
  }, TICK_MS);

  return {
    connect({ document, peer, socket, epoch }): Peer {
      const refusal = refusalOf(peer, document);
      if (refusal !== null) {
        socket.close(refusal.code, refusal.reason);
        return { receive: () => {}, closed: () => {} };
      }
      const room = open(document);
      serial += 1;
      const connection = new Connection({
        peer,
        epoch,
        serial,
        socket,
        limits,
        onSlow: (slow) => {
          options.log.warn('peer too slow', { document, userId: peer.userId, code: CLOSE.tooSlow.code });
          room.members.left(slow);
        },
      });
      room.connect(connection);
      return {
        receive: (frame) => {
          if (!connection.gone && !stopping) room.receive(connection, frame);
        },
        closed: () => room.members.left(connection),
      };
    },

    exclusive: (document, run) => inRoom(document, (room) => room.exclusive(run)),
    applyUpstream: (document, update) => inRoom(document, (room) => room.applyUpstream(update)),
    flush: (document, timeoutMs) => rooms.get(document)?.flush(timeoutMs) ?? Promise.resolve(),
    announce: (document, access) => rooms.get(document)?.announce(access),

    acknowledgeUpstream(document, head) {
      acknowledged.set(document, Math.max(head, acknowledged.get(document) ?? 0));
      rooms.get(document)?.acknowledgeUpstream(head);
    },

    applyAwareness(document, update) {
      try {
        rooms.get(document)?.members.applyUpstreamAwareness(update);
      } catch (error) {
        options.log.warn('bad presence from upstream', { document, error: asError(error).message });
      }
    },

    localAwareness: (document) => rooms.get(document)?.members.localAwareness() ?? null,
    clearRemoteAwareness: (document) => rooms.get(document)?.members.clearUpstreamAwareness(),

    async replaced(document) {
      acknowledged.delete(document);
      rooms.get(document)?.close(CLOSE.otherHistory, new StoreError('closed', 'This document was replaced.'));
    },

    announceAccess(documents) {
      for (const document of documents ?? [...rooms.keys()]) rooms.get(document)?.announceAccess();
    },

    closeSession(sessionId, close) {
      for (const room of [...rooms.values()]) {
        for (const connection of room.members) {
          if (connection.peer.sessionId === sessionId) room.members.revoke(connection, close);
        }
      }
    },

    present: (document) => rooms.get(document)?.members.present() ?? [],
    carets: (document) => rooms.get(document)?.members.carets() ?? [],

    load() {
      const load = { rooms: rooms.size, peers: 0, queued: 0, queuedBytes: 0 };
      for (const room of rooms.values()) {
        load.peers += room.members.size;
        load.queued += room.queued;
        for (const connection of room.members) load.queuedBytes += connection.queuedBytes;
      }
      return load;
    },

    on(event, listener) {
      listeners[event].add(listener);
      return () => {
        listeners[event].delete(listener);
      };
    },

    async drain() {
      stopping = true;
      renewals.stop();
      clearInterval(ticker);
      context.folding.end();
      await Promise.all([...rooms.values()].map((room) => room.drain()));
    },
  };
}

/**
 * The wire: y-websocket 3.1's messages and three of ours (100 durable, 101 access, 102 refused). One message a frame.
 */
import * as encoding from 'lib0/encoding';
import type { AccessLevel } from '../article/model.ts';
import { encode } from './encode.ts';
import { BadFrame, Reader } from './reader.ts';

export { BadFrame } from './reader.ts';

/** Top-level message types. */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  durable: 100,
  access: 101,
  refused: 102,
} as const;

const SYNC = { step1: 0, step2: 1, update: 2 } as const;
const PERMISSION_DENIED = 0;
const LEVELS: readonly AccessLevel[] = ['read', 'write', 'suggest'];

/** Where a write is durable: 0 in the hub one speaks to, 1 in its upstream. */
export type Place = 0 | 1;

export interface DurableFrame {
  readonly type: 'durable';
  /** State vector of the client ids of this user. */
  readonly stateVector: Uint8Array;
  /** The first `count` write frames of this connection are committed. */
  readonly count: number;
  readonly place: Place;
}

export interface AccessFrame {
  readonly type: 'access';
  readonly level: AccessLevel;
  readonly reason: string;
  readonly epoch: string;
}

export interface RefusedFrame {
  readonly type: 'refused';
  /** Write frame number `count` (from 1) was not taken, nor will later ones of this connection be. */
  readonly count: number;
  readonly code: string;
  readonly detail: string;
}

export type Frame =
  | { readonly type: 'step1'; readonly stateVector: Uint8Array }
  | { readonly type: 'step2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'awareness'; readonly update: Uint8Array }
  | { readonly type: 'queryAwareness' }
  | { readonly type: 'permissionDenied'; readonly reason: string }
  | DurableFrame
  | AccessFrame
  | RefusedFrame
  /** A message type of a later version: to be ignored. */
  | { readonly type: 'unknown'; readonly number: number };

/**
 * Reads one frame. The byte arrays in the result are views on `bytes`.
 * Throws `BadFrame` for anything that is not exactly one message in its shortest form.
 */
export function decodeFrame(bytes: Uint8Array): Frame {
  const reader = new Reader(bytes);
  const number = reader.varUint();
  const frame = readBody(reader, number);
  if (frame.type !== 'unknown') reader.end();
  return frame;
}

function readBody(reader: Reader, number: number): Frame {
  switch (number) {
    case MESSAGE.sync:
      return readSync(reader);
    case MESSAGE.awareness:
      return { type: 'awareness', update: reader.varBytes() };
    case MESSAGE.queryAwareness:
      return { type: 'queryAwareness' };
    case MESSAGE.auth:
      if (reader.varUint() !== PERMISSION_DENIED) throw new BadFrame('unknown kind of auth message');
      return { type: 'permissionDenied', reason: reader.varString() };
    case MESSAGE.durable:
      return { type: 'durable', stateVector: reader.varBytes(), count: reader.varUint(), place: readPlace(reader) };
    case MESSAGE.access:
      return { type: 'access', level: readLevel(reader), reason: reader.varString(), epoch: reader.varString() };
    case MESSAGE.refused:
      return { type: 'refused', count: reader.varUint(), code: reader.varString(), detail: reader.varString() };
    default:
      return { type: 'unknown', number };
  }
}

function readSync(reader: Reader): Frame {
  switch (reader.varUint()) {
    case SYNC.step1:
      return { type: 'step1', stateVector: reader.varBytes() };
    case SYNC.step2:
      return { type: 'step2', update: reader.varBytes() };
    case SYNC.update:
      return { type: 'update', update: reader.varBytes() };
    default:
      throw new BadFrame('unknown kind of sync message');
  }
}

function readPlace(reader: Reader): Place {
  const place = reader.varUint();
  if (place !== 0 && place !== 1) throw new BadFrame('unknown place');
  return place;
}

function readLevel(reader: Reader): AccessLevel {
  const level = LEVELS[reader.varUint()];
  if (level === undefined) throw new BadFrame('unknown access level');
  return level;
}

/** "This is what I have; tell me what I lack." */
export function encodeStep1(stateVector: Uint8Array): Uint8Array {
  return withBytes([MESSAGE.sync, SYNC.step1], stateVector);
}

/** The answer to a Step1. */
export function encodeStep2(update: Uint8Array): Uint8Array {
  return withBytes([MESSAGE.sync, SYNC.step2], update);
}

export function encodeUpdate(update: Uint8Array): Uint8Array {
  return withBytes([MESSAGE.sync, SYNC.update], update);
}

/** `update` is an encoded awareness update, as y-protocols makes it. */
export function encodeAwareness(update: Uint8Array): Uint8Array {
  return withBytes([MESSAGE.awareness], update);
}

export function encodeQueryAwareness(): Uint8Array {
  return Uint8Array.of(MESSAGE.queryAwareness);
}

export function encodeDurable(stateVector: Uint8Array, count: number, place: Place): Uint8Array {
  return encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.durable);
    encoding.writeVarUint8Array(encoder, stateVector);
    encoding.writeVarUint(encoder, count);
    encoding.writeVarUint(encoder, place);
  });
}

export function encodeAccess(level: AccessLevel, reason: string, epoch: string): Uint8Array {
  return encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.access);
    encoding.writeVarUint(encoder, LEVELS.indexOf(level));
    encoding.writeVarString(encoder, reason);
    encoding.writeVarString(encoder, epoch);
  });
}

export function encodeRefused(count: number, code: string, detail: string): Uint8Array {
  return encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.refused);
    encoding.writeVarUint(encoder, count);
    encoding.writeVarString(encoder, code);
    encoding.writeVarString(encoder, detail);
  });
}

/** A few small numbers, then bytes with their length: made in one allocation of the exact size. */
function withBytes(head: readonly number[], body: Uint8Array): Uint8Array {
  let lengthBytes = 1;
  for (let rest = body.length; rest >= 0x80; rest = Math.floor(rest / 0x80)) lengthBytes += 1;
  const frame = new Uint8Array(head.length + lengthBytes + body.length);
  frame.set(head);
  let pos = head.length;
  let rest = body.length;
  while (rest >= 0x80) {
    frame[pos++] = 0x80 | (rest & 0x7f);
    rest = Math.floor(rest / 0x80);
  }
  frame[pos++] = rest;
  frame.set(body, pos);
  return frame;
}

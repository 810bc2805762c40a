import type { Allowance } from './allowance.ts';
import type { Batch } from './batch.ts';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';
import { Gap } from './gap.ts';
import { judgeWrite } from './judge.ts';
import type { Limits } from './limits.ts';
import { type LiveDocument, Poisoned } from './live-document.ts';
import type { CloseCode, Members } from './members.ts';
import { type DocumentName, type LogRow, NOBODY } from './ports.ts';
import { decodeFrame, encodeRefused, type Frame } from './protocol.ts';
import type { Item, TurnItem } from './queue.ts';
import { BadFrame, readStateVector } from './reader.ts';
import { asError, type RoomContext } from './room-context.ts';
import { checkUpdate, type UpdateContent } from './update-check.ts';

/** A frame that a peer may send. */
export type PeerFrame = Extract<Frame, { type: 'step1' | 'step2' | 'update' | 'awareness' | 'queryAwareness' }>;

/**
 * Looks at what a peer sent before it gets a place in the queue: the frame, why the connection is to be closed, or null
 * for a message of a later version. Throws `BadFrame`.
 */
export function receiveFrame(connection: Connection, bytes: Uint8Array, limits: Limits): PeerFrame | CloseCode | null {
  if (bytes.length > limits.maxFrameBytes) return CLOSE.tooLarge;
  if (connection.queuedBytes + bytes.length > limits.maxPendingBytes) return CLOSE.tooFast;
  const frame = readPeerFrame(bytes);
  if (!allowanceFor(connection, frame).spend()) return CLOSE.tooFast;
  if (frame?.type === 'step1' && frame.stateVector.length > limits.maxStateVectorBytes) return CLOSE.tooLarge;
  if (frame !== null) connection.queuedBytes += bytes.length;
  return frame;
}

/** Reads what a peer sent; null for a message of a later version. Throws `BadFrame`. */
function readPeerFrame(bytes: Uint8Array): PeerFrame | null {
  const frame = decodeFrame(bytes);
  switch (frame.type) {
    case 'unknown':
      return null;
    case 'step1':
    case 'step2':
    case 'update':
    case 'awareness':
    case 'queryAwareness':
      return frame;
    default:
      throw new BadFrame(`a peer must not send ${frame.type}`);
  }
}

/** Which of a connection's allowances a frame is taken from; null is a message of a later version. */
function allowanceFor(connection: Connection, frame: PeerFrame | null): Allowance {
  switch (frame?.type) {
    case 'step2':
    case 'update':
      return connection.writeAllowance;
    case 'step1':
    case 'queryAwareness':
      return connection.questionAllowance;
    case 'awareness':
    case undefined:
      return connection.signalAllowance;
  }
}

/**
 * Takes one item at its place in the queue, into the batch. What is wrong with it is between the room and whoever sent
 * it; throws `Poisoned` if the document has to be built anew.
 */
export function takeItem(room: Intake, item: Exclude<Item, TurnItem>, batch: Batch): void {
  switch (item.kind) {
    case 'join':
      room.members.join(item.connection, room.live);
      break;
    case 'upstream':
      takeFromUpstream(room, item, batch);
      break;
    case 'frame':
      item.connection.queuedBytes -= item.bytes;
      if (item.connection.joined) takeFromPeer(room, item.connection, item.frame, batch);
      break;
  }
}

function takeFromPeer(room: Intake, connection: Connection, frame: PeerFrame, batch: Batch): void {
  try {
    takeFrame(room, connection, frame, batch);
  } catch (error) {
    if (!(error instanceof BadFrame || error instanceof Poisoned)) throw error;
    room.members.dropBad(connection, error);
    if (error instanceof Poisoned) throw error;
  }
}

function takeFromUpstream(room: Intake, item: Extract<Item, { kind: 'upstream' }>, batch: Batch): void {
  try {
    const added = takeUpstream(room, item.update);
    if (added !== null) batch.add(added, null);
    batch.upstream.push(item);
  } catch (error) {
    item.reject(asError(error));
    if (!(error instanceof BadFrame)) throw error;
  }
}

/** Throws `BadFrame` (the document is untouched) or `Poisoned`. */
function takeFrame(room: Intake, connection: Connection, frame: PeerFrame, batch: Batch): void {
  switch (frame.type) {
    case 'step1':
      takeStep1(room, connection, frame.stateVector, batch);
      break;
    case 'step2':
    case 'update':
      takeWrite(room, connection, frame, batch);
      break;
    case 'awareness':
      // An honest client's echo of a crowd, at worst: ignored, not punished.
      if (frame.update.length <= room.context.limits.maxPresenceBytes)
        room.members.takeAwareness(connection, frame.update);
      break;
    case 'queryAwareness':
      room.members.sendPresence(connection);
      break;
  }
}

/** A room as far as frames are concerned. */
export interface Intake {
  readonly document: DocumentName;
  readonly context: RoomContext;
  readonly members: Members;
  readonly live: LiveDocument;
}

function takeStep1(room: Intake, connection: Connection, stateVector: Uint8Array, batch: Batch): void {
  const clocks = readStateVector(stateVector);
  if (!connection.admitted) {
    if (!room.live.covers(clocks)) {
      room.members.drop(connection, CLOSE.otherHistory);
      return;
    }
    room.members.admit(connection, room.live);
  }
  batch.questions.push({ connection, stateVector });
}

function takeWrite(
  room: Intake,
  connection: Connection,
  frame: Extract<PeerFrame, { type: 'step2' | 'update' }>,
  batch: Batch,
): void {
  if (!connection.admitted) {
    // It has not said which history it holds, so its changes may belong to another one.
    room.members.drop(connection, CLOSE.otherHistory);
    return;
  }
  connection.writes += 1;
  const isStep2 = frame.type === 'step2';
  if (isStep2) {
    batch.answers.push(connection);
    connection.step2Got += 1;
  } else if (connection.unheard.isOpen) {
    // It is in the coming Step2 as well, behind what was left for that.
    return;
  }
  if (connection.refusedFrom !== null) return;
  const access = room.members.access(connection);
  if (access === null) return;
  const { mode, limits } = room.context;
  // What a Step2 brings back may be by anyone, and whose it is only they can say.
  const recovering = isStep2 && room.context.recovering(room.document);
  const by = recovering ? NOBODY : connection.peer;
  const mayAsk = mode === 'server' && connection.unheard.mayAsk(isStep2 ? connection.step2Got : 0, limits.maxUnseen);
  const { settled } = batch;
  const verdict = judgeWrite(room.live, frame.update, { by, access, mode, limits, mayAsk, settled });
  batch.authors.add(connection);
  switch (verdict.kind) {
    case 'gap':
      askAgain(room, connection, verdict.content);
      return;
    case 'unseen':
      leaveUnseen(connection, verdict.content, batch);
      return;
    case 'refused':
      refuse(room, connection, verdict.code, verdict.detail);
      return;
    case 'added':
      batch.add(verdict.added.row, connection, verdict.added.brings);
      if (recovering) room.context.emit('recovered', room.document, connection.peer);
  }
  // A Step2 carries all that its sender has, so it closes the gap that earlier frames left.
  if (!isStep2) connection.gap?.forgive();
  else {
    connection.gap = null;
    connection.unheard.close();
  }
}

function askAgain(room: Intake, connection: Connection, content: UpdateContent): void {
  // Who types on before our Step1 has arrived goes on in one and the same gap; the coming Step2 closes all of it.
  if (connection.gap?.continuesWith(content)) return;
  connection.gap = connection.gap?.next(content) ?? new Gap(connection.writes, content);
  if (connection.gap.count >= room.context.limits.maxGaps) {
    room.members.dropBad(connection, new BadFrame('its updates leave gaps'));
  } else {
    connection.askForWrites(room.live.stateVector());
  }
}

function leaveUnseen(connection: Connection, content: UpdateContent, batch: Batch): void {
  connection.gap ??= new Gap(connection.writes, content);
  if (connection.unheard.isOpen) return;
  connection.unheard.open();
  batch.unheard.add(connection);
}

function refuse(room: Intake, connection: Connection, code: string, detail: string): void {
  // A replica takes everything that fits, and speaks to nobody who could hold the rest.
  if (room.context.mode === 'replica') {
    room.members.drop(connection, CLOSE.tooLarge);
    return;
  }
  connection.refusedFrom = connection.writes;
  connection.send(encodeRefused(connection.writes, code, detail));
  room.context.log.info('write refused', { document: room.document, userId: connection.peer.userId, code });
  room.context.emit('refused', room.document, connection.peer, code);
}

/** Takes what came from upstream. Null if it adds nothing. Throws `BadFrame` or `Poisoned`. */
export function takeUpstream(room: Intake, update: Uint8Array): LogRow | null {
  const content = checkUpdate(room.live.doc, update);
  if (content.gap) throw new BadFrame('builds on what this copy lacks');
  return room.live.apply(update, content, NOBODY, 'upstream')?.row ?? null;
}

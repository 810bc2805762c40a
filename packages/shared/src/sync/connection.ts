import { Allowance } from './allowance.ts';
import type { Gap } from './gap.ts';
import type { Limits } from './limits.ts';
import type { Access, PeerIdentity, PeerSocket } from './ports.ts';
import { encodeAccess, encodeAwareness, encodeDurable, encodeStep1 } from './protocol.ts';
import { Unheard } from './unheard.ts';

const EMPTY_AWARENESS = encodeAwareness(Uint8Array.of(0));

/** What is written offline beyond this is told to be upstream in one piece, not write by write. */
const MOST_MARKS = 1_000;

/** All writes up to number `count` are in rows up to `head`. */
interface Mark {
  readonly count: number;
  readonly head: number;
  readonly stateVector: Uint8Array;
}

/** What a room knows of one connection. The room alone changes it. */
export class Connection {
  readonly peer: PeerIdentity;
  /** The history the client says it holds. */
  readonly epoch: string | null;
  /** Counts up over all connections of a hub: tells who came first. */
  readonly serial: number;
  /** In the room, was told its access. */
  joined = false;
  /** Holds the same history as the room. */
  admitted = false;
  gone = false;
  /** What it was last told it may do. */
  announced: Access | null = null;
  /** Write frames judged so far. */
  writes = 0;
  /** The first of them that was refused; all later ones are too. */
  refusedFrom: number | null = null;
  /** The gap that its writes have left and no Step2 has closed yet: nothing from there on is acknowledged. */
  gap: Gap | null = null;
  readonly unheard = new Unheard();
  step1Sent = 0;
  /** Answers that came, and those that are dealt with. */
  step2Got = 0;
  step2Taken = 0;
  /** Bytes of frames that wait in the room's queue. */
  queuedBytes = 0;
  /** Awareness client ids that this connection brought. */
  readonly awarenessIds = new Set<number>();
  /** How many writes, questions and signals it may still send. */
  readonly writeAllowance: Allowance;
  readonly questionAllowance: Allowance;
  readonly signalAllowance: Allowance;
  readonly #socket: PeerSocket;
  readonly #limits: Limits;
  readonly #onSlow: (connection: Connection) => void;
  #quietTicks = 0;
  #acknowledged = 0;
  /** How many of its writes are in marks, or were. */
  #marked = 0;
  /** What was taken here and is not yet upstream, in order. */
  #marks: Mark[] = [];

  constructor(options: {
    peer: PeerIdentity;
    epoch: string | null;
    serial: number;
    socket: PeerSocket;
    limits: Limits;
    onSlow: (connection: Connection) => void;
  }) {
    this.peer = options.peer;
    this.epoch = options.epoch;
    this.serial = options.serial;
    this.#socket = options.socket;
    this.#limits = options.limits;
    this.#onSlow = options.onSlow;
    const { maxWritesPerSecond, maxQuestionsPerSecond, maxSignalsPerSecond, rateWindowMs } = options.limits;
    this.writeAllowance = new Allowance(maxWritesPerSecond, rateWindowMs);
    this.questionAllowance = new Allowance(maxQuestionsPerSecond, rateWindowMs);
    this.signalAllowance = new Allowance(maxSignalsPerSecond, rateWindowMs);
  }

  /** Sends, unless the peer leaves too much untaken: then it is dropped without a flush, which it would not take either. */
  send(frame: Uint8Array, more = false): void {
    if (this.gone) return;
    if (this.#socket.bufferedAmount > this.#limits.maxBufferedBytes) {
      this.gone = true;
      this.#socket.terminate();
      this.#onSlow(this);
      return;
    }
    this.#quietTicks = 0;
    this.#socket.send(frame, more);
  }

  close(code: number, reason: string): void {
    if (this.gone) return;
    this.gone = true;
    this.#socket.close(code, reason);
  }

  /** Called twice in each quiet period. */
  tick(): void {
    this.#quietTicks += 1;
    if (this.#quietTicks >= 2 && this.joined) this.send(EMPTY_AWARENESS);
  }

  /** Tells it what it may do, if that is news. True if it may write now and could not before. */
  announce(access: Access, epoch: string): boolean {
    const before = this.announced;
    if (before !== null && before.level === access.level && before.reason === access.reason) return false;
    this.announced = access;
    this.send(encodeAccess(access.level, access.reason, epoch));
    return access.level === 'write' && before?.level !== 'write';
  }

  askForWrites(stateVector: Uint8Array): void {
    this.step1Sent += 1;
    this.send(encodeStep1(stateVector));
  }

  /** Asks it, behind what it has been sent, what became of words that it had not seen. */
  askOnceHeard(stateVector: Uint8Array): void {
    this.askForWrites(stateVector);
    this.unheard.ask(this.step1Sent);
  }

  /** How many of its writes, counted from the first, are taken. */
  get #taken(): number {
    return Math.min(this.writes, (this.refusedFrom ?? Infinity) - 1, (this.gap?.from ?? Infinity) - 1);
  }

  get hasNewlyTaken(): boolean {
    return !this.gone && this.#taken > this.#acknowledged;
  }

  /** All that was taken so far is committed. */
  acknowledge(stateVector: Uint8Array): void {
    this.#acknowledged = this.#taken;
    this.send(encodeDurable(stateVector, this.#acknowledged, 0));
  }

  /** Row `head` has to be upstream for all that was taken so far to be there too. */
  mark(stateVector: Uint8Array, head: number): void {
    if (this.#taken <= this.#marked) return;
    this.#marked = this.#taken;
    if (this.#marks.length === MOST_MARKS) this.#marks.pop();
    this.#marks.push({ count: this.#marked, head, stateVector });
  }

  /** Rows up to `head` are upstream: passes that on for the writes which became them. */
  acknowledgeUpstream(head: number): void {
    const reached = this.#marks.findLast((mark) => mark.head <= head);
    if (reached === undefined) return;
    this.#marks = this.#marks.filter((mark) => mark.head > head);
    this.send(encodeDurable(reached.stateVector, reached.count, 1));
  }
}

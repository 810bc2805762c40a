import { type Access, type Committed, encodeStep2, encodeUpdate } from '@copydesk/shared/sync';
import type { UpstreamSocket } from './socket.ts';

export interface Refusal {
  readonly frame: number;
  readonly code: string;
  readonly detail: string;
}

/** Rows that are to go to the server as one frame: their content, and the last one's number. */
export interface Outgoing {
  readonly update: Uint8Array;
  readonly head: number;
}

/** What one socket has been through: what was sent over it, and how much of that the server has committed. */
export class Connection {
  readonly socket: UpstreamSocket;
  readonly token: string;
  level: Access['level'] | null = null;
  /** The server's Step2 arrived: what is here is no older than the connection. */
  caughtUp = false;
  refusal: Refusal | null = null;
  /** Frames are handled one after another. */
  work: Promise<void> = Promise.resolve();
  /** Write frames sent, and how many of them the server has committed. */
  #sent = 0;
  #committed = 0;
  /** Up to which log row each write frame reached. */
  #marks: { frame: number; head: number }[] = [];
  /** Rows up to here went out, or null while the exchange of what each side lacks is not over. */
  #sentHead: number | null = null;
  /** Local commits that came before it was over. */
  #early: Committed[] = [];

  constructor(socket: UpstreamSocket, token: string) {
    this.socket = socket;
    this.token = token;
  }

  /** True once each side has what the other had when they met. */
  get exchanged(): boolean {
    return this.#sentHead !== null;
  }

  /** True once the server has given all and acknowledged all. */
  get settled(): boolean {
    return this.caughtUp && this.refusal === null && this.exchanged && this.#marks.length === 0;
  }

  /** All frames before the refused one are committed: there is nothing left to wait for. */
  get refusedForSure(): boolean {
    return this.refusal !== null && this.#committed >= this.refusal.frame - 1;
  }

  /** Answers the server's question for what it lacks. */
  answer({ update, head }: Outgoing): void {
    this.#write(encodeStep2(update), head);
    this.#sendEarly();
  }

  /** Puts what is pending to a server that did not ask for it; null: nothing is. */
  offer(pending: Outgoing | null): void {
    if (pending) this.#write(encodeUpdate(pending.update), pending.head);
    else this.#sentHead = 0;
    this.#sendEarly();
  }

  /** A window's write was committed here: it goes out now, or once the exchange is over. */
  commit(event: Committed): void {
    if (this.refusal) return;
    this.#early.push(event);
    if (this.exchanged) this.#sendEarly();
  }

  /** The server has committed the first `count` write frames; the row up to which it has all now, null if no further. */
  acknowledge(count: number): number | null {
    this.#committed = Math.max(this.#committed, count);
    const reached = this.#marks.filter((mark) => mark.frame <= count);
    this.#marks = this.#marks.filter((mark) => mark.frame > count);
    return reached.length === 0 ? null : Math.max(...reached.map((mark) => mark.head));
  }

  /** What was committed while the exchange was being prepared, as far as it is not in it. */
  #sendEarly(): void {
    for (const event of this.#early.splice(0)) {
      if (event.head > (this.#sentHead ?? 0)) this.#write(encodeUpdate(event.update), event.head);
    }
  }

  #write(frame: Uint8Array, head: number): void {
    if (!this.socket.isOpen) return;
    this.socket.send(frame);
    this.#sent += 1;
    this.#marks.push({ frame: this.#sent, head });
    this.#sentHead = Math.max(this.#sentHead ?? 0, head);
  }
}

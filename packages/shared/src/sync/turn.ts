import type { Turn } from './hub-api.ts';
import type { LiveDocument } from './live-document.ts';

/** What a turn needs of its room. */
interface TurnRoom {
  readonly live: LiveDocument;
  readonly head: number;
  readonly kept: boolean;
  announceAccess(): void;
}

/** A turn as `exclusive` hands it out; it can't edit any more once it is over. */
export class RoomTurn implements Turn {
  readonly #room: TurnRoom;
  readonly #edit: Turn['edit'];
  #over = false;

  constructor(room: TurnRoom, edit: Turn['edit']) {
    this.#room = room;
    this.#edit = edit;
  }

  get doc(): Turn['doc'] {
    return this.#room.live.doc;
  }

  get epoch(): string {
    return this.#room.live.epoch;
  }

  get head(): number {
    return this.#room.head;
  }

  get kept(): boolean {
    return this.#room.kept;
  }

  edit(...change: Parameters<Turn['edit']>): Promise<number> {
    return this.#over ? Promise.reject(new Error('this turn is over')) : this.#edit(...change);
  }

  announceAccess(): void {
    this.#room.announceAccess();
  }

  end(): void {
    this.#over = true;
  }
}

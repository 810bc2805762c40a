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
  readonly #writing: Pick<Turn, 'edit' | 'applyUpstream'>;
  #over = false;

  constructor(room: TurnRoom, writing: Pick<Turn, 'edit' | 'applyUpstream'>) {
    this.#room = room;
    this.#writing = writing;
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
    return this.#over ? over() : this.#writing.edit(...change);
  }

  applyUpstream(...update: Parameters<Turn['applyUpstream']>): Promise<void> {
    return this.#over ? over() : this.#writing.applyUpstream(...update);
  }

  announceAccess(): void {
    this.#room.announceAccess();
  }

  end(): void {
    this.#over = true;
  }
}

function over(): Promise<never> {
  return Promise.reject(new Error('this turn is over'));
}

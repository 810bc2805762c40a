import type { Batch } from './batch.ts';
import type { Turn, UpstreamAnswer } from './hub-api.ts';
import { type Intake, takeUpstream } from './intake.ts';
import { NOBODY, type PeerIdentity } from './ports.ts';

/** What a turn needs of its room. */
interface TurnRoom extends Intake {
  readonly head: number;
  readonly kept: boolean;
  announceAccess(): void;
  /** Commits what `add` adds to an empty batch, and tells everyone. Resolves with the new head. */
  write(add: (batch: Batch) => void): Promise<number>;
}

/** A turn as `exclusive` hands it out; it can't edit any more once it is over. */
export class RoomTurn implements Turn {
  readonly #room: TurnRoom;
  #over = false;

  constructor(room: TurnRoom) {
    this.#room = room;
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

  edit(by: PeerIdentity, change: Parameters<Turn['edit']>[1]): Promise<number> {
    return this.#write((batch) => this.#addEdit(batch, by, change));
  }

  async applyUpstream(update: Uint8Array, answer: UpstreamAnswer | null): Promise<void> {
    await this.#write((batch) => {
      const added = takeUpstream(this.#room, update);
      if (added !== null) batch.add(answer === null ? added : { ...added, update, witnessed: answer.witnessed }, null);
      if (answer !== null && answer.edit !== null) this.#addEdit(batch, NOBODY, answer.edit);
    });
  }

  #addEdit(batch: Batch, by: PeerIdentity, change: Parameters<Turn['edit']>[1]): void {
    const { live, context } = this.#room;
    const added = live.edit(by, context.mode === 'server' ? 'upstream' : 'local', change);
    if (added !== null) batch.add(added, null);
  }

  async #write(add: (batch: Batch) => void): Promise<number> {
    if (this.#over) throw new Error('this turn is over');
    return this.#room.write(add);
  }

  announceAccess(): void {
    this.#room.announceAccess();
  }

  end(): void {
    this.#over = true;
  }
}

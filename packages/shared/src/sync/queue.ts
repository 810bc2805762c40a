import type { Connection } from './connection.ts';
import type { Turn } from './hub-api.ts';
import type { PeerFrame } from './intake.ts';

export type Item =
  | { readonly kind: 'join'; readonly connection: Connection }
  | { readonly kind: 'frame'; readonly connection: Connection; readonly frame: PeerFrame; readonly bytes: number }
  | {
      readonly kind: 'upstream';
      readonly update: Uint8Array;
      readonly resolve: () => void;
      readonly reject: (error: Error) => void;
    }
  | TurnItem;

export interface TurnItem {
  readonly kind: 'turn';
  readonly run: (turn: Turn) => Promise<void>;
  readonly reject: (error: Error) => void;
}

/** What waits to be taken into a document, in order. */
export class Queue {
  #items: Item[] = [];
  #urgent = false;

  get length(): number {
    return this.#items.length;
  }

  /** Something in it may not wait for the pace, or has waited. */
  get urgent(): boolean {
    return this.#urgent;
  }

  /** Something in it reads the document or writes to it. */
  get needsText(): boolean {
    return this.#items.some(needsText);
  }

  push(item: Item): void {
    this.#items.push(item);
    this.#urgent ||= !mayWait(item);
  }

  /** What is in it has waited long enough. */
  hurry(): void {
    this.#urgent = true;
  }

  /** Hands out the next; undefined if there is none. */
  next(): Item | undefined {
    return this.#items.shift();
  }

  /** Some was taken out, and what is left counts anew. */
  settle(): void {
    this.#urgent = this.#items.some((item) => !mayWait(item));
  }

  /** Empties it, and tells those who wait. */
  reject(error: Error): void {
    for (const item of this.#items.splice(0)) rejectItem(item, error);
  }
}

/** Tells who waits for it, if anybody does. */
export function rejectItem(item: Item, error: Error): void {
  if ('reject' in item) item.reject(error);
}

/** True for what nobody waits for: it may be gathered. Everything else takes all before it along at once. */
function mayWait(item: Item): boolean {
  return item.kind === 'frame' && (item.frame.type === 'update' || item.frame.type === 'awareness');
}

function needsText(item: Item): boolean {
  switch (item.kind) {
    case 'join':
      return false;
    case 'frame':
      return item.frame.type !== 'awareness' && item.frame.type !== 'queryAwareness';
    case 'turn':
    case 'upstream':
      return true;
  }
}

/** When each block of a source was changed last. */
import { blockText, type TextBlock } from '@copydesk/shared/article';

/** Versions of a block's words that are remembered, newest last. */
const VERSIONS = 20;

interface Watched {
  text: string;
  /** Milliseconds, monotonic. */
  changedAt: number;
  readonly earlier: string[];
}

export class QuietWatch {
  readonly #blocks = new Map<string, Watched>();

  /** Takes note of the blocks as they are. `now`: milliseconds, monotonic. True: some block's words changed. */
  see(source: readonly TextBlock[], now: number): boolean {
    let changed = false;
    const here = new Set(source.map((block) => block.attrs.id));
    for (const id of this.#blocks.keys()) if (!here.has(id)) this.#blocks.delete(id);
    for (const block of source) {
      const text = blockText(block);
      const watched = this.#blocks.get(block.attrs.id);
      if (watched?.text === text) continue;
      changed = true;
      const earlier = watched === undefined ? [] : [...watched.earlier, watched.text].slice(-VERSIONS);
      this.#blocks.set(block.attrs.id, { text, changedAt: now, earlier });
    }
    return changed;
  }

  /** When all of these have been quiet for `ms`; null if none of them is there. */
  quietAt(ids: readonly string[], ms: number): number | null {
    const times = ids.flatMap((id) => this.#blocks.get(id)?.changedAt ?? []);
    return times.length === 0 ? null : Math.max(...times) + ms;
  }

  /** Words that the block had lately, newest first. */
  versions(id: string): string[] {
    const watched = this.#blocks.get(id);
    return watched === undefined ? [] : [watched.text, ...watched.earlier.toReversed()];
  }
}

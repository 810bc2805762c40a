/** The target blocks of a translation in their order, as a plan changes it. */
import { blockText, type EditionText, type Segment, textBlocks } from '@copydesk/shared/article';

interface Target {
  readonly id: string;
  readonly text: string;
  segment: Segment | null;
}

export class TargetOrder {
  readonly #targets: Target[];

  constructor(target: EditionText) {
    this.#targets = textBlocks(target.content).map((block) => {
      const { id } = block.attrs;
      const segment = Object.hasOwn(target.segments, id) ? (target.segments[id] ?? null) : null;
      return { id, text: blockText(block), segment };
    });
  }

  all(): readonly Readonly<Target>[] {
    return this.#targets;
  }

  /** Targets whose segment names this source block. */
  naming(source: string): readonly Readonly<Target>[] {
    return this.#targets.filter(({ segment }) => segment?.source.includes(source));
  }

  /** The target behind which one made from a source block belongs: the last one of the nearest block before it. */
  placeFor(source: string, sources: readonly string[], passOver: ReadonlySet<string>): string | null {
    for (let at = sources.indexOf(source) - 1; at >= 0; at--) {
      const before = sources[at] ?? '';
      const last = passOver.has(before) ? undefined : this.naming(before).at(-1);
      if (last !== undefined) return last.id;
    }
    return null;
  }

  before(id: string): string | null {
    return this.#targets[this.#indexOf(id) - 1]?.id ?? null;
  }

  insert(id: string, after: string | null, segment: Segment): void {
    this.#targets.splice(this.#indexOf(after) + 1, 0, { id, text: '', segment });
  }

  move(id: string, after: string | null): void {
    const [target] = this.#targets.splice(this.#indexOf(id), 1);
    if (target !== undefined) this.#targets.splice(this.#indexOf(after) + 1, 0, target);
  }

  remove(id: string): void {
    this.#targets.splice(this.#indexOf(id), 1);
  }

  pair(id: string, segment: Segment): void {
    const target = this.#targets[this.#indexOf(id)];
    if (target !== undefined) target.segment = segment;
  }

  #indexOf(id: string | null): number {
    return id === null ? -1 : this.#targets.findIndex((target) => target.id === id);
  }
}

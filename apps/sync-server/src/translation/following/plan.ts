/**
 * How a translation is to follow its source: which passages appear, move, change their pairing or are set aside. Pure:
 * reads what is there, says what to do. A person's own arrangement stays: only what happened to the source since it
 * was followed last is made good in the target.
 */
import {
  type AsideEntry,
  blockText,
  type EditionText,
  hashText,
  longestRise,
  newSegment,
  type Segment,
  sourceHash,
  type TextBlock,
} from '@copydesk/shared/article';
import type { FollowedSource } from '../../storage/followed.ts';
import { TargetOrder } from './target-order.ts';

export interface FollowInput {
  /** The source's text blocks as they are now. */
  readonly source: readonly TextBlock[];
  readonly target: EditionText;
  readonly aside: readonly (AsideEntry & { readonly id: string })[];
  /** The source as it was followed last; null: never. */
  readonly known: FollowedSource | null;
  /** Whether a source block has been gone for so long that it was not just cut to be pasted elsewhere. */
  isGone(source: string): boolean;
  /** Target blocks that somebody has a caret in: they are neither moved nor set aside. */
  readonly busy: ReadonlySet<string>;
  newId(): string;
}

export type FollowStep =
  /** An empty passage for a new source block. */
  | { readonly kind: 'add'; readonly id: string; readonly source: TextBlock; readonly after: string | null }
  | { readonly kind: 'pair'; readonly id: string; readonly segment: Segment }
  /** What was set aside comes back. */
  | { readonly kind: 'return'; readonly id: string; readonly segment: Segment; readonly after: string | null }
  | { readonly kind: 'aside'; readonly id: string; readonly sourceText: string }
  /** An empty passage whose source is gone. */
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'move'; readonly id: string; readonly after: string | null };

export interface FollowPlan {
  readonly steps: readonly FollowStep[];
  /** To be kept as what was followed, once the steps are done. */
  readonly known: FollowedSource;
  /** Source blocks that are missing, but perhaps only for the moment. */
  readonly missing: readonly string[];
  /** Something waits for a caret to leave. */
  readonly waiting: boolean;
}

/** At least this share of a vanished block's words must turn up in a neighbour for the two to count as joined. */
const JOINED_SHARE = 0.6;

export function planFollowing(input: FollowInput): FollowPlan {
  return new Planner(input).plan();
}

class Planner {
  readonly #input: FollowInput;
  readonly #sources: readonly string[];
  readonly #now: ReadonlyMap<string, TextBlock>;
  readonly #before: ReadonlyMap<string, string>;
  readonly #order: TargetOrder;
  readonly #aside: Map<string, FollowInput['aside'][number]>;
  readonly #steps: FollowStep[] = [];
  readonly #moved: Set<string>;
  readonly #added: string[] = [];
  #waiting = false;

  constructor(input: FollowInput) {
    this.#input = input;
    this.#now = new Map(input.source.map((block) => [block.attrs.id, block]));
    this.#sources = [...this.#now.keys()];
    this.#order = new TargetOrder(input.target);
    this.#aside = new Map(input.aside.map((entry) => [entry.id, entry]));
    this.#before = new Map((input.known?.blocks ?? this.#namedBlocks()).map(({ id, text }) => [id, text]));
    this.#moved = new Set([...(input.known?.moving ?? []).filter((id) => this.#now.has(id)), ...this.#displaced()]);
  }

  plan(): FollowPlan {
    const fresh = this.#input.source.filter((block) => !this.#before.has(block.attrs.id));
    const arrived = fresh.filter((block) => this.#arrive(block));
    const missing = [...this.#before.keys()].filter((id) => !this.#now.has(id) && !this.#depart(id));
    const moving = this.#sources.filter((id) => this.#moved.has(id) && !this.#follow(id));
    return {
      steps: this.#steps,
      known: {
        blocks: this.#remember(new Set(arrived.map((block) => block.attrs.id)), missing),
        moving,
        drafting: [...this.#stillToDraft(), ...this.#added],
      },
      missing: missing.filter((id) => !this.#input.isGone(id)),
      waiting: this.#waiting,
    };
  }

  /** What is known of the source where nothing was kept: every block that a target, or what is set aside, names. */
  #namedBlocks(): { id: string; text: string }[] {
    const named = new Set(
      [...this.#order.all().map(({ segment }) => segment), ...this.#input.aside.map(({ segment }) => segment)].flatMap(
        (segment) => segment?.source ?? [],
      ),
    );
    for (const { segment } of this.#input.aside)
      for (const id of segment.source) if (!this.#now.has(id)) named.delete(id);
    const here = this.#input.source.filter((block) => named.has(block.attrs.id));
    const gone = [...named].filter((id) => !this.#now.has(id));
    return [
      ...here.map((block) => ({ id: block.attrs.id, text: blockText(block) })),
      ...gone.map((id) => ({ id, text: '' })),
    ];
  }

  /** Known blocks that do not stand in their old order any more. */
  #displaced(): string[] {
    const place = new Map([...this.#before.keys()].map((id, index) => [id, index]));
    const known = this.#sources.filter((id) => place.has(id));
    const kept = longestRise(known.map((id) => place.get(id) ?? 0));
    return known.filter((_, index) => !kept.has(index));
  }

  /** A new source block. False: nothing to follow yet. */
  #arrive(block: TextBlock): boolean {
    const { id } = block.attrs;
    if (this.#order.naming(id).length > 0) return true;
    const text = blockText(block);
    const aside = this.#asideFor(id, text);
    const after = this.#order.placeFor(id, this.#sources, this.#moved);
    if (aside !== null) {
      const segment = { ...aside.segment, source: aside.segment.source.includes(id) ? aside.segment.source : [id] };
      this.#aside.delete(aside.id);
      this.#order.insert(aside.id, after, segment);
      this.#steps.push({ kind: 'return', id: aside.id, segment, after });
      return true;
    }
    const widow = this.#widowOf(text);
    if (widow !== null) {
      this.#pair(widow.id, { ...widow.segment, source: [id] });
      this.#moved.add(id);
      return true;
    }
    if (text.trim() === '' && !(block.type === 'figure' && block.attrs.src !== null)) return false;
    const target = this.#input.newId();
    this.#order.insert(target, after, newSegment([block]));
    this.#steps.push({ kind: 'add', id: target, source: block, after });
    this.#added.push(target);
    return true;
  }

  #asideFor(id: string, text: string) {
    const entries = [...this.#aside.values()];
    const hash = hashText(text);
    return (
      entries.find(({ segment }) => segment.source.includes(id)) ??
      (text.trim() === '' ? undefined : entries.find(({ segment }) => segment.madeFrom === hash)) ??
      null
    );
  }

  /** A target that was made from just these words and whose source has become another text, or is gone. */
  #widowOf(text: string): { id: string; segment: Segment } | null {
    if (text.trim() === '') return null;
    const hash = hashText(text);
    for (const { id, segment } of this.#order.all()) {
      if (segment === null || segment.madeFrom !== hash || segment.source.length !== 1) continue;
      const blocks = segment.source.flatMap((source) => this.#now.get(source) ?? []);
      if (blocks.length === 0 || sourceHash(blocks) !== hash) return { id, segment };
    }
    return null;
  }

  /** A source block that is not there any more. False: its targets wait. */
  #depart(id: string): boolean {
    if (!this.#input.isGone(id)) return false;
    const targets = this.#order.naming(id).filter(({ segment }) => !segment?.source.some((one) => this.#now.has(one)));
    const text = this.#before.get(id) ?? '';
    const heir = this.#joinedInto(id, text);
    let done = true;
    for (const target of targets) {
      if (target.segment === null) continue;
      if (heir !== null) {
        const source = [...new Set(target.segment.source.map((one) => (one === id ? heir : one)))];
        this.#pair(target.id, { ...target.segment, source });
      } else if (this.#input.busy.has(target.id)) {
        this.#waiting = true;
        done = false;
      } else if (target.text.trim() === '') {
        this.#order.remove(target.id);
        this.#steps.push({ kind: 'remove', id: target.id });
      } else {
        this.#order.remove(target.id);
        this.#steps.push({ kind: 'aside', id: target.id, sourceText: text });
      }
    }
    return done;
  }

  /** The neighbour that took a vanished block's words in, or null. */
  #joinedInto(id: string, text: string): string | null {
    const words = wordsOf(text);
    if (words.length === 0) return null;
    const known = [...this.#before.keys()];
    const at = known.indexOf(id);
    const neighbours = [
      known.slice(0, at).findLast((one) => this.#now.has(one)),
      known.slice(at + 1).find((one) => this.#now.has(one)),
    ];
    for (const neighbour of neighbours) {
      const block = neighbour === undefined ? undefined : this.#now.get(neighbour);
      if (neighbour === undefined || block === undefined) continue;
      const gained = wordsOf(blockText(block));
      for (const word of wordsOf(this.#before.get(neighbour) ?? '')) take(gained, word);
      if (words.filter((word) => take(gained, word)).length >= JOINED_SHARE * words.length) return neighbour;
    }
    return null;
  }

  #pair(id: string, segment: Segment): void {
    this.#order.pair(id, segment);
    this.#steps.push({ kind: 'pair', id, segment });
  }

  /** Moves the targets of a moved source block after it. False: somebody's caret is in one of them. */
  #follow(id: string): boolean {
    const targets = this.#order
      .naming(id)
      .filter(({ segment }) => segment?.source.find((one) => this.#now.has(one)) === id);
    if (targets.some((target) => this.#input.busy.has(target.id))) {
      this.#waiting = true;
      return false;
    }
    this.#moved.delete(id);
    let after = this.#order.placeFor(id, this.#sources, this.#moved);
    for (const target of [...targets]) {
      if (this.#order.before(target.id) !== after) {
        this.#order.move(target.id, after);
        this.#steps.push({ kind: 'move', id: target.id, after });
      }
      after = target.id;
    }
    return true;
  }

  #stillToDraft(): string[] {
    const there = new Set(this.#order.all().map(({ id }) => id));
    return (this.#input.known?.drafting ?? []).filter((id) => there.has(id));
  }

  /**
   * The source's blocks as followed now. While one is missing, the words of the others stay as they were: by what they
   * gained it is seen later where the missing one went.
   */
  #remember(arrived: ReadonlySet<string>, missing: readonly string[]): FollowedSource['blocks'] {
    const blocks = this.#input.source
      .filter((block) => this.#before.has(block.attrs.id) || arrived.has(block.attrs.id))
      .map((block) => {
        const { id } = block.attrs;
        const text = missing.length > 0 ? (this.#before.get(id) ?? blockText(block)) : blockText(block);
        return { id, text };
      });
    const known = [...this.#before.keys()];
    for (const id of missing) {
      const previous = known.slice(0, known.indexOf(id)).findLast((one) => blocks.some((block) => block.id === one));
      const at = previous === undefined ? 0 : blocks.findIndex((block) => block.id === previous) + 1;
      blocks.splice(at, 0, { id, text: this.#before.get(id) ?? '' });
    }
    return blocks;
  }
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Takes one of these words out of a list. False: it is not in it. */
function take(words: string[], word: string): boolean {
  const at = words.indexOf(word);
  if (at === -1) return false;
  words.splice(at, 1);
  return true;
}

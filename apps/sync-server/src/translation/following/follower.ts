/**
 * Keeps translations after their sources while both are being written. A run looks at one translation in its
 * document's turn and makes good what happened to the source; what must wait (for a pasted paragraph, for quiet, for a
 * caret to leave) is looked at again when it can be done. Nothing is kept but what `FollowedSource` says, so a server
 * that was restarted goes on from there.
 */
import { caretBlocks, type Holder, holderOf, readAside, readEdition } from '@copydesk/editor/schema';
import {
  type EditionText,
  type Passage,
  passages,
  sourceText,
  type TextBlock,
  textBlocks,
} from '@copydesk/shared/article';
import { type DocumentName, type Hub, type Log, partsOf, type Turn } from '@copydesk/shared/sync';
import { type Clock, COPYDESK, type EditionRef } from '../../context.ts';
import type { FollowedSource } from '../../storage/followed.ts';
import type { DraftingDesk } from '../drafting.ts';
import { isUntouched } from '../wanted.ts';
import { applySteps } from './apply.ts';
import { type FollowPlan, planFollowing } from './plan.ts';
import { QuietWatch } from './quiet.ts';

/** What following needs of the server. */
export interface FollowingHouse {
  readonly hub: Pick<Hub, 'exclusive' | 'carets' | 'on'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds that only go forward. */
  readonly elapsed: () => number;
  readonly desk: Pick<DraftingDesk, 'draft' | 'settled'>;
  documentOf(edition: EditionRef): DocumentName;
  /** The language a translation follows, or null if it does not (any more): its work has gone on. */
  sourceOf(edition: EditionRef): string | null;
  /** Whether a text is still to get back from desktops what it has lost. */
  isRecovering(document: DocumentName): boolean;
  /** Whether passages are drafted by an engine, as against by hand. */
  isDrafted(edition: EditionRef): boolean;
  /** Editions made from this one. */
  translationsOf(edition: EditionRef): readonly EditionRef[];
  /** All that are being drafted. */
  allTranslations(): readonly EditionRef[];
  /** The passages' evidence. */
  evidence(edition: EditionRef): Promise<Parameters<typeof passages>[2]>;
  followed(edition: EditionRef): Promise<FollowedSource | null>;
  putFollowed(edition: EditionRef, followed: FollowedSource): Promise<void>;
  /** Tells of each edition whose standing or confirmations changed, until the answer is called. */
  onEdition(listener: (edition: EditionRef) => void): () => void;
  /** Confirmations whose source words are not kept yet: finds them by `words`, newest versions first. */
  keepConfirmedWords(edition: EditionRef, words: readonly string[]): Promise<void>;
}

/** A pasted paragraph should appear at once, and typing must not be a run a keystroke. */
const FOLLOW_MS = 200;
/** What is cut and pasted within this time was moved, not deleted. */
export const GONE_MS = 4_000;
/** A new paragraph is drafted when nothing was typed into it for so long. */
export const NEW_QUIET_MS = 1_500;
/** An untouched draft is redone when its source block was not changed for so long and nobody's caret is in it. */
export const REDO_QUIET_MS = 10_000;

export interface SourceFollower {
  /** Catches up with what happened while the server was down, one translation after another. */
  catchUp(): Promise<void>;
  /** Resolves when nothing is running for this edition. */
  settled(edition: EditionRef): Promise<void>;
  stop(): Promise<void>;
}

/** One translation, as it is followed. */
interface Follow {
  readonly edition: EditionRef;
  readonly quiet: QuietWatch;
  /** Source blocks that are missing -> since when. */
  readonly missing: Map<string, number>;
  /** Source text that an untouched passage was last drafted anew from, or was tried to. */
  readonly tried: Map<string, string>;
  known: FollowedSource | null;
  loaded: boolean;
  /** A target block is to be moved or set aside once nobody's caret is in it. */
  heldMove: boolean;
  /** A passage is to be drafted anew once nobody's caret is in it or its source. */
  heldRedo: boolean;
  /** Its standing or its confirmations changed. */
  toConfirm: boolean;
  /** When to see whether there is something to draft. */
  recheckAt: number;
  /** An engine at work for this. */
  drafting: Promise<void> | null;
  /** Target blocks that are not new any more: drafted, or left to be written by hand. */
  readonly drafted: Set<string>;
  timer: NodeJS.Timeout | null;
  due: number;
  running: Promise<void>;
}

/** What a run saw. */
interface Seen {
  readonly plan: FollowPlan;
  readonly source: EditionText;
  readonly target: EditionText;
  readonly sourceCarets: ReadonlySet<string>;
  readonly targetCarets: ReadonlySet<string>;
}

export function createSourceFollower(house: FollowingHouse): SourceFollower {
  const follows = new Map<DocumentName, Follow>();
  let stopped = false;

  function followOf(edition: EditionRef): Follow {
    const name = house.documentOf(edition);
    const found = follows.get(name);
    if (found !== undefined) return found;
    const { articleId, language } = edition;
    const made: Follow = {
      edition: { articleId, language },
      quiet: new QuietWatch(),
      missing: new Map(),
      tried: new Map(),
      known: null,
      loaded: false,
      heldMove: false,
      heldRedo: false,
      toConfirm: false,
      recheckAt: Number.POSITIVE_INFINITY,
      drafting: null,
      drafted: new Set(),
      timer: null,
      due: Number.POSITIVE_INFINITY,
      running: Promise.resolve(),
    };
    follows.set(name, made);
    return made;
  }

  /** Has a translation looked at in `ms`, or earlier if that was agreed already. */
  function look(follow: Follow, ms: number): void {
    const due = house.elapsed() + ms;
    if (stopped || due >= follow.due) return;
    if (follow.timer !== null) clearTimeout(follow.timer);
    follow.due = due;
    follow.timer = setTimeout(() => {
      follow.timer = null;
      follow.due = Number.POSITIVE_INFINITY;
      follow.running = follow.running.then(() => run(follow));
    }, ms);
  }

  async function run(follow: Follow): Promise<void> {
    try {
      const source = house.sourceOf(follow.edition);
      if (stopped) return;
      if (source === null) {
        // Begun anew when it is drafted again.
        follows.delete(house.documentOf(follow.edition));
        return;
      }
      const seen = await followOnce(follow, source);
      if (seen === null) return;
      if (follow.toConfirm) await keepWords(follow, seen);
      if (house.isDrafted(follow.edition)) await draft(follow, seen);
    } catch (error) {
      if (!stopped)
        house.log.error('following.failed', { document: house.documentOf(follow.edition), error: String(error) });
    }
  }

  /** One turn: looks at both texts, and does what can be done now. Null: it is not being drafted any more. */
  function followOnce(follow: Follow, language: string): Promise<Seen | null> {
    const { edition } = follow;
    const sourceName = house.documentOf({ ...edition, language });
    const targetName = house.documentOf(edition);
    return house.hub.exclusive(targetName, async (turn) => {
      if (house.sourceOf(edition) !== language) return null;
      if (!follow.loaded) {
        follow.known = await house.followed(edition);
        follow.loaded = true;
      }
      const known = new Set(follow.known?.blocks.map(({ id }) => id));
      // A translation waits for its source, never the other way round.
      const { source, holders, sourceCarets } = await house.hub.exclusive(sourceName, async (its) =>
        readSource(its, known, house.hub.carets(sourceName)),
      );
      const target = readEdition(turn.doc);
      const targetCarets = caretBlocks(turn.doc, house.hub.carets(targetName));
      const blocks = textBlocks(source.content);
      const now = house.elapsed();
      if (follow.quiet.see(blocks, now)) recheck(follow, now + REDO_QUIET_MS);
      noteMissing(follow, blocks, now);
      // What a damaged source lacks nobody has deleted.
      const comesBack = house.isRecovering(sourceName);
      const plan = planFollowing({
        source: blocks,
        target,
        aside: readAside(turn.doc),
        known: follow.known,
        isGone: (id) => !comesBack && now - (follow.missing.get(id) ?? now) >= GONE_MS,
        busy: targetCarets,
        newId: () => crypto.randomUUID(),
      });
      if (plan.steps.length > 0) {
        const at = house.clock.now().toISOString();
        await turn.edit(COPYDESK, (doc) => applySteps(doc, plan.steps, { holders, at }));
      }
      await keep(follow, plan);
      if (follow.known !== null && follow.known.drafting.length > 0) recheck(follow, now + NEW_QUIET_MS);
      follow.heldMove = plan.waiting;
      const waits = plan.missing.map((id) => (follow.missing.get(id) ?? now) + GONE_MS - now);
      if (waits.length > 0 && !comesBack) look(follow, Math.max(0, Math.min(...waits)));
      return {
        plan,
        source,
        target: plan.steps.length > 0 ? readEdition(turn.doc) : target,
        sourceCarets,
        targetCarets,
      };
    });
  }

  function noteMissing(follow: Follow, blocks: readonly TextBlock[], now: number): void {
    const here = new Set(blocks.map((block) => block.attrs.id));
    for (const id of follow.missing.keys()) if (here.has(id)) follow.missing.delete(id);
    for (const { id } of follow.known?.blocks ?? [])
      if (!here.has(id) && !follow.missing.has(id)) follow.missing.set(id, now);
  }

  /** Words alone are not worth a write for each keystroke: they serve to see where a vanished block went. */
  async function keep(follow: Follow, plan: FollowPlan): Promise<void> {
    const shape = (followed: FollowedSource | null) =>
      followed && JSON.stringify([followed.blocks.map(({ id }) => id), followed.moving, followed.drafting]);
    const next = { ...plan.known, drafting: plan.known.drafting.filter((id) => !follow.drafted.has(id)) };
    const differs = shape(follow.known) !== shape(next);
    follow.known = next;
    follow.drafted.clear();
    if (differs) await house.putFollowed(follow.edition, next);
  }

  /** Has the engine draft what is new and redo what is untouched, once the source is quiet. */
  async function draft(follow: Follow, seen: Seen): Promise<void> {
    const { edition, quiet } = follow;
    const now = house.elapsed();
    if (follow.drafting !== null || now < follow.recheckAt) return;
    follow.recheckAt = Number.POSITIVE_INFINITY;
    follow.heldRedo = false;
    const all = passages(seen.target, seen.source, await house.evidence(edition));
    const ready: Record<'new' | 'untouched', Passage[]> = { new: [], untouched: [] };
    for (const passage of all) {
      const kind = kindOf(passage, follow, all);
      if (kind === null) continue;
      const sources = passage.source.map((block) => block.attrs.id);
      const at = quiet.quietAt(sources, kind === 'new' ? NEW_QUIET_MS : REDO_QUIET_MS);
      if (at !== null && at > now) recheck(follow, at);
      else if (kind === 'untouched' && isTypedIn(passage.id, sources, seen)) follow.heldRedo = true;
      else ready[kind].push(passage);
    }
    const idsOf = (some: readonly Passage[]) => some.map(({ id }) => id);
    for (const passage of ready.untouched) follow.tried.set(passage.id, sourceText(passage.source));
    if (ready.new.length + ready.untouched.length === 0) return;
    // Not waited for: while an engine works, people write on.
    follow.drafting = haveDrafted(edition, idsOf(ready.new), idsOf(ready.untouched))
      .catch((error: unknown) => house.log.error('following.undrafted', { error: String(error) }))
      .finally(() => {
        follow.drafting = null;
        for (const { id } of ready.new) follow.drafted.add(id);
        recheck(follow, house.elapsed());
      });
  }

  async function haveDrafted(edition: EditionRef, fresh: readonly string[], stale: readonly string[]): Promise<void> {
    if (fresh.length > 0) await house.desk.draft(edition, { kind: 'new', blocks: [...fresh] }, null);
    if (stale.length > 0) await house.desk.draft(edition, { kind: 'untouched', blocks: [...stale] }, null);
    await house.desk.settled(edition);
  }

  /** Has it seen at this time whether there is something to draft. */
  function recheck(follow: Follow, at: number): void {
    follow.recheckAt = Math.min(follow.recheckAt, at);
    look(follow, Math.max(0, at - house.elapsed()));
  }

  function kindOf(passage: Passage, follow: Follow, all: readonly Passage[]): 'new' | 'untouched' | null {
    if (sourceText(passage.source).trim() === '') return null;
    if (passage.state === 'empty') return follow.known?.drafting.includes(passage.id) ? 'new' : null;
    if (!isUntouched(passage, all)) return null;
    return follow.tried.get(passage.id) === sourceText(passage.source) ? null : 'untouched';
  }

  async function keepWords(follow: Follow, seen: Seen): Promise<void> {
    follow.toConfirm = false;
    const now = passages(seen.target, seen.source, []).map(({ source }) => sourceText(source));
    const earlier = textBlocks(seen.source.content).flatMap((block) => follow.quiet.versions(block.attrs.id));
    await house.keepConfirmedWords(follow.edition, [...new Set([...now, ...earlier, ''])]);
  }

  function committed(document: DocumentName): void {
    const parts = partsOf(document);
    if (parts.notes) return;
    for (const translation of house.translationsOf(parts)) look(followOf(translation), FOLLOW_MS);
  }

  function caretsMoved(document: DocumentName): void {
    // Carets move all the time, and hardly ever does something wait for one.
    if (follows.size === 0) return;
    const parts = partsOf(document);
    if (parts.notes) return;
    for (const ref of [parts, ...house.translationsOf(parts)]) {
      const follow = follows.get(house.documentOf(ref));
      if (follow?.heldMove) look(follow, FOLLOW_MS);
      if (follow?.heldRedo) recheck(follow, house.elapsed() + FOLLOW_MS);
    }
  }

  const offs = [
    house.hub.on('committed', ({ document }) => committed(document)),
    house.hub.on('awareness', caretsMoved),
    house.onEdition((edition) => {
      if (house.sourceOf(edition) === null) return;
      const follow = followOf(edition);
      follow.toConfirm = true;
      look(follow, FOLLOW_MS);
    }),
  ];

  return {
    async catchUp() {
      for (const edition of house.allTranslations()) {
        if (stopped) return;
        const follow = followOf(edition);
        follow.running = follow.running.then(() => run(follow));
        await follow.running;
      }
    },
    async settled(edition) {
      const follow = follows.get(house.documentOf(edition));
      await follow?.running;
      await follow?.drafting;
    },
    async stop() {
      stopped = true;
      for (const off of offs) off();
      for (const { timer } of follows.values()) if (timer !== null) clearTimeout(timer);
      await Promise.all([...follows.values()].flatMap(({ running, drafting }) => [running, drafting]));
    },
  };
}

/** The source's text, what its unknown blocks stand in, and where people's carets are. */
function readSource(turn: Turn, known: ReadonlySet<string>, cursors: readonly unknown[]) {
  const source = readEdition(turn.doc);
  const fresh = textBlocks(source.content).filter((block) => !known.has(block.attrs.id));
  const holders = new Map<string, Holder>(fresh.map(({ attrs: { id } }) => [id, holderOf(turn.doc, id)]));
  return { source, holders, sourceCarets: caretBlocks(turn.doc, cursors) };
}

function isTypedIn(target: string, sources: readonly string[], seen: Seen): boolean {
  return seen.targetCarets.has(target) || sources.some((id) => seen.sourceCarets.has(id));
}

/** Segments of a translation: pairing and state of each target block, in nested Y.Maps. */
import { Segment, type Segments } from '@copydesk/shared/article';
import * as Y from 'yjs';
import { segmentsOf } from './roots.ts';

const KEYS = ['source', 'madeFrom', 'confirmed', 'reviewed'] as const;

function parse(entry: unknown): Segment | null {
  if (!(entry instanceof Y.Map)) return null;
  const read = Segment.safeParse({
    source: entry.get('source') ?? [],
    madeFrom: entry.get('madeFrom') ?? null,
    confirmed: entry.get('confirmed') ?? null,
    reviewed: entry.get('reviewed') ?? null,
  });
  return read.success ? read.data : null;
}

/** All segments by target block id; what doesn't hold a valid segment is left out. */
export function readSegments(doc: Y.Doc): Segments {
  const found: [string, Segment][] = [];
  for (const [block, entry] of segmentsOf(doc).entries()) {
    const segment = block === '__proto__' ? null : parse(entry);
    if (segment) found.push([block, segment]);
  }
  return Object.fromEntries(found);
}

/** The segment of a target block, or null if there is none or it isn't valid. */
export function readSegment(doc: Y.Doc, block: string): Segment | null {
  return parse(segmentsOf(doc).get(block));
}

/**
 * Writes a segment in one transaction, touching only what differs, so that somebody else's change of another part
 * of it stays.
 */
export function writeSegment(doc: Y.Doc, block: string, segment: Segment, origin?: unknown): void {
  doc.transact(() => {
    const segments = segmentsOf(doc);
    if (!(segments.get(block) instanceof Y.Map)) segments.set(block, new Y.Map());
    const entry = segments.get(block) ?? new Y.Map<unknown>();
    for (const key of KEYS) {
      if (!entry.has(key) || JSON.stringify(entry.get(key)) !== JSON.stringify(segment[key])) {
        entry.set(key, segment[key]);
      }
    }
  }, origin);
}

/**
 * Gives the block `to`, which was split off or copied from `from`, the same pairing. Confirmations stay behind: the
 * person who splits a paragraph has confirmed nothing. Does nothing when `to` has a segment already.
 */
export function copySegment(doc: Y.Doc, from: string, to: string): void {
  const segment = readSegment(doc, from);
  if (segment && !segmentsOf(doc).has(to)) {
    writeSegment(doc, to, { ...segment, confirmed: null, reviewed: null });
  }
}

/** A confirmation or review that a change set. */
export interface WitnessedConfirmation {
  /** Target block id. */
  readonly block: string;
  /** The segment as it is after the change. */
  readonly segment: Segment;
  /** Did the change set `confirmed`? */
  readonly confirmed: boolean;
  /** Did the change set `reviewed`? */
  readonly reviewed: boolean;
}

/**
 * Which segments a transaction confirmed or marked as reviewed, for the server to attest by whom and when. Only
 * reads; call it while or after the transaction's observers run.
 */
export function witnessConfirmations(transaction: Y.Transaction): WitnessedConfirmation[] {
  const segments = segmentsOf(transaction.doc);
  const touched = new Map<string, ReadonlySet<string | null>>();
  for (const [type, keys] of transaction.changed) {
    const changed: unknown = type;
    if (changed === segments) {
      for (const block of keys) if (block !== null) touched.set(block, new Set(KEYS));
    } else if (changed instanceof Y.Map && changed.parent === segments && changed._item?.parentSub) {
      const block = changed._item.parentSub;
      touched.set(block, new Set([...keys, ...(touched.get(block) ?? [])]));
    }
  }
  return [...touched].flatMap(([block, keys]) => {
    const segment = readSegment(transaction.doc, block);
    if (!segment) return [];
    const confirmed = keys.has('confirmed') && segment.confirmed !== null;
    const reviewed = keys.has('reviewed') && segment.reviewed !== null;
    return confirmed || reviewed ? [{ block, segment, confirmed, reviewed }] : [];
  });
}

/**
 * What an edition's text says of itself: its label, its seal, its length, how far its translation has come. Computed
 * from the documents, kept as a digest until one of the things it was computed from changes.
 */

import { readEdition } from '@copydesk/editor/schema';
import {
  type CanonicalContent,
  canonicalContent,
  canonicalJson,
  computeLabel,
  type EditionText,
  headlineOf,
  type LabelCode,
  type LabelRule,
  passages,
  progressOf,
  sha256,
  wordCount,
} from '@copydesk/shared/article';
import { type DocumentName, documentName, type Hub, isDamage, type Turn } from '@copydesk/shared/sync';
import type { EditionRef } from '../context.ts';
import type { ServerStore } from '../storage/client.ts';
import type { Heads } from '../storage/heads.ts';
import type { Registry } from '../storage/registry.ts';
import type { DigestRow, EditionRow } from '../storage/rows.ts';
import { openCheckpoint } from './checkpoints.ts';

/** A text as it was at one place in its document's queue. */
interface TextAt {
  readonly document: DocumentName;
  readonly epoch: string;
  readonly head: number;
  readonly text: EditionText;
}

/** An edition read whole: what a seal is computed from, and at which heads. */
export interface Reading {
  readonly digest: DigestRow;
  readonly text: EditionText;
  /** The text that a translation is made from; null where there is none. */
  readonly source: EditionText | null;
  readonly epoch: string;
  readonly head: number;
  readonly canonical: CanonicalContent;
  /** Every document that went into it, for the store to check before it seals. */
  readonly heads: readonly { readonly document: DocumentName; readonly head: number }[];
}

export interface Readings {
  /** The digest as things stand now. */
  digest(edition: EditionRow): Promise<DigestRow>;
  /** Reads an edition's working text within its document's turn. */
  readIn(turn: Turn, edition: EditionRow): Promise<Reading>;
  /** The last known place in the document's log. */
  headOf(edition: EditionRef): number;
  /** Reads an edition's working text. */
  read(edition: EditionRow): Promise<Reading>;
}

interface ReadingsOptions {
  readonly hub: Hub;
  readonly store: ServerStore;
  readonly registry: Registry;
  readonly heads: Heads;
  /** A digest was kept that lists show differently from the one before. */
  readonly onChange: () => void;
}

/** What is known of a text that cannot be read: nothing, under a key that no reading has. */
function unreadable({ articleId, language }: EditionRef): DigestRow {
  const nothing = { labelCode: null, evidence: null, headline: '', words: 0, progress: null };
  return { articleId, language, key: '', seal: sha256(''), ...nothing };
}

export function createReadings({ hub, store, registry, heads, onChange }: ReadingsOptions): Readings {
  const running = new Map<string, Promise<DigestRow>>();
  const nameOf = (ref: EditionRef) => documentName(ref.articleId, ref.language);

  function sourceOf(edition: EditionRow): EditionRow | null {
    return edition.source === null
      ? null
      : registry.edition({ articleId: edition.articleId, language: edition.source });
  }

  function ruleOf(edition: EditionRow): LabelRule {
    const desk = registry.article(edition.articleId)?.desk;
    return (desk === undefined ? null : registry.desk(desk))?.labelWhenRevised ?? 'show';
  }

  /** Names everything a digest depends on. */
  function keyOf(edition: EditionRow, head: number, sourceHead: number | null, carried: LabelCode | null): string {
    const source = sourceOf(edition);
    return JSON.stringify([
      edition.epoch,
      head,
      source?.epoch ?? null,
      sourceHead,
      carried,
      ruleOf(edition),
      edition.machine,
      edition.sealed,
    ]);
  }

  const at = (turn: Turn, edition: EditionRow): TextAt => ({
    document: nameOf(edition),
    epoch: turn.epoch,
    head: turn.head,
    text: readEdition(turn.doc),
  });

  /** The source's text, and the label it carries on. */
  async function readSource(edition: EditionRow): Promise<{ text: TextAt; carried: LabelCode | null } | null> {
    const source = sourceOf(edition);
    if (source === null) return null;
    const text = await hub.exclusive(nameOf(source), async (turn) => at(turn, source));
    return { text, carried: (await digest(source)).labelCode };
  }

  function compose(edition: EditionRow, target: TextAt, source: Awaited<ReturnType<typeof readSource>>): Reading {
    const sourceText = source?.text.text ?? null;
    const carried = source?.carried ?? null;
    const label = computeLabel({
      target: target.text,
      source: sourceText,
      edition,
      carried,
      rule: ruleOf(edition),
    });
    const canonical = canonicalContent(target.text, label);
    const progress = edition.role === 'translation' ? progressOf(passages(target.text, sourceText, [])) : null;
    return {
      text: target.text,
      source: sourceText,
      epoch: target.epoch,
      head: target.head,
      canonical,
      heads: [target, ...(source === null ? [] : [source.text])].map(({ document, head }) => ({ document, head })),
      digest: {
        articleId: edition.articleId,
        language: edition.language,
        key: keyOf(edition, target.head, source?.text.head ?? null, carried),
        seal: sha256(canonicalJson(canonical)),
        labelCode: label?.code ?? null,
        evidence: label?.evidence ?? null,
        headline: headlineOf(canonical.content),
        words: wordCount(canonical.content, edition.language),
        progress,
      },
    };
  }

  // A translation waits for its source within its own turn, never the other way round: no two can wait for each other.
  async function readIn(turn: Turn, edition: EditionRow): Promise<Reading> {
    const source = await readSource(edition);
    return compose(edition, at(turn, edition), source);
  }

  function readNow(edition: EditionRow): Promise<Reading> {
    return hub.exclusive(nameOf(edition), (turn) => readIn(turn, edition));
  }

  /** What readers and lists are shown of a frozen text comes from the sealed bytes, not from the document. */
  async function freeze(edition: EditionRow, live: DigestRow): Promise<DigestRow> {
    if (edition.sealed === null) return live;
    const checkpoint = await store.call('checkpointBySeal', edition, edition.sealed);
    if (checkpoint === null) throw new Error('an edition names a checkpoint that is not there');
    const { content, label } = openCheckpoint(checkpoint);
    return {
      ...live,
      seal: checkpoint.seal,
      labelCode: label?.code ?? null,
      evidence: label?.evidence ?? null,
      headline: headlineOf(content),
      words: checkpoint.words,
    };
  }

  async function compute(edition: EditionRow): Promise<DigestRow> {
    const { digest: live, heads: read } = await readNow(edition);
    for (const { document, head } of read) heads.set(document, head);
    const next = await freeze(edition, live);
    const before = registry.digest(edition);
    registry.putDigest(next);
    const shows = (row: DigestRow | null) =>
      row && JSON.stringify([row.labelCode, row.headline, row.progress, edition.sealed && row.seal]);
    const differs = shows(before) !== shows(next);
    await store.call('putDigest', next, differs);
    if (differs) onChange();
    return next;
  }

  async function digest(edition: EditionRow): Promise<DigestRow> {
    const source = sourceOf(edition);
    const carried = source === null ? null : (await digest(source)).labelCode;
    const sourceHead = source === null ? null : heads.of(nameOf(source));
    const key = keyOf(edition, heads.of(nameOf(edition)), sourceHead, carried);
    const kept = registry.digest(edition);
    if (kept !== null && kept.key === key) return kept;
    const id = `${nameOf(edition)} ${key}`;
    const shared = running.get(id);
    if (shared !== undefined) return shared;
    const started = compute(edition)
      .catch((error: unknown) => {
        // A damaged text has no other facts than the last ones known; lists and other languages go on with them.
        if (!isDamage(error)) throw error;
        return kept ?? unreadable(edition);
      })
      .finally(() => running.delete(id));
    running.set(id, started);
    return started;
  }

  return { digest, readIn, headOf: (edition) => heads.of(nameOf(edition)), read: readNow };
}

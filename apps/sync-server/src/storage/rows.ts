/** What the store keeps, as the rest of the server sees it. */
import type { Desk, Drafting, HeldReport } from '@copydesk/shared/api';
import type {
  Effects,
  LabelCode,
  LabelEvidence,
  PassageEvidence,
  PublicState,
  RevisionKind,
  Role,
  WorkState,
} from '@copydesk/shared/article';

import type { WantedPassages } from '../translation/wanted.ts';

export interface EditionRef {
  readonly articleId: string;
  readonly language: string;
}

/** A row of evidence before anybody confirmed it. */
export type NewEvidence = Omit<PassageEvidence, 'confirmations' | 'earlier'> & {
  /** What a person had written where this output now stands. */
  readonly replaced?: string;
};

/** How drafting of an edition stands, as kept over a restart. */
export interface DraftingRow extends Drafting {
  readonly engine: string | null;
  readonly wanted?: WantedPassages;
}

/** What an act of the workflow does to what readers get. */
export type PublicAct = NonNullable<Effects['publicChange']>;

export interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: Role[];
  readonly desks: string[];
  readonly disabled: boolean;
}

export interface ArticleRow {
  readonly id: string;
  readonly slug: string;
  readonly desk: string;
  readonly assignees: string[];
  readonly due: string | null;
  readonly embargo: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
}

/** Where an edition stands in the workflow. */
export interface EditionStanding {
  readonly work: WorkState;
  readonly public: PublicState;
  /** Last published version, 0 if none. */
  readonly version: number;
  readonly revision: RevisionKind | null;
  readonly submittedBy: string | null;
  readonly submittedAt: string | null;
  readonly openedBy: string | null;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  readonly note: string | null;
  /** Seal of the checkpoint whose bytes this edition is while approved or closed. */
  readonly sealed: string | null;
}

/** The part of an edition's row that the workflow changes. */
export function standingOf(edition: EditionStanding): EditionStanding {
  const { work, public: visibility, version, revision, note, sealed } = edition;
  const { submittedBy, submittedAt, openedBy, approvedBy, approvedAt } = edition;
  return {
    work,
    public: visibility,
    version,
    revision,
    submittedBy,
    submittedAt,
    openedBy,
    approvedBy,
    approvedAt,
    note,
    sealed,
  };
}

export interface EditionRow extends EditionRef, EditionStanding {
  readonly role: 'source' | 'translation';
  readonly source: string | null;
  readonly epoch: string;
  /** The engine that drafts it: an id, 'none' for by hand, null for the desk's choice. */
  readonly engine: string | null;
  /** Holds or held a machine's text. */
  readonly machine: boolean;
  /** The label line of the file it was imported from. */
  readonly labelLine: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly changedAt: string;
  readonly changedBy: string | null;
}

/** What a list shows of an edition's text, computed from the documents at `key`. */
export interface DigestRow extends EditionRef {
  /** Everything it was computed from: epochs, heads, label rule. */
  readonly key: string;
  readonly seal: string;
  readonly labelCode: LabelCode | null;
  readonly evidence: LabelEvidence | null;
  readonly headline: string;
  readonly words: number;
  readonly progress: { readonly passages: number; readonly confirmed: number; readonly stale: number } | null;
}

/** The bytes of a text at a turn of its workflow; never changed afterwards. */
export interface CheckpointRow extends EditionRef {
  readonly id: number;
  readonly seal: string;
  readonly kind: 'submitted' | 'returned' | 'approved' | 'published';
  readonly version: number;
  readonly revision: RevisionKind | null;
  readonly at: string;
  readonly by: string;
  readonly words: number;
  readonly note: string | null;
  readonly epoch: string;
  readonly head: number;
  /** The label in the words readers saw. */
  readonly labelText: string | null;
  /** Canonical JSON, UTF-8; its SHA-256 is `seal`. */
  readonly bytes: Uint8Array;
}

export interface HeldRow extends EditionRef {
  readonly report: HeldReport;
}

export interface DraftingEntry extends EditionRef {
  readonly drafting: DraftingRow;
}

export interface SeenRow extends EditionRef {
  readonly userId: string;
  readonly name: string;
  readonly at: string;
}

/** All that the registry keeps in memory. */
export interface Snapshot {
  readonly users: UserRow[];
  readonly desks: Desk[];
  readonly sessions: { readonly id: string; readonly userId: string; readonly device: string }[];
  readonly articles: ArticleRow[];
  readonly editions: EditionRow[];
  readonly digests: DigestRow[];
  readonly held: HeldRow[];
  readonly drafting: DraftingEntry[];
  readonly seen: SeenRow[];
}

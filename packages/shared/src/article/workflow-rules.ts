/** The workflow's table: what each act needs, where it leads and what it asks of the server. */
import type { Action, Hash, Instant, PublicState, RevisionKind, Role, Scope, WorkState } from './model.ts';

export interface EditionState {
  readonly role: 'source' | 'translation';
  readonly work: WorkState;
  readonly public: PublicState;
  /** Last published version, 0 if none. */
  readonly version: number;
  readonly submittedBy: string | null;
  /** The chief who has begun to review; from then on the submitter cannot recall. */
  readonly openedBy: string | null;
  readonly approvedBy: string | null;
  /** What kind of next version is being worked on, null for the first and when nothing is. */
  readonly revision: RevisionKind | null;
}

export interface TransitionContext {
  readonly userId: string;
  readonly roles: readonly Role[];
  /** Seal of the text on the person's screen. */
  readonly seal?: Hash | undefined;
  /** Seal of the text as the server has it; where given, a differing `seal` is refused. */
  readonly currentSeal?: Hash | undefined;
  readonly note?: string | undefined;
  readonly kind?: RevisionKind | undefined;
  readonly scope?: Scope | undefined;
  readonly releaseAt?: Instant | undefined;
  readonly now?: Instant | undefined;
  /** What speaks against approving or publishing (`approvalBlockers`), in words. */
  readonly blockers?: readonly string[] | undefined;
  /** A chief's reason to go on in spite of the blockers. */
  readonly override?: string | undefined;
  /** What a text must have before it can be submitted and has not (`submitProblems`), in words. */
  readonly problems?: readonly string[] | undefined;
}

/** What the server has to do besides storing the new state. */
export interface Effects {
  /** Let open windows hand over what they have not sent yet, before the act takes its place in the queue. */
  readonly flush: boolean;
  /** Who may write is different now: judge everyone's access anew. */
  readonly access: boolean;
  /** Keep the text as it stands, as a checkpoint of this kind. */
  readonly checkpoint: 'submitted' | 'returned' | 'approved' | 'published' | null;
  /** The version to publish from the sealed bytes. */
  readonly publishVersion: number | null;
  /** The working text goes back to what the last published version says. */
  readonly resetText: boolean;
  /** What readers get is different now. */
  readonly publicChange: 'publish' | 'withhold' | 'restore' | 'kill' | null;
  /** For which languages of the story the act is meant. */
  readonly scope: Scope;
  /** The act went on although something spoke against it: goes into the audit. */
  readonly overridden: readonly string[];
}

export type Need = 'note' | 'kind' | 'seal' | 'unblocked' | 'complete';
type Who = 'writers' | 'submitter' | 'chief';

export interface Rule {
  readonly work: readonly WorkState[];
  readonly public: readonly PublicState[];
  readonly by: Who;
  readonly needs?: readonly Need[];
  /** Beyond the two axes: what else must be so. */
  readonly when?: (state: EditionState) => boolean;
  readonly to: (state: EditionState, context: TransitionContext) => Partial<EditionState>;
  readonly effects?: (state: EditionState) => Partial<Effects>;
}

const ANY_WORK: readonly WorkState[] = ['drafting', 'submitted', 'approved', 'closed'];
const ANY_PUBLIC: readonly PublicState[] = ['never', 'live', 'withheld', 'killed'];
const ONCE_PUBLISHED: readonly PublicState[] = ['live', 'withheld', 'killed'];

/** Nobody has submitted, opened or approved. */
const UNREVIEWED = { submittedBy: null, openedBy: null, approvedBy: null } as const;
const CLOSED = { work: 'closed', ...UNREVIEWED, revision: null } as const;
/** Acts that can be meant for all languages of a story at once. */
export const SCOPED: readonly Action[] = ['withhold', 'restore', 'kill'];

export const RULES: Record<Action, Rule> = {
  submit: {
    work: ['drafting'],
    public: ANY_PUBLIC,
    by: 'writers',
    needs: ['complete'],
    to: (_, { userId }) => ({ work: 'submitted', ...UNREVIEWED, submittedBy: userId }),
    effects: () => ({ flush: true, access: true, checkpoint: 'submitted' }),
  },
  open: {
    work: ['submitted'],
    public: ANY_PUBLIC,
    by: 'chief',
    to: (state, { userId }) => ({ openedBy: state.openedBy ?? userId }),
  },
  recall: {
    work: ['submitted'],
    public: ANY_PUBLIC,
    by: 'submitter',
    when: (state) => state.openedBy === null,
    to: () => ({ work: 'drafting', ...UNREVIEWED }),
    effects: () => ({ access: true }),
  },
  return: {
    work: ['submitted'],
    public: ANY_PUBLIC,
    by: 'chief',
    needs: ['note'],
    to: () => ({ work: 'drafting', ...UNREVIEWED }),
    effects: () => ({ access: true, checkpoint: 'returned' }),
  },
  approve: {
    work: ['submitted'],
    public: ANY_PUBLIC,
    by: 'chief',
    needs: ['seal', 'unblocked'],
    to: (state, { userId }) => ({ work: 'approved', openedBy: state.openedBy ?? userId, approvedBy: userId }),
    effects: () => ({ access: true, checkpoint: 'approved' }),
  },
  withdraw: {
    work: ['approved'],
    public: ANY_PUBLIC,
    by: 'chief',
    to: () => ({ work: 'submitted', approvedBy: null }),
    effects: () => ({ access: true }),
  },
  publish: {
    work: ['approved'],
    public: ANY_PUBLIC,
    by: 'chief',
    needs: ['seal', 'unblocked'],
    to: (state) => ({ ...CLOSED, public: 'live', version: state.version + 1, approvedBy: state.approvedBy }),
    effects: (state) => ({
      access: true,
      checkpoint: 'published',
      publishVersion: state.version + 1,
      publicChange: 'publish',
    }),
  },
  revise: {
    work: ['closed'],
    public: ['live', 'withheld'],
    by: 'chief',
    needs: ['kind'],
    to: (_, { kind }) => ({ work: 'drafting', ...UNREVIEWED, revision: kind ?? null }),
    effects: () => ({ access: true }),
  },
  discard: {
    work: ['drafting', 'submitted'],
    public: ONCE_PUBLISHED,
    by: 'chief',
    to: () => CLOSED,
    effects: () => ({ access: true, resetText: true }),
  },
  spike: {
    work: ['drafting', 'submitted'],
    public: ['never'],
    by: 'chief',
    to: () => ({ work: 'spiked', ...UNREVIEWED }),
    effects: () => ({ access: true }),
  },
  revive: {
    work: ['spiked'],
    public: ['never'],
    by: 'chief',
    to: () => ({ work: 'drafting' }),
    effects: () => ({ access: true }),
  },
  withhold: {
    work: ANY_WORK,
    public: ['live'],
    by: 'chief',
    to: () => ({ public: 'withheld' }),
    effects: () => ({ access: true, publicChange: 'withhold' }),
  },
  restore: {
    work: ANY_WORK,
    public: ['withheld'],
    by: 'chief',
    to: () => ({ public: 'live' }),
    effects: () => ({ access: true, publicChange: 'restore' }),
  },
  kill: {
    work: ANY_WORK,
    public: ['live', 'withheld'],
    by: 'chief',
    to: () => ({ ...CLOSED, public: 'killed' }),
    effects: () => ({ access: true, publicChange: 'kill' }),
  },
  reopen: {
    work: ['closed'],
    public: ['killed'],
    by: 'chief',
    needs: ['note'],
    to: (_, { kind }) => ({ work: 'drafting', ...UNREVIEWED, revision: kind ?? 'correction' }),
    effects: () => ({ access: true }),
  },
};

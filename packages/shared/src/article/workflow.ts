/**
 * The workflow of an edition: one pure state machine on two axes (docs/ARCHITECTURE.md, "Workflow"). The server is its
 * authority; windows ask it which actions to offer. The rules are the table; `transition` reads it.
 */
import { writesRole } from './access.ts';
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

/** A new edition: being drafted, never published. */
export function newEdition(role: 'source' | 'translation'): EditionState {
  return {
    role,
    work: 'drafting',
    public: 'never',
    version: 0,
    submittedBy: null,
    openedBy: null,
    approvedBy: null,
    revision: null,
  };
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

export type RefusalCode =
  | 'forbidden'
  | 'wrong-state'
  | 'note-required'
  | 'kind-required'
  | 'seal-required'
  | 'seal-differs'
  | 'incomplete'
  | 'blocked'
  | 'unsupported';

export type TransitionResult =
  | { readonly ok: true; readonly state: EditionState; readonly effects: Effects }
  | { readonly ok: false; readonly code: RefusalCode; readonly detail: string };

type Need = 'note' | 'kind' | 'seal' | 'unblocked' | 'complete';
type Who = 'writers' | 'submitter' | 'chief';

interface Rule {
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
const SCOPED: readonly Action[] = ['withhold', 'restore', 'kill'];

const RULES: Record<Action, Rule> = {
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

/** Every action, in the order in which a text usually goes through them. */
export const ACTIONS = Object.keys(RULES) as readonly Action[];

/**
 * Takes one step. On success the new state and what the server has to do; otherwise why not, in words for the person.
 * Opening a text that another chief has opened is no fault: the state stays as it is.
 */
export function transition(state: EditionState, action: Action, context: TransitionContext): TransitionResult {
  const rule = RULES[action];
  const refused =
    refusePerson(state, rule, context) ??
    refuseState(state, action, rule) ??
    refuseTerms(action, context) ??
    refuseNeeds(rule, context);
  if (refused) return { ok: false, ...refused };
  const effects: Effects = {
    flush: false,
    access: false,
    checkpoint: null,
    publishVersion: null,
    resetText: false,
    publicChange: null,
    scope: context.scope ?? 'this',
    overridden: rule.needs?.includes('unblocked') ? (context.blockers ?? []) : [],
    ...rule.effects?.(state),
  };
  return { ok: true, state: { ...state, ...rule.to(state, context) }, effects };
}

/** The actions to offer a person now; some still need a note, a kind or the seal. */
export function allowedActions(
  state: EditionState,
  user: { readonly id: string; readonly roles: readonly Role[] },
): Action[] {
  return ACTIONS.filter((action) => {
    const rule = RULES[action];
    if (action === 'open' && state.openedBy !== null) return false;
    return !refusePerson(state, rule, { userId: user.id, roles: user.roles }) && !refuseState(state, action, rule);
  });
}

/** Whether the action needs the seal of the text on the screen. */
export function needsSeal(action: Action): boolean {
  return RULES[action].needs?.includes('seal') ?? false;
}

/** Whether the action can be meant for all languages of a story at once. */
export function takesScope(action: Action): boolean {
  return SCOPED.includes(action);
}

interface Refusal {
  readonly code: RefusalCode;
  readonly detail: string;
}

const STATE_WORDS: Record<WorkState, string> = {
  drafting: 'being written',
  submitted: 'waiting for approval',
  approved: 'approved',
  closed: 'published',
  spiked: 'spiked',
};

function describe(state: EditionState): string {
  if (state.work !== 'closed') return STATE_WORDS[state.work];
  return state.public === 'live' || state.public === 'never' ? STATE_WORDS.closed : state.public;
}

function refuseState(state: EditionState, action: Action, rule: Rule): Refusal | null {
  if (!rule.work.includes(state.work) || !rule.public.includes(state.public)) {
    return {
      code: 'wrong-state',
      detail: `This text is ${describe(state)}, so “${action}” is not possible now. The text is unchanged.`,
    };
  }
  if (rule.when && !rule.when(state)) {
    return {
      code: 'wrong-state',
      detail: 'The desk chief has begun to review this text. Ask them to return it.',
    };
  }
  return null;
}

function refusePerson(
  state: EditionState,
  { by }: Rule,
  { userId, roles }: Pick<TransitionContext, 'userId' | 'roles'>,
): Refusal | null {
  const may = {
    chief: () => roles.includes('chief'),
    writers: () => writesRole(roles, state.role),
    submitter: () => state.submittedBy === null || state.submittedBy === userId,
  };
  if (may[by]()) return null;
  const who = {
    chief: 'Only a desk chief may do this.',
    writers:
      state.role === 'source'
        ? 'Only writers and desk chiefs may do this.'
        : 'Only translators and desk chiefs may do this.',
    submitter: 'Only the person who submitted this text may take it back; a desk chief may return it.',
  };
  return { code: 'forbidden', detail: who[by] };
}

function refuseTerms(action: Action, { releaseAt, now, scope }: TransitionContext): Refusal | null {
  if (releaseAt !== undefined && (now === undefined || Date.parse(releaseAt) > Date.parse(now))) {
    return {
      code: 'unsupported',
      detail: 'Timed release isn’t available yet. Nothing was changed; do this again without a release time.',
    };
  }
  if (scope === 'all' && !takesScope(action)) {
    return { code: 'unsupported', detail: `“${action}” works on one language at a time. Nothing was changed.` };
  }
  return null;
}

function refuseNeeds({ needs = [] }: Rule, context: TransitionContext): Refusal | null {
  for (const need of needs) {
    const refused = NEEDS[need](context);
    if (refused) return refused;
  }
  return null;
}

const NEEDS: Record<Need, (context: TransitionContext) => Refusal | null> = {
  note: ({ note }) => (note?.trim() ? null : { code: 'note-required', detail: 'Say why in a note.' }),
  kind: ({ kind }) =>
    kind ? null : { code: 'kind-required', detail: 'Say whether this is an update, a correction or a clarification.' },
  seal: ({ seal, currentSeal }) => {
    if (seal === undefined) {
      return { code: 'seal-required', detail: 'Say which text was on the screen: its seal is missing.' };
    }
    if (currentSeal === undefined || seal === currentSeal) return null;
    return {
      code: 'seal-differs',
      detail: 'The text has changed since it was on your screen. Nothing was done; look at what changed, then decide.',
    };
  },
  unblocked: ({ blockers = [], override }) =>
    blockers.length === 0 || override?.trim() ? null : { code: 'blocked', detail: blockers.join(' ') },
  complete: ({ problems = [] }) =>
    problems.length === 0 ? null : { code: 'incomplete', detail: `${problems.join(' ')} The text is unchanged.` },
};

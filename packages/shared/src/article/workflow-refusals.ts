/** Why an act of the workflow is refused, in words for the person. */
import { writesRole } from './access.ts';
import type { Action, WorkState } from './model.ts';
import { type EditionState, type Need, type Rule, SCOPED, type TransitionContext } from './workflow-rules.ts';

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

/** Why an act is refused; `detail` is words for the person. */
export interface Refusal {
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

export function refuseState(state: EditionState, action: Action, rule: Rule): Refusal | null {
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

export function refusePerson(
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

export function refuseTerms(action: Action, { releaseAt, now, scope }: TransitionContext): Refusal | null {
  if (releaseAt !== undefined && (now === undefined || Date.parse(releaseAt) > Date.parse(now))) {
    return {
      code: 'unsupported',
      detail: 'Timed release isn’t available yet. Nothing was changed; do this again without a release time.',
    };
  }
  if (scope === 'all' && !SCOPED.includes(action)) {
    return { code: 'unsupported', detail: `“${action}” works on one language at a time. Nothing was changed.` };
  }
  return null;
}

export function refuseNeeds({ needs = [] }: Rule, context: TransitionContext): Refusal | null {
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

/**
 * The workflow of an edition: one pure state machine on two axes (docs/ARCHITECTURE.md, "Workflow"). The server is its
 * authority; windows ask it which actions to offer. The rules are the table; `transition` reads it.
 */
import type { Action, Role } from './model.ts';
import { type Refusal, refuseNeeds, refusePerson, refuseState, refuseTerms } from './workflow-refusals.ts';
import { type EditionState, type Effects, RULES, SCOPED, type TransitionContext } from './workflow-rules.ts';

export type { RefusalCode } from './workflow-refusals.ts';
export type { EditionState, Effects, TransitionContext } from './workflow-rules.ts';

export type TransitionResult =
  | { readonly ok: true; readonly state: EditionState; readonly effects: Effects }
  | ({ readonly ok: false } & Refusal);

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

/** Whether the action can be meant for all languages of a story at once. */
export function takesScope(action: Action): boolean {
  return SCOPED.includes(action);
}

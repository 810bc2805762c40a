import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessFor } from './access.ts';
import { Action, type PublicState, type Role, type WorkState } from './model.ts';
import {
  ACTIONS,
  allowedActions,
  type EditionState,
  newEdition,
  type TransitionContext,
  takesScope,
  transition,
} from './workflow.ts';

const SEAL = 'a'.repeat(64);
const chief = { userId: 'leila', roles: ['chief'] as Role[] };
const writer = { userId: 'ana', roles: ['editor'] as Role[] };
const all: Omit<TransitionContext, 'userId' | 'roles'> = { note: 'because', seal: SEAL, kind: 'update' };

function state(work: WorkState, shown: PublicState, more: Partial<EditionState> = {}): EditionState {
  const submitted = work === 'submitted' || work === 'approved' ? { submittedBy: 'ana' } : {};
  return { ...newEdition('source'), work, public: shown, version: shown === 'never' ? 0 : 3, ...submitted, ...more };
}
function take(from: EditionState, action: Action, context: Partial<TransitionContext> = {}): EditionState {
  const result = transition(from, action, { ...chief, ...all, ...context });
  if (!result.ok) throw new Error(`${action}: ${result.code}`);
  return result.state;
}
const refusal = (from: EditionState, action: Action, context: Partial<TransitionContext> = {}) => {
  const result = transition(from, action, { ...chief, ...all, ...context });
  return result.ok ? 'ok' : result.code;
};

describe('every transition of the table, and no other', () => {
  const works: WorkState[] = ['drafting', 'submitted', 'approved', 'closed'];
  const shown: PublicState[] = ['never', 'live', 'withheld', 'killed'];
  const legal: [Action, WorkState[], PublicState[], WorkState | 'same', PublicState | 'same'][] = [
    ['submit', ['drafting'], shown, 'submitted', 'same'],
    ['open', ['submitted'], shown, 'submitted', 'same'],
    ['return', ['submitted'], shown, 'drafting', 'same'],
    ['approve', ['submitted'], shown, 'approved', 'same'],
    ['withdraw', ['approved'], shown, 'submitted', 'same'],
    ['publish', ['approved'], shown, 'closed', 'live'],
    ['revise', ['closed'], ['live', 'withheld'], 'drafting', 'same'],
    ['discard', ['drafting', 'submitted'], ['live', 'withheld', 'killed'], 'closed', 'same'],
    ['spike', ['drafting', 'submitted'], ['never'], 'spiked', 'same'],
    ['revive', ['spiked'], ['never'], 'drafting', 'same'],
    ['withhold', works, ['live'], 'same', 'withheld'],
    ['restore', works, ['withheld'], 'same', 'live'],
    ['kill', works, ['live', 'withheld'], 'closed', 'killed'],
    ['reopen', ['closed'], ['killed'], 'drafting', 'same'],
  ];
  for (const [action, from, publics, work, after] of legal) {
    test(action, () => {
      for (const w of [...works, 'spiked' as const]) {
        for (const p of shown) {
          if ((w === 'closed' && p === 'never') || (w === 'spiked' && p !== 'never')) continue;
          const result = transition(state(w, p), action, { ...chief, ...all });
          if (from.includes(w) && publics.includes(p)) {
            expect(result).toMatchObject({
              ok: true,
              state: { work: work === 'same' ? w : work, public: after === 'same' ? p : after },
            });
          } else expect([w, p, result]).toMatchObject([w, p, { ok: false, code: 'wrong-state' }]);
        }
      }
    });
  }

  test('recall is for the submitter, until a chief opens the text', () => {
    const submitted = take(state('drafting', 'never'), 'submit', writer);
    expect(submitted.submittedBy).toBe('ana');
    expect(refusal(submitted, 'recall')).toBe('forbidden');
    expect(take(submitted, 'recall', writer)).toMatchObject({ work: 'drafting', submittedBy: null });
    const opened = take(submitted, 'open');
    expect(opened.openedBy).toBe('leila');
    expect(refusal(opened, 'recall', writer)).toBe('wrong-state');
    expect(take(opened, 'open', { userId: 'another' })).toEqual(opened);
    expect(refusal(state('drafting', 'never'), 'recall', writer)).toBe('wrong-state');
  });
});

test('who may act', () => {
  const translator = { userId: 't', roles: ['translator'] as Role[] };
  const reader = { userId: 'r', roles: ['reader'] as Role[] };
  const translation = newEdition('translation');
  expect(refusal(newEdition('source'), 'submit', translator)).toBe('forbidden');
  expect(refusal(translation, 'submit', writer)).toBe('forbidden');
  expect(refusal(translation, 'submit', translator)).toBe('ok');
  expect(refusal(translation, 'submit', reader)).toBe('forbidden');
  for (const action of Action.options.filter((other) => other !== 'submit' && other !== 'recall')) {
    for (const who of [writer, translator, reader, { userId: 'x', roles: [] }]) {
      for (const [w, p] of [
        ['submitted', 'live'],
        ['approved', 'never'],
        ['closed', 'killed'],
        ['spiked', 'never'],
      ] as const) {
        expect(refusal(state(w, p), action, who)).toBe('forbidden');
      }
    }
  }
});

describe('what an act needs', () => {
  test('a note to return and to reopen', () => {
    expect(refusal(state('submitted', 'never'), 'return', { note: ' ' })).toBe('note-required');
    expect(refusal(state('closed', 'killed'), 'reopen', { note: undefined })).toBe('note-required');
  });
  test('a kind to revise, kept until the version is out', () => {
    expect(refusal(state('closed', 'live'), 'revise', { kind: undefined })).toBe('kind-required');
    const revised = take(state('closed', 'live'), 'revise', { kind: 'correction' });
    expect(revised.revision).toBe('correction');
    expect(take(take(take(revised, 'submit'), 'approve'), 'publish')).toMatchObject({ revision: null, version: 4 });
  });
  test('the seal to approve and publish, of the text as it stands', () => {
    const submitted = state('submitted', 'never');
    expect(refusal(submitted, 'approve', { seal: undefined })).toBe('seal-required');
    expect(refusal(submitted, 'approve', { currentSeal: 'b'.repeat(64) })).toBe('seal-differs');
    expect(refusal(submitted, 'approve', { currentSeal: SEAL })).toBe('ok');
  });
  test('nothing against it, or a reason to go on', () => {
    const blockers = ['2 passages follow older English.'];
    expect(transition(state('approved', 'never'), 'publish', { ...chief, ...all, blockers })).toMatchObject({
      ok: false,
      code: 'blocked',
      detail: '2 passages follow older English.',
    });
    expect(
      transition(state('approved', 'never'), 'publish', { ...chief, ...all, blockers, override: 'Election night' }),
    ).toMatchObject({
      ok: true,
      effects: { overridden: blockers },
    });
  });
  test('a complete text to submit', () => {
    expect(refusal(newEdition('source'), 'submit', { problems: ['The story has no headline.'] })).toBe('incomplete');
  });
  test('no release time but now, and one language where only one is meant', () => {
    const approved = state('approved', 'never');
    const now = '2026-03-01T12:00:00Z';
    expect(refusal(approved, 'publish', { releaseAt: '2026-03-01T18:00:00Z', now })).toBe('unsupported');
    expect(refusal(approved, 'publish', { releaseAt: '2026-03-01T18:00:00Z' })).toBe('unsupported');
    expect(refusal(approved, 'publish', { releaseAt: now, now })).toBe('ok');
    expect(refusal(approved, 'publish', { scope: 'all' })).toBe('unsupported');
    expect(ACTIONS.filter(takesScope)).toEqual(['withhold', 'restore', 'kill']);
    expect(transition(state('closed', 'live'), 'kill', { ...chief, scope: 'all' })).toMatchObject({
      ok: true,
      effects: { scope: 'all' },
    });
  });
});

test('what the server is told to do', () => {
  const effects = (from: EditionState, action: Action) => {
    const result = transition(from, action, { ...chief, ...all });
    return result.ok ? result.effects : result.code;
  };
  expect(effects(state('drafting', 'never'), 'submit')).toMatchObject({
    flush: true,
    access: true,
    checkpoint: 'submitted',
    publicChange: null,
  });
  expect(effects(state('approved', 'live'), 'publish')).toMatchObject({
    publishVersion: 4,
    publicChange: 'publish',
    checkpoint: 'published',
  });
  expect(effects(state('drafting', 'live'), 'discard')).toMatchObject({ resetText: true, publicChange: null });
  expect(effects(state('drafting', 'live'), 'kill')).toMatchObject({ publicChange: 'kill', resetText: false });
  expect(effects(state('submitted', 'never'), 'open')).toMatchObject({ access: false, checkpoint: null });
});

test('one chief alone at night can revise, approve and publish', () => {
  let text = state('closed', 'live', { version: 1 });
  for (const action of ['revise', 'submit', 'open', 'approve', 'publish'] as const) text = take(text, action);
  expect(text).toMatchObject({ work: 'closed', public: 'live', version: 2, approvedBy: 'leila' });
});

test('a killed story comes back only as its next version', () => {
  const killed = take(state('drafting', 'live'), 'kill');
  expect(killed).toMatchObject({ work: 'closed', public: 'killed', version: 3, revision: null });
  const reopened = take(killed, 'reopen');
  expect(reopened).toMatchObject({ work: 'drafting', public: 'killed', revision: 'update' });
  expect(take(reopened, 'discard')).toMatchObject({ work: 'closed', public: 'killed' });
  expect(take(take(take(reopened, 'submit'), 'approve'), 'publish')).toMatchObject({ public: 'live', version: 4 });
});

describe('after any sequence of acts', () => {
  const people = [
    chief,
    writer,
    { userId: 'omar', roles: ['translator'] as Role[] },
    { userId: 'rosa', roles: ['reader'] as Role[] },
  ];
  const step = fc.record({
    action: fc.constantFrom(...Action.options),
    who: fc.constantFrom(...people),
    kind: fc.option(fc.constantFrom('update' as const, 'correction' as const), { nil: undefined }),
    note: fc.option(fc.constant('note'), { nil: undefined }),
    seal: fc.option(fc.constant(SEAL), { nil: undefined }),
  });
  interface Step extends Omit<TransitionContext, 'userId' | 'roles'> {
    action: Action;
    who: { userId: string; roles: Role[] };
  }
  /** Mostly what is offered to the chief, so that walks go far; now and then anything by anybody. */
  const walk = fc.array(
    fc.oneof({ weight: 5, arbitrary: fc.record({ pick: fc.nat(20) }) }, { weight: 1, arbitrary: step }),
    { minLength: 1, maxLength: 40 },
  );
  const stepOf = (now: EditionState, next: { pick: number } | Step): Step => {
    if (!('pick' in next)) return next;
    const offered = allowedActions(now, { id: chief.userId, roles: chief.roles });
    return { ...all, action: offered[next.pick % offered.length] ?? 'submit', who: chief, kind: 'update' };
  };

  test('the two axes fit, versions grow only by publishing, and frozen text is nobody’s to write', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom('source' as const, 'translation' as const), walk, (role, steps) => {
        let now = newEdition(role);
        for (const next of steps) {
          const { action, who, ...context } = stepOf(now, next);
          const offered = allowedActions(now, { id: who.userId, roles: who.roles });
          const result = transition(now, action, { ...who, ...context });
          if (result.ok) {
            expect([...offered, 'open']).toContain(action);
            expect(result.state.version - now.version).toBe(action === 'publish' ? 1 : 0);
            now = result.state;
          } else if (offered.includes(action)) expect(result.code).toMatch(/-required$/);
          expectLegal(now);
          reached.add(`${now.work} ${now.public}`);
        }
      }),
      { numRuns: 500 },
    );
    expect(reached.size).toBeGreaterThan(10);
  });

  function expectLegal(now: EditionState): void {
    expect(now.public === 'never').toBe(now.version === 0);
    if (now.work === 'closed') expect(now.public).not.toBe('never');
    if (now.work === 'spiked') expect(now.public).toBe('never');
    expect(now.submittedBy !== null).toBe(now.work === 'submitted' || now.work === 'approved');
    if (now.work === 'drafting' || now.work === 'submitted') expect(now.approvedBy).toBeNull();
    if (now.work === 'approved') expect([now.openedBy, now.approvedBy]).not.toContain(null);
    if (now.revision !== null) expect(['drafting', 'submitted', 'approved']).toContain(now.work);
    for (const who of people) {
      const access = accessFor({ id: who.userId, roles: who.roles, desks: ['d'] }, { ...now, desk: 'd', notes: false });
      const chiefly = who.roles.includes('chief');
      const writes = chiefly || who.roles.includes(now.role === 'source' ? 'editor' : 'translator');
      const expected = now.work === 'drafting' ? writes : now.work === 'submitted' ? chiefly : false;
      expect(access?.level).toBe(expected ? 'write' : 'read');
    }
  }
});

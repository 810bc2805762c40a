/** The workflow's acts: judged by the shared state machine, in the document's turn, committed as one transaction. */
import { writeContent, writeFields } from '@copydesk/editor/schema';
import {
  approvalBlockers,
  changedBlocks,
  changedBlocksByHash,
  changedFields,
  type EditionState,
  type Effects,
  headlineOf,
  submitProblems,
  type TransitionContext,
  type TransitionResult,
  takesScope,
  transition,
} from '@copydesk/shared/article';
import { documentName, type Turn } from '@copydesk/shared/sync';
import { pairingsOf } from '@copydesk/shared/translation';
import {
  type Caller,
  COPYDESK,
  type EditionRef,
  type ServerContext,
  type TransitionInput,
  type Workflow,
} from '../context.ts';
import { HttpProblem, type ProblemFacts } from '../problem.ts';
import type { NewMemory } from '../storage/memory.ts';
import { type EditionRow, type EditionStanding, standingOf } from '../storage/rows.ts';
import type { TransitionStep } from '../storage/transitions.ts';
import { openCheckpoint, sealedBytes } from './checkpoints.ts';
import { type EditionService, labelOf, stateOf } from './editions.ts';
import type { Reading, Readings } from './readings.ts';

/** How long windows have to hand over what they have not sent before a text is frozen. */
const FLUSH_MS = 2_000;
/** A source may grow while its translation is judged; more often than this in a row it does not. */
const MAX_TRIES = 5;

type WorkflowOptions = Pick<ServerContext, 'store' | 'registry' | 'hub' | 'feed' | 'clock'> & {
  readonly editions: EditionService;
  readonly readings: Readings;
  /** Something is in the outbox. */
  readonly onOutbox: () => void;
};

type Refusal = Extract<TransitionResult, { ok: false }>;

const STATUS: Record<Refusal['code'], number> = {
  forbidden: 403,
  'wrong-state': 409,
  'note-required': 400,
  'kind-required': 400,
  'seal-required': 400,
  'seal-differs': 409,
  incomplete: 409,
  blocked: 409,
  unsupported: 400,
};
const TITLE: Record<Refusal['code'], string> = {
  forbidden: 'Not allowed',
  'wrong-state': 'Not possible now',
  'note-required': 'A note is missing',
  'kind-required': 'The kind of revision is missing',
  'seal-required': 'Which text is missing',
  'seal-differs': 'The text has changed',
  incomplete: 'The text is not complete',
  blocked: 'Something speaks against it',
  unsupported: 'Not available',
};

function refusal({ code, detail }: Refusal, facts: ProblemFacts = {}): HttpProblem {
  return new HttpProblem(STATUS[code], TITLE[code], detail, facts);
}

export function createWorkflow(options: WorkflowOptions): Workflow {
  const { store, registry, hub, feed, clock, editions, readings, onOutbox } = options;
  const nameOf = (ref: EditionRef) => documentName(ref.articleId, ref.language);

  function judge(by: Caller, edition: EditionRow, input: TransitionInput, extra: Partial<TransitionContext> = {}) {
    const { action, seal, note, kind, scope, releaseAt, override } = input;
    const { id: userId, roles } = registry.user(by.user.id) ?? by.user;
    const now = clock.now().toISOString();
    return transition(stateOf(edition), action, {
      userId,
      roles,
      seal,
      note,
      kind,
      scope,
      releaseAt,
      override,
      now,
      ...extra,
    });
  }

  /** Judges with everything the text itself says for or against the act. */
  function judgeText(by: Caller, edition: EditionRow, input: TransitionInput, reading: Reading): TransitionResult {
    const source =
      edition.source === null ? null : registry.edition({ articleId: edition.articleId, language: edition.source });
    return judge(by, edition, input, {
      currentSeal: edition.sealed ?? reading.digest.seal,
      problems: submitProblems(reading.text.content),
      blockers:
        edition.role === 'translation' ? approvalBlockers({ stale: reading.digest.progress?.stale ?? 0, source }) : [],
    });
  }

  /** What changed since the text on the screen: by the checkpoint with its seal, else by the hashes it had per block. */
  async function whatChanged(edition: EditionRow, input: TransitionInput, reading: Reading): Promise<ProblemFacts> {
    const after = reading.canonical;
    const seal = edition.sealed ?? reading.digest.seal;
    const checkpoint = input.seal === undefined ? null : await store.call('checkpointBySeal', edition, input.seal);
    if (checkpoint !== null) {
      const before = openCheckpoint(checkpoint);
      const changed = [...changedBlocks(before.content, after.content), ...changedFields(before.fields, after.fields)];
      return { seal, changed };
    }
    return input.seen === undefined ? { seal } : { seal, changed: changedBlocksByHash(input.seen, after.content) };
  }

  async function problemOf(
    refused: Refusal,
    by: Caller,
    edition: EditionRow,
    input: TransitionInput,
    reading: Reading | null,
  ): Promise<HttpProblem> {
    if (refused.code === 'forbidden')
      await store.call('recordAct', act(by, edition, 'refused', { wanted: input.action, why: refused.code }));
    if (reading === null) return refusal(refused);
    if (refused.code === 'seal-differs') return refusal(refused, await whatChanged(edition, input, reading));
    if (refused.code === 'blocked') {
      const judged = judgeText(by, edition, { ...input, override: 'asked' }, reading);
      return refusal(refused, { blockers: judged.ok ? [...judged.effects.overridden] : [] });
    }
    return refusal(refused);
  }

  function act(by: Caller, edition: EditionRow, action: string, facts: Record<string, unknown>) {
    return {
      at: clock.now().toISOString(),
      actor: by.user.id,
      action,
      subject: `${edition.articleId}.${edition.language}`,
      articleId: edition.articleId,
      facts: { ...facts, device: by.device, epoch: edition.epoch },
    };
  }

  function standing(
    edition: EditionRow,
    input: TransitionInput,
    state: EditionState,
    sealed: string | null,
  ): EditionStanding {
    const now = clock.now().toISOString();
    const { work, public: visibility, version, revision, submittedBy, openedBy, approvedBy } = state;
    return {
      work,
      public: visibility,
      version,
      revision,
      submittedBy,
      submittedAt: submittedBy === null ? null : input.action === 'submit' ? now : edition.submittedAt,
      openedBy,
      approvedBy,
      approvedAt: approvedBy === null ? null : input.action === 'approve' ? now : edition.approvedAt,
      note: input.action === 'return' ? (input.note ?? null) : input.action === 'approve' ? null : edition.note,
      sealed,
    };
  }

  /** The seal of the bytes that the edition is from now on, null while its text is worked on. */
  async function sealedAs(edition: EditionRow, state: EditionState, seal: string | null): Promise<string | null> {
    if (state.work === 'approved') return seal ?? edition.sealed;
    if (state.work !== 'closed') return null;
    if (state.version > edition.version) return seal;
    if (edition.work === 'closed') return edition.sealed;
    return (await store.call('publishedVersion', edition, edition.version))?.seal ?? null;
  }

  function checkpointOf(
    by: Caller,
    edition: EditionRow,
    input: TransitionInput,
    state: EditionState,
    kind: NonNullable<Effects['checkpoint']>,
    { digest, canonical, epoch, head }: Reading,
  ): NonNullable<TransitionStep['checkpoint']> {
    return {
      seal: digest.seal,
      kind,
      version: state.version,
      revision: edition.revision,
      at: clock.now().toISOString(),
      by: by.user.id,
      words: digest.words,
      note: input.note ?? null,
      epoch,
      head,
      labelText: labelOf(digest.labelCode, edition, registry)?.text ?? null,
      bytes: sealedBytes(canonical),
    };
  }

  /** Publishing takes the approved bytes, whatever has become of the source's label since. */
  async function asSealed(edition: EditionRow, reading: Reading): Promise<Reading> {
    const checkpoint = edition.sealed === null ? null : await store.call('checkpointBySeal', edition, edition.sealed);
    if (checkpoint === null) return reading;
    const canonical = openCheckpoint(checkpoint);
    const { seal, words } = checkpoint;
    const label = canonical.label;
    const digest = {
      ...reading.digest,
      seal,
      words,
      labelCode: label?.code ?? null,
      evidence: label?.evidence ?? null,
    };
    return { ...reading, canonical, digest };
  }

  async function commit(steps: readonly TransitionStep[]): Promise<boolean> {
    const result = await store.call('commitTransition', steps);
    if (result.outcome === 'moved') return false;
    for (const row of result.editions) registry.putEdition(row);
    feed.wake();
    if (steps.some((step) => step.out !== null)) onOutbox();
    return true;
  }

  function stepOf(
    by: Caller,
    edition: EditionRow,
    input: TransitionInput,
    { state, effects }: Extract<TransitionResult, { ok: true }>,
    sealed: string | null,
  ): TransitionStep {
    const { action, note, kind, override } = input;
    const overridden = effects.overridden.length > 0 ? { overridden: effects.overridden, reason: override } : {};
    return {
      articleId: edition.articleId,
      language: edition.language,
      from: standingOf(edition),
      to: standing(edition, input, state, sealed),
      heads: [],
      checkpoint: null,
      memory: null,
      out: effects.publicChange,
      act: act(by, edition, action, { seal: sealed, version: state.version, note, kind, ...overridden }),
    };
  }

  /** What an approved translation leaves to the memory. */
  async function memoryOf(by: Caller, edition: EditionRow, reading: Reading): Promise<NewMemory | null> {
    if (edition.source === null || reading.source === null) return null;
    const evidence = await store.call('evidenceOf', edition);
    const { source } = reading;
    const pair = { from: edition.source, to: edition.language, source, target: reading.text, evidence };
    return {
      from: edition.source,
      seal: reading.digest.seal,
      headline: headlineOf(source.content),
      approvedBy: by.user.name,
      approvedAt: clock.now().toISOString(),
      pairings: pairingsOf(pair),
    };
  }

  /** The working text goes back to the last published version, so that the next revision starts from it. */
  async function putBack(turn: Turn, edition: EditionRow): Promise<void> {
    const checkpoint = await store.call('publishedVersion', edition, edition.version);
    if (checkpoint === null) throw new Error('a published version has no text');
    const { content, fields } = openCheckpoint(checkpoint);
    const { text } = await readings.readIn(turn, edition);
    const gone = Object.keys(text.fields).filter((key) => !Object.hasOwn(fields, key));
    await turn.edit(COPYDESK, (doc) => {
      writeContent(doc, content);
      writeFields(doc, { ...Object.fromEntries(gone.map((key) => [key, null])), ...fields });
    });
  }

  /** One try within the turn; false if something moved while it was judged. */
  async function attempt(by: Caller, ref: EditionRef, input: TransitionInput, turn: Turn): Promise<boolean> {
    const edition = editions.visible(by.user, ref);
    const reading = await readings.readIn(turn, edition);
    const judged = judgeText(by, edition, input, reading);
    if (!judged.ok) throw await problemOf(judged, by, edition, input, reading);
    const { state, effects } = judged;
    if (effects.resetText) {
      await putBack(turn, edition);
      return commit([stepOf(by, edition, input, judged, await sealedAs(edition, state, null))]);
    }
    const sealing = effects.publishVersion === null ? reading : await asSealed(edition, reading);
    const kept = effects.checkpoint;
    const sealed = await sealedAs(edition, state, kept === null ? null : sealing.digest.seal);
    return commit([
      {
        ...stepOf(by, edition, input, judged, sealed),
        heads: kept === null ? [] : reading.heads,
        checkpoint: kept === null ? null : checkpointOf(by, edition, input, state, kept, sealing),
        memory: kept === 'approved' ? await memoryOf(by, edition, reading) : null,
      },
    ]);
  }

  async function inTurn(by: Caller, ref: EditionRef, input: TransitionInput): Promise<void> {
    await hub.exclusive(nameOf(ref), async (turn) => {
      try {
        for (let tries = 0; tries < MAX_TRIES; tries++) if (await attempt(by, ref, input, turn)) return;
        throw new HttpProblem(
          409,
          'The text keeps changing',
          'The original is being changed at this moment. Nothing was done; try again.',
        );
      } finally {
        // Also after a refusal: windows may have been told to pause for the flush.
        turn.announceAccess();
      }
    });
  }

  /** Withhold, restore and kill take in every language that is where they apply. */
  async function inAllLanguages(by: Caller, ref: EditionRef, input: TransitionInput): Promise<void> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const judged = registry
        .editionsOf(ref.articleId)
        .map((edition) => ({ edition, result: judge(by, edition, input) }));
      const steps: TransitionStep[] = [];
      for (const { edition, result } of judged)
        if (result.ok) steps.push(stepOf(by, edition, input, result, await sealedAs(edition, result.state, null)));
      const own = judged.find(({ edition }) => edition.language === ref.language);
      if (steps.length === 0 && own !== undefined && !own.result.ok)
        throw await problemOf(own.result, by, own.edition, input, null);
      if (!(await commit(steps))) continue;
      hub.announceAccess(steps.map(nameOf));
      return;
    }
    throw new HttpProblem(
      409,
      'The story keeps changing',
      'Others act on this story now. Nothing was done; try again.',
    );
  }

  return {
    async transition(by, ref, input) {
      const edition = editions.visible(by.user, ref);
      if (input.scope === 'all' && takesScope(input.action)) {
        await inAllLanguages(by, ref, input);
        return editions.get(by.user, ref);
      }
      if (input.action === 'submit') {
        const first = judge(by, edition, input);
        if (!first.ok) throw await problemOf(first, by, edition, input, null);
        hub.announce(nameOf(ref), { level: 'read', reason: `${by.user.name} is submitting this text.` });
        await hub.flush(nameOf(ref), FLUSH_MS);
      }
      await inTurn(by, ref, input);
      return editions.get(by.user, ref);
    },
  };
}

import { isDeepStrictEqual } from 'node:util';
import type { Edition, HeldReport, User, Version } from '@copydesk/shared/api';
import {
  accessFor,
  allowedActions,
  type EditionState,
  type Label,
  type LabelCode,
  labelText,
} from '@copydesk/shared/article';
import type { Access } from '@copydesk/shared/sync';
import type { Caller, DraftingRow, EditionContent, EditionRef, Editions, ServerContext } from '../context.ts';
import { forbidden, type HttpProblem, notFound } from '../problem.ts';
import type { Registry } from '../storage/registry.ts';
import type { CheckpointRow, DigestRow, EditionRow } from '../storage/rows.ts';
import { openCheckpoint } from './checkpoints.ts';
import type { PresenceBook } from './presence.ts';
import type { Readings } from './readings.ts';

/** Where an edition stands, as the workflow's state machine takes it. */
export function stateOf(edition: EditionRow): EditionState {
  const { role, work, public: visibility, version, submittedBy, openedBy, approvedBy, revision } = edition;
  return { role, work, public: visibility, version, submittedBy, openedBy, approvedBy, revision };
}

/** The label in readers' words. A text that only carries its source's label was not translated from it by machine. */
export function labelOf(
  code: LabelCode | null,
  { articleId, language, machine, source }: Pick<EditionRow, 'articleId' | 'language' | 'machine' | 'source'>,
  registry: Pick<Registry, 'article' | 'desk'>,
): Label | null {
  if (code === null) return null;
  const wording = registry.desk(registry.article(articleId)?.desk ?? '')?.translation.labelWording ?? {};
  return { code, text: labelText(code, language, { from: machine ? source : null, wording }) };
}

type EditionsOptions = Pick<ServerContext, 'store' | 'registry' | 'feed' | 'clock'> & {
  readonly readings: Readings;
  readonly presence: PresenceBook;
};

/** The service plus what the routes and the story service build on. */
export interface EditionService extends Editions {
  /** As `who` sees it, from the digest as it was last kept; for lists. */
  listed(who: User, edition: EditionRow): Promise<Edition>;
  /** Text of a published version, for publication. */
  published(edition: EditionRef, version: number): Promise<EditionContent>;
}

export function createEditions(options: EditionsOptions): EditionService {
  const { store, registry, feed, clock, readings, presence } = options;
  const at = () => clock.now().toISOString();

  function accessOf(who: User, edition: EditionRow): Access | null {
    const desk = registry.article(edition.articleId)?.desk;
    if (desk === undefined) return null;
    const { role, work, public: visibility } = edition;
    return accessFor(who, { role, work, public: visibility, desk, notes: false });
  }

  function seen(who: User, ref: EditionRef): { edition: EditionRow; access: Access } {
    const edition = registry.edition(ref);
    const access = edition === null ? null : accessOf(who, edition);
    if (edition === null || access === null) throw notFound();
    return { edition, access };
  }

  function toJson(who: User, edition: EditionRow, access: Access, digest: DigestRow): Edition {
    const { epoch, submittedBy, submittedAt, openedBy, approvedBy, approvedAt, note, revision } = edition;
    const drafting = registry.drafting(edition);
    return {
      articleId: edition.articleId,
      language: edition.language,
      role: edition.role,
      source: edition.source,
      state: edition.work,
      public: edition.public,
      version: edition.version,
      epoch,
      head: readings.headOf(edition),
      seal: digest.seal,
      label: labelOf(digest.labelCode, edition, registry),
      access: access.level,
      accessReason: access.reason,
      drafting: drafting === null ? null : shownDrafting(drafting),
      headline: digest.headline,
      words: digest.words,
      progress: digest.progress,
      presence: presence.of(edition),
      held: registry.held(edition),
      submittedBy,
      submittedAt,
      openedBy,
      approvedBy,
      approvedAt,
      note,
      revision,
      changedAt: edition.changedAt,
      changedBy: edition.changedBy,
      actions: allowedActions(stateOf(edition), who),
    };
  }

  async function engineNames(ref: EditionRef): Promise<string[]> {
    const rows = await store.call('evidenceOf', ref);
    return [...new Set(rows.flatMap((row) => row.engine ?? []))].sort();
  }

  async function contentOf(
    edition: EditionRow,
    of: Pick<EditionContent, 'seal' | 'epoch' | 'head' | 'content' | 'fields' | 'label' | 'evidence' | 'changedAt'> & {
      readonly version: number;
      readonly revision: EditionContent['revision'];
    },
  ): Promise<EditionContent> {
    const article = registry.article(edition.articleId);
    return {
      articleId: edition.articleId,
      language: edition.language,
      slug: article?.slug ?? '',
      embargo: article?.embargo ?? null,
      role: edition.role,
      source: edition.source,
      public: edition.public,
      work: edition.work,
      engines: await engineNames(edition),
      createdAt: edition.createdAt,
      ...of,
    };
  }

  function sealedContent(edition: EditionRow, checkpoint: CheckpointRow): Promise<EditionContent> {
    const { content, fields, label } = openCheckpoint(checkpoint);
    const text = checkpoint.labelText;
    return contentOf(edition, {
      version: checkpoint.version,
      revision: checkpoint.revision,
      seal: checkpoint.seal,
      epoch: checkpoint.epoch,
      head: checkpoint.head,
      content,
      fields,
      label: label === null || text === null ? null : { code: label.code, text },
      evidence: label?.evidence ?? null,
      changedAt: checkpoint.at,
    });
  }

  async function published(ref: EditionRef, version: number): Promise<EditionContent> {
    const edition = registry.edition(ref);
    const checkpoint = edition === null ? null : await store.call('publishedVersion', ref, version);
    if (edition === null || checkpoint === null) throw notFound();
    return sealedContent(edition, checkpoint);
  }

  async function fresh(who: User, ref: EditionRef): Promise<Edition> {
    const { edition } = seen(who, ref);
    const digest = await readings.digest(edition);
    // Meanwhile it may have moved on: tell where it stands now.
    const now = seen(who, ref);
    return toJson(who, now.edition, now.access, digest);
  }

  return {
    get: fresh,
    published,

    async listed(who, edition) {
      const { access } = seen(who, edition);
      return toJson(who, edition, access, registry.digest(edition) ?? (await readings.digest(edition)));
    },

    visible: (who, ref) => seen(who, ref).edition,

    writable(who, ref) {
      const { edition, access } = seen(who, ref);
      if (access.level !== 'write') throw forbidden(`${access.reason} Nothing was changed.`);
      return edition;
    },

    async content(who, ref) {
      const { edition } = seen(who, ref);
      if (edition.sealed !== null) {
        const checkpoint = await store.call('checkpointBySeal', ref, edition.sealed);
        if (checkpoint === null) throw new Error('an edition names a checkpoint that is not there');
        return sealedContent(edition, checkpoint);
      }
      const { canonical, digest, epoch, head } = await readings.read(edition);
      return contentOf(edition, {
        version: edition.version,
        revision: edition.revision,
        seal: digest.seal,
        epoch,
        head,
        content: canonical.content,
        fields: canonical.fields,
        label: labelOf(digest.labelCode, edition, registry),
        evidence: digest.evidence,
        changedAt: edition.changedAt,
      });
    },

    async text(ref) {
      const edition = registry.edition(ref);
      if (edition === null) throw notFound();
      return (await readings.read(edition)).text;
    },

    async versions(who, ref) {
      seen(who, ref);
      const rows = await store.call('checkpoints', ref);
      return rows.map(
        ({ version, seal, kind, revision, at: time, by, words, note }): Version => ({
          version,
          seal,
          kind,
          revision,
          at: time,
          by,
          words,
          note,
        }),
      );
    },

    async version(who, ref, version) {
      seen(who, ref);
      return published(ref, version);
    },

    async checkpoint(who, ref, seal) {
      const { edition } = seen(who, ref);
      const checkpoint = await store.call('checkpointBySeal', ref, seal);
      if (checkpoint === null) throw notFound();
      return sealedContent(edition, checkpoint);
    },

    async putEvidence(ref, rows) {
      await store.call('putEvidence', ref, rows);
      const edition = registry.edition(ref);
      if (edition !== null && rows.some((row) => row.origin !== 'human'))
        registry.putEdition({ ...edition, machine: true });
      feed.wake();
    },

    evidence: (ref) => store.call('evidenceOf', ref),

    async setDrafting(ref, drafting) {
      const before = registry.drafting(ref);
      if (isDeepStrictEqual(before, drafting)) return;
      registry.setDrafting(ref, drafting);
      await store.call('putDrafting', ref, drafting);
      const { articleId, language } = ref;
      feed.announce({
        kind: 'drafting',
        articleId,
        language,
        drafting: drafting === null ? null : shownDrafting(drafting),
      });
      feed.wake();
    },

    runningDrafts: () =>
      registry.editions().flatMap(({ articleId, language }) => {
        const drafting = registry.drafting({ articleId, language });
        return drafting?.running ? [{ articleId, language, drafting }] : [];
      }),

    async reportHeld(by, ref, id, input) {
      seen(by.user, ref);
      const report: HeldReport = { ...input, id, userId: by.user.id, name: by.user.name };
      const act = heldAct(by, ref, 'hold', { id, code: input.code, words: input.words });
      if (!(await store.call('putHeld', ref, report, act))) throw heldElsewhere();
      registry.putHeld(ref, report);
      feed.wake();
      return report;
    },

    async clearHeld(by, ref, id) {
      const { edition } = seen(by.user, ref);
      if (ownHeld(by, edition, id) === null) return;
      await store.call('clearHeld', ref, id, heldAct(by, ref, 'settle-held', { id }));
      registry.dropHeld(ref, id);
      feed.wake();
    },
  };

  /** The report with that id, if there is one; only its holder may speak of it. */
  function ownHeld(by: Caller, edition: EditionRow, id: string): HeldReport | null {
    const known = registry.held(edition).find((report) => report.id === id) ?? null;
    if (known !== null && known.userId !== by.user.id) throw heldElsewhere();
    return known;
  }

  function heldAct(by: Caller, ref: EditionRef, action: string, facts: Record<string, unknown>) {
    return {
      at: at(),
      actor: by.user.id,
      action,
      subject: `${ref.articleId}.${ref.language}`,
      articleId: ref.articleId,
      facts: { ...facts, device: by.device },
    };
  }
}

function heldElsewhere(): HttpProblem {
  return forbidden('This text is held on somebody else’s computer. Nothing was changed.');
}

function shownDrafting({ engine: _, wanted: __, ...drafting }: DraftingRow): Edition['drafting'] {
  return drafting;
}

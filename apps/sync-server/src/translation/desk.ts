/** The translation desk, put together for the server. */
import { documentName } from '@copydesk/shared/sync';
import type { EditionRef, ServerContext, Translation } from '../context.ts';
import { createDraftingDesk } from './drafting.ts';
import { BY_HAND, engineFor, keptInHouse, whyNotSent } from './engine-choice.ts';
import { keepConfirmedWords } from './following/confirmed-words.ts';
import { createSourceFollower } from './following/follower.ts';
import { createEngines } from './registry.ts';
import { skeletonOf } from './skeleton.ts';

/** Throws `ConfigError` if an engine's address is not safe to send unpublished text to. */
export function createTranslation(
  context: Pick<
    ServerContext,
    'config' | 'hub' | 'clock' | 'log' | 'registry' | 'editions' | 'store' | 'feed' | 'isRecovering'
  >,
): Translation {
  const { config, hub, clock, log, registry, store, feed } = context;
  const engines = createEngines(config.translation);
  const deskOf = (articleId: string) => registry.desk(registry.article(articleId)?.desk ?? '');
  function keptIn(articleId: string): string | null {
    const article = registry.article(articleId);
    return article === null ? null : keptInHouse(article, deskOf(articleId), clock.now());
  }
  const documentOf = ({ articleId, language }: EditionRef) => documentName(articleId, language);
  function sourceOf(edition: EditionRef): string | null {
    const row = registry.edition(edition);
    return row?.work === 'drafting' ? row.source : null;
  }
  function engineOf(edition: EditionRef): string | null {
    const row = registry.edition(edition);
    return row === null ? null : engineFor(row, deskOf(edition.articleId));
  }
  const desk = createDraftingDesk({
    engines,
    hub,
    clock,
    log,
    documentOf,
    sourceOf,
    engineOf,
    keptInHouse: ({ articleId }) => keptIn(articleId),
    countEngineCall: (edition, call) => store.call('countEngineCall', edition, call),
    terms: async (from, to) => (await store.call('glossary', from, to)).terms,
    evidence: (edition) => context.editions.evidence(edition),
    // Asked for when they are needed: the parts of the context are made one after another.
    putEvidence: (edition, rows) => context.editions.putEvidence(edition, rows),
    setDrafting: (edition, row) => context.editions.setDrafting(edition, row),
    interrupted: () => context.editions.runningDrafts(),
  });

  const follower = createSourceFollower({
    hub,
    clock,
    log,
    desk,
    elapsed: () => performance.now(),
    documentOf,
    sourceOf,
    isRecovering: context.isRecovering,
    isDrafted: (edition) => engineOf(edition) !== BY_HAND,
    translationsOf: ({ articleId, language }) => registry.translationsOf({ articleId, language }),
    allTranslations: () => registry.editions().filter((edition) => sourceOf(edition) !== null),
    evidence: (edition) => context.editions.evidence(edition),
    followed: (edition) => store.call('followed', edition),
    putFollowed: (edition, followed) => store.call('putFollowed', edition, followed),
    onEdition: (listener) =>
      feed.follow(feed.seq, (change) => {
        if (change.kind === 'edition') listener({ articleId: change.articleId, language: change.language });
      }),
    keepConfirmedWords: (edition, words) => keepConfirmedWords(store, edition, words),
  });

  return {
    async engines(from, to, articleId) {
      const kept = articleId === undefined ? null : keptIn(articleId);
      return Promise.all(
        engines.map(async (engine) => {
          const { id, name, remote } = engine;
          const refused = whyNotSent(engine, kept);
          if (refused !== null) return { id, name, remote, available: false, why: refused };
          const availability = await engine.available(from, to);
          return { id, name, remote, available: availability.ok, why: availability.ok ? null : availability.why };
        }),
      );
    },
    skeleton: (source) => skeletonOf(source),
    engineOf: (edition) => engineFor(edition, deskOf(edition.articleId)),
    start: desk.start,
    redraft: (edition, blocks, engine) =>
      desk.draft(edition, blocks === null ? { kind: 'untouched' } : { kind: 'asked', blocks: [...blocks] }, engine),
    cancel: desk.cancel,
    async resume() {
      await desk.resume();
      await follower.catchUp();
    },
    async stop() {
      await Promise.all([follower.stop(), desk.stop()]);
    },
  };
}

/** The translation desk, put together for the server. */
import { documentName } from '@copydesk/shared/sync';
import type { ServerContext, Translation } from '../context.ts';
import { createDraftingDesk } from './drafting.ts';
import { createEngines } from './registry.ts';
import { skeletonOf } from './skeleton.ts';

/** Throws `ConfigError` if an engine's address is not safe to send unpublished text to. */
export function createTranslation(
  context: Pick<ServerContext, 'config' | 'hub' | 'clock' | 'log' | 'registry' | 'editions'>,
): Translation {
  const { config, hub, clock, log, registry } = context;
  const engines = createEngines(config.translation);
  const desk = createDraftingDesk({
    engines,
    hub,
    clock,
    log,
    documentOf: ({ articleId, language }) => documentName(articleId, language),
    sourceOf(edition) {
      const row = registry.edition(edition);
      return row?.work === 'drafting' ? row.source : null;
    },
    // Asked for when they are needed: the parts of the context are made one after another.
    putEvidence: (edition, rows) => context.editions.putEvidence(edition, rows),
    setDrafting: (edition, row) => context.editions.setDrafting(edition, row),
    interrupted: () => context.editions.runningDrafts(),
  });

  return {
    async engines(from, to) {
      return Promise.all(
        engines.map(async (engine) => {
          const { id, name, remote } = engine;
          const availability = await engine.available(from, to);
          return { id, name, remote, available: availability.ok, why: availability.ok ? null : availability.why };
        }),
      );
    },
    skeleton: (source) => skeletonOf(source),
    start: desk.start,
    cancel: desk.cancel,
    resume: desk.resume,
    stop: desk.stop,
  };
}

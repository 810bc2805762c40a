/**
 * Has engines fill translations in the background, one run after another for each edition. What a person has typed
 * meanwhile stays.
 */
import type { DocumentName } from '@copydesk/shared/sync';
import type { EditionRef } from '../context.ts';
import type { DraftingHouse } from './draft-run.ts';
import { Ended } from './ended.ts';
import type { WantedPassages } from './wanted.ts';

export interface DraftingDesk {
  /** Begins to fill the empty passages. `engine` null: the chosen one. Resolves once the beginning is noted. */
  start(edition: EditionRef, engine: string | null): Promise<void>;
  /** Drafts these passages after what runs already. `engine` null: the chosen one. Resolves once it has begun. */
  draft(edition: EditionRef, wanted: WantedPassages, engine: string | null): Promise<void>;
  /** Stops; passages not reached stay as they are. Resolves when nothing more is written. */
  cancel(edition: EditionRef): Promise<void>;
  /** Takes up what was running when the server stopped. */
  resume(): Promise<void>;
  /** Ends what runs, to be taken up at the next start. */
  stop(): Promise<void>;
  /** Resolves when nothing is being drafted for this edition. */
  settled(edition: EditionRef): Promise<void>;
}

/** The runs of one edition: the last one ends when all before it have. */
interface Line {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

export function createDraftingDesk(house: DraftingHouse): DraftingDesk {
  const lines = new Map<DocumentName, Line>();

  async function draft(edition: EditionRef, wanted: WantedPassages, engine: string | null): Promise<void> {
    const name = house.documentOf(edition);
    const before = lines.get(name);
    const controller = before?.controller ?? new AbortController();
    const begun = Promise.withResolvers<void>();
    const run = async () => {
      await before?.ended;
      // All that is known of names, figures and words comes with it: not before somebody wants a draft.
      const { runDrafting } = await import('./draft-run.ts');
      const source = controller.signal.aborted ? null : house.sourceOf(edition);
      if (source !== null)
        await runDrafting(house, {
          edition,
          source,
          engine,
          wanted,
          signal: controller.signal,
          onBegun: begun.resolve,
        });
      begun.resolve();
    };
    // Noted before anything is awaited, so that a second start finds this one.
    const line: Line = {
      controller,
      ended: run()
        .catch((error: unknown) => {
          house.log.error('drafting.lost', { document: name, error: String(error) });
          begun.reject(error);
        })
        .finally(() => {
          if (lines.get(name) === line) lines.delete(name);
        }),
    };
    lines.set(name, line);
    await begun.promise;
  }

  async function start(edition: EditionRef, engine: string | null): Promise<void> {
    if (!lines.has(house.documentOf(edition))) await draft(edition, { kind: 'empty' }, engine);
  }

  return {
    start,
    draft,
    async cancel(edition) {
      const line = lines.get(house.documentOf(edition));
      line?.controller.abort(new Ended('cancel'));
      await line?.ended;
    },
    async resume() {
      for (const { articleId, language, drafting } of house.interrupted()) {
        const edition = { articleId, language };
        const { engine, wanted = { kind: 'empty' } } = drafting;
        if (wanted.kind === 'empty' || wanted.kind === 'asked') await draft(edition, wanted, engine);
        // The rest is found again by whoever follows the source.
        else await house.setDrafting(edition, null);
      }
    },
    async stop() {
      const running = [...lines.values()];
      for (const { controller } of running) controller.abort(new Ended('stop'));
      await Promise.all(running.map(({ ended }) => ended));
    },
    settled: async (edition) => lines.get(house.documentOf(edition))?.ended,
  };
}

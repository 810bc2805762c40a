/** Which engine translates a story, and whether its text may leave the house for that. */
import type { Desk } from '@copydesk/shared/api';
import type { EditionRow } from '../storage/rows.ts';
import { EngineError, type TranslationEngine } from './engine.ts';
import { pairInWords } from './languages.ts';

/** In the place of an engine's id: people translate by hand. */
export const BY_HAND = 'none';

export interface ChosenEngine {
  readonly engine: TranslationEngine;
  /** Name and version, for evidence. */
  readonly version: string;
}

/** The engine that an edition's makers or its desk chose: an id, `BY_HAND`, or null for the first that is available. */
export function engineFor(
  edition: Pick<EditionRow, 'engine' | 'source' | 'language'>,
  desk: Desk | null,
): string | null {
  return edition.engine ?? desk?.translation.engines[`${edition.source}>${edition.language}`] ?? null;
}

/** Why a story's text may not be sent out of the house now, in words; null: it may. */
export function keptInHouse(story: { readonly embargo: string | null }, desk: Desk | null, now: Date): string | null {
  if (story.embargo === null || Date.parse(story.embargo) <= now.getTime()) return null;
  if (desk?.translation.remoteWhenEmbargoed) return null;
  return 'This story is under embargo, and its desk keeps embargoed text in the house. Choose an engine on this server, or have the desk chief allow it.';
}

/** What speaks against giving text to an engine; null: nothing. `kept`: as `keptInHouse` says. */
export function whyNotSent(engine: TranslationEngine, kept: string | null): string | null {
  return engine.remote && kept !== null ? `${engine.name} is outside the house. ${kept}` : null;
}

/**
 * The engine of this id, or the first that is available when `id` is null, among those the text may go to. Throws
 * `EngineError` saying what to do.
 */
export async function chooseEngine(
  engines: readonly TranslationEngine[],
  pair: { readonly from: string; readonly to: string },
  id: string | null,
  kept: string | null = null,
): Promise<ChosenEngine> {
  const candidates = id === null ? engines : engines.filter((engine) => engine.id === id);
  const reasons: string[] = [];
  for (const engine of candidates) {
    const refused = whyNotSent(engine, kept);
    if (refused !== null) {
      reasons.push(refused);
      continue;
    }
    const availability = await engine.available(pair.from, pair.to);
    if (availability.ok) return { engine, version: availability.version };
    reasons.push(availability.why);
  }
  if (reasons.length > 0) throw new EngineError(candidates[0]?.name ?? '', 'missing', reasons.join(' '));
  const message =
    id === null
      ? `No translation engine is set up on the server ${pairInWords(pair.from, pair.to)}: ask who runs it to set one up.`
      : 'The chosen engine is no longer set up on the server. Choose another engine.';
  throw new EngineError(id ?? 'Copydesk', 'missing', message);
}

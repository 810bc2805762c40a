/** Keeps the source's words with confirmations, so that what changed since can be shown later and offline. */
import { hashText } from '@copydesk/shared/article';
import type { EditionRef } from '../../context.ts';
import type { ServerStore } from '../../storage/client.ts';

/**
 * Confirmations name the source text by its hash; its words are looked for among `words` (what passages say and lately
 * said) and what the passages were made from. Those not found stay without.
 */
export async function keepConfirmedWords(
  store: ServerStore,
  edition: EditionRef,
  words: readonly string[],
): Promise<void> {
  const open = await store.call('wordlessConfirmations', edition);
  if (open.length === 0) return;
  const evidence = await store.call('evidenceOf', edition);
  const known = new Map(
    [...words, ...evidence.flatMap((row) => row.sourceText ?? [])].map((text) => [hashText(text), text]),
  );
  const found = open.flatMap(({ id, source }) => {
    const sourceText = known.get(source);
    return sourceText === undefined ? [] : [{ id, sourceText }];
  });
  if (found.length > 0) await store.call('putConfirmedWords', edition, found);
}

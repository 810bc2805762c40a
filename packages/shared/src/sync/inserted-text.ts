import * as Y from 'yjs';

/** The words of an update; of bytes that are none any more, whatever in them can be read. */
export function readableText(update: Uint8Array): string {
  try {
    return insertedText(update);
  } catch {
    return (new TextDecoder().decode(update).match(/[\p{L}\p{M}\p{N}\p{P}\p{Zs}]{3,}/gu) ?? []).join('\n');
  }
}

/**
 * The words that an update brings, in the order in which they were typed, without knowing where they stood; '' if none.
 * Throws if it is no update.
 */
export function insertedText(update: Uint8Array): string {
  const parts: string[] = [];
  let next = { client: -1, clock: -1 };
  for (const struct of Y.decodeUpdate(update).structs) {
    if (!('content' in struct) || !(struct.content instanceof Y.ContentString)) continue;
    const { client, clock } = struct.id;
    // A run of typing is one piece however many rows it came in; anything between two pieces ends the first.
    if (client === next.client && clock === next.clock) parts.push(`${parts.pop() ?? ''}${struct.content.str}`);
    else parts.push(struct.content.str);
    next = { client, clock: clock + struct.length };
  }
  return parts.join('\n').trim();
}

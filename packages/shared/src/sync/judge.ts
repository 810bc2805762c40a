import type { Limits } from './limits.ts';
import { type Added, type LiveDocument, Poisoned } from './live-document.ts';
import { nestsTooDeep } from './nesting.ts';
import { type Access, NOBODY, type PeerIdentity } from './ports.ts';
import { takesUnseenWords } from './unseen.ts';
import { addsNothing, type Clocks, checkUpdate, isEmpty, type UpdateContent } from './update-check.ts';

/** Why a write was not taken, as 102 says it. */
export type RefusalCode = 'read-only' | 'foreign-client' | 'too-large';

export type Verdict =
  | { readonly kind: 'added'; readonly added: Added }
  | { readonly kind: 'nothing' }
  /** It builds on what the document lacks. */
  | { readonly kind: 'gap'; readonly content: UpdateContent }
  /** It takes along words that its writer has not seen. */
  | { readonly kind: 'unseen'; readonly content: UpdateContent }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly detail: string };

const NOTHING: Verdict = { kind: 'nothing' };

/**
 * Takes one write whole or refuses it whole. Synchronous from the judging to the applying.
 * `mode` as in `HubOptions`; `mayAsk`: its writer can be asked again; `settled` as in `checkUpdate`.
 * Throws `BadFrame` (the document is untouched) or `Poisoned`.
 */
export function judgeWrite(
  live: LiveDocument,
  update: Uint8Array,
  write: {
    by: PeerIdentity;
    access: Access;
    mode: 'server' | 'replica';
    limits: Limits;
    mayAsk: boolean;
    settled: Clocks;
  },
): Verdict {
  if (isEmpty(update)) return NOTHING;
  const { by, access, mode, limits, mayAsk, settled } = write;
  const content = checkUpdate(live.doc, update, settled);
  if (mode === 'server' && access.level !== 'write') {
    if (!content.gap && addsNothing(live.doc, content)) return NOTHING;
    return { kind: 'refused', code: 'read-only', detail: access.reason };
  }
  if (content.gap) return { kind: 'gap', content };
  if (mode === 'server' && by.userId !== NOBODY.userId && live.foreignIds(content, by.userId).length > 0) {
    return { kind: 'refused', code: 'foreign-client', detail: 'This change carries the mark of another person.' };
  }
  if (live.growsBy(content) && !live.hasRoomFor(update.length, limits.maxDocumentBytes)) {
    return { kind: 'refused', code: 'too-large', detail: 'The text has become too large.' };
  }
  if (mayAsk && takesUnseenWords(live.doc, content)) return { kind: 'unseen', content };
  const added = live.apply(update, content, by, mode === 'server' ? 'upstream' : 'local');
  if (nestsTooDeep(live.doc, content)) throw new Poisoned('elements nested too deep');
  return added === null ? NOTHING : { kind: 'added', added };
}

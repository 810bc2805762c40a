/** How held text is taken in: as new edits of who takes it, block by block, in the text as it stands now. */

import { withWords } from '@copydesk/editor';
import { applyBlocks, type BlockChange, readEdition } from '@copydesk/editor/schema';
import { type ArticleDoc, blockInline, blockText, textBlocks } from '@copydesk/shared/article';
import type * as Y from 'yjs';

export interface HeldBlock {
  readonly block: string;
  readonly before: string;
  readonly after: string;
}

/** What taking a held block in would do to the text now. */
export type Taking =
  | { readonly kind: 'done' }
  | { readonly kind: 'words'; readonly now: string; readonly change: BlockChange }
  /** The block is no longer in the text: it comes at the end. */
  | { readonly kind: 'at-end'; readonly change: BlockChange };

/** Plans taking `held` into `doc`. The words it shows are the words it writes. */
export function planTaking(doc: ArticleDoc, held: HeldBlock, language: string): Taking {
  const blocks = textBlocks(doc);
  const there = blocks.find((block) => block.attrs.id === held.block);
  if (there !== undefined) {
    const now = blockText(there);
    if (now === held.after) return { kind: 'done' };
    const content = withWords(blockInline(there), held.after, language);
    return { kind: 'words', now, change: { kind: 'text', block: held.block, content } };
  }
  if (held.after === '') return { kind: 'done' };
  if (blocks.some((block) => blockText(block) === held.after)) return { kind: 'done' };
  const after = doc.content.findLast((block) => 'attrs' in block);
  return {
    kind: 'at-end',
    change: {
      kind: 'insert',
      after: after !== undefined && 'attrs' in after ? after.attrs.id : null,
      block: { type: 'paragraph', attrs: { id: crypto.randomUUID() }, content: [{ type: 'text', text: held.after }] },
    },
  };
}

/** Writes what `planTaking` planned. False: the text has changed so that it cannot be done. */
export function takeIn(doc: Y.Doc, held: HeldBlock, language: string, origin: unknown): boolean {
  const taking = planTaking(readEdition(doc).content, held, language);
  return taking.kind === 'done' || applyBlocks(doc, [taking.change], origin).length === 0;
}

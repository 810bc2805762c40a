/** Carries a plan out in the target's document. */
import {
  contentOf,
  findBlock,
  type Holder,
  holderOf,
  insertWithin,
  readContent,
  removeWithin,
  returnAside,
  segmentsOf,
  setAside,
  writeSegment,
} from '@copydesk/editor/schema';
import { emptyCopy, newSegment, textBlocks } from '@copydesk/shared/article';
import type * as Y from 'yjs';
import type { FollowStep } from './plan.ts';

/** `holders`: what new source blocks stand in; `at`: now, ISO 8601. Call it within a transaction. */
export function applySteps(
  doc: Y.Doc,
  steps: readonly FollowStep[],
  { holders, at }: { readonly holders: ReadonlyMap<string, Holder>; readonly at: string },
): void {
  for (const step of steps) {
    switch (step.kind) {
      case 'add':
        insertWithin(doc, step.after, emptyCopy(step.source, step.id), holders.get(step.source.attrs.id) ?? 'doc');
        writeSegment(doc, step.id, newSegment([step.source]));
        break;
      case 'pair':
        writeSegment(doc, step.id, step.segment);
        break;
      case 'return':
        returnAside(doc, step.id, step);
        break;
      case 'aside':
        setAside(doc, step.id, { sourceText: step.sourceText, at });
        break;
      case 'remove':
        removeWithin(doc, step.id);
        segmentsOf(doc).delete(step.id);
        break;
      case 'move':
        moveBlock(doc, step.id, step.after);
        break;
    }
  }
}

/** Yjs moves nothing: the block is made anew at its new place, under its id. */
function moveBlock(doc: Y.Doc, id: string, after: string | null): void {
  const block = textBlocks(readContent(contentOf(doc))).find((one) => one.attrs.id === id);
  if (block === undefined || findBlock(doc, id) === null) return;
  const holder = holderOf(doc, id);
  removeWithin(doc, id);
  insertWithin(doc, after, block, holder);
}

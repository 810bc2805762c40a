/**
 * Stable block ids. Given only for this person's own changes, in the same transaction, and never in answer to
 * somebody else's: two windows that both repaired what came in would fight.
 */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Mapping } from '@tiptap/pm/transform';
import { assignIds } from './assign-ids.ts';
import { isOwnChange } from './origins.ts';

/** New id -> the id the block carried before, of the changes in the last dispatch. */
export type IdOrigins = ReadonlyMap<string, string | null>;

const NONE: IdOrigins = new Map();

export const blockIdsKey = new PluginKey<IdOrigins>('copydesk-block-ids');

export const BlockIds = Extension.create({
  name: 'blockIds',
  // Before the normaliser, which tells a copied headline from the article's own by its id.
  priority: 150,
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin<IdOrigins>({
        key: blockIdsKey,
        state: {
          init: () => NONE,
          apply(tr, origins) {
            const added: IdOrigins = tr.getMeta(blockIdsKey) ?? NONE;
            const kept = tr.getMeta('appendedTransaction') === undefined ? NONE : origins;
            return added.size === 0 ? kept : new Map([...kept, ...added]);
          },
        },
        appendTransaction(transactions, before, after) {
          if (!editor.isEditable || !isOwnChange(transactions)) return null;
          const mapping = new Mapping();
          for (const tr of transactions) mapping.appendMapping(tr.mapping);
          const changes = assignIds(before.doc, after.doc, mapping, () => crypto.randomUUID());
          if (changes.length === 0) return null;
          const { tr } = after;
          for (const { pos, id } of changes) tr.setNodeAttribute(pos, 'id', id);
          // Text typed next keeps the marks it would have had.
          tr.setStoredMarks(after.storedMarks);
          return tr.setMeta(blockIdsKey, new Map(changes.map(({ id, from }) => [id, from])));
        },
      }),
    ];
  },
});

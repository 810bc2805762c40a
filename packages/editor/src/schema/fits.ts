/** Does a document hold only what the schema knows? The binding to the editor deletes everything else. */
import type { NodeType } from '@tiptap/pm/model';
import * as Y from 'yjs';
import { editionSchema } from './extensions.ts';

const MARK_HASH = /--[a-zA-Z0-9+/=]{8}$/;

function textFits(text: Y.XmlText): boolean {
  return text.toDelta().every((piece: { insert?: unknown; attributes?: object }) => {
    const marks = Object.keys(piece.attributes ?? {}).map((key) => key.replace(MARK_HASH, ''));
    return typeof piece.insert === 'string' && marks.every((name) => Object.hasOwn(editionSchema.marks, name));
  });
}

/** True if `type`, with all in it, can be shown by an editor without loss. Only reads. */
export function fitsSchema(type: Y.XmlFragment | Y.XmlText): boolean {
  const rest: unknown[] = [type];
  while (rest.length > 0) {
    const next = rest.pop();
    if (next instanceof Y.XmlText) {
      if (!textFits(next)) return false;
    } else if (next instanceof Y.XmlFragment) {
      const parent = next instanceof Y.XmlElement ? nodeType(next.nodeName) : editionSchema.topNodeType;
      const children = next.toArray();
      if (!parent || !children.every((child) => childFits(parent, child))) return false;
      rest.push(...children);
    } else {
      return false;
    }
  }
  return true;
}

function nodeType(name: string): NodeType | undefined {
  return Object.hasOwn(editionSchema.nodes, name) ? editionSchema.nodes[name] : undefined;
}

function childFits(parent: NodeType, child: unknown): boolean {
  if (child instanceof Y.XmlText) return parent.inlineContent;
  if (!(child instanceof Y.XmlElement)) return false;
  const type = nodeType(child.nodeName);
  return type !== undefined && parent.contentMatch.matchType(type) !== null;
}

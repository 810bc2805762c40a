/** What a new translation begins with. */
import {
  type ArticleDoc,
  type Block,
  type EditionText,
  emptyCopy,
  type Item,
  newSegment,
  type Segment,
  type TextBlock,
  textBlocks,
} from '@copydesk/shared/article';

/**
 * The source's blocks in their order, empty, under fresh ids, each text block paired with the one it stands for. A
 * figure keeps its picture and credit; the fields (byline, dateline, embargo note, ...) are those of the source.
 */
export function skeletonOf(source: EditionText, newId: () => string = () => crypto.randomUUID()): EditionText {
  // In reading order, which is the order in which the copies below are made.
  const originals = textBlocks(source.content)[Symbol.iterator]();
  const segments: [string, Segment][] = [];

  function copyText(block: TextBlock): TextBlock {
    const id = newId();
    const original = originals.next().value ?? block;
    segments.push([id, newSegment([original])]);
    return emptyCopy(block, id);
  }
  function copyItem(item: Item): Item {
    return { type: 'item', attrs: { id: newId() }, content: (item.content ?? []).map(copy) };
  }
  function copy(block: Block): Block {
    switch (block.type) {
      case 'quote':
        return { type: 'quote', attrs: { id: newId() }, content: (block.content ?? []).map(copy) };
      case 'bulletList':
      case 'orderedList':
        return { type: block.type, content: (block.content ?? []).map(copyItem) };
      default:
        return copyText(block);
    }
  }

  const content: ArticleDoc = { type: 'doc', content: source.content.content.map(copy) };
  return { content, fields: { ...source.fields }, segments: Object.fromEntries(segments) };
}

/** The text of blocks and documents, read in one way by everybody: word counts, hashes, search, passages. */
import { digest } from 'lib0/hash/sha256';
import { localeOf } from './language.ts';
import type { ArticleDoc, Block, Hash, Item, TextBlock, TextNode } from './model.ts';

/** The characters of inline content, without marks. */
export function inlineText(content?: readonly TextNode[]): string {
  return content?.map((node) => node.text).join('') ?? '';
}

/** The text of one block; a figure's is its caption. */
export function blockText(block: TextBlock): string {
  if (block.type !== 'figure') return inlineText(block.content);
  return block.content?.map((caption) => inlineText(caption.content)).join('\n') ?? '';
}

/** The words of one block with their marks; a figure's are its caption. `inlineText` of it is `blockText` of the block. */
export function blockInline(block: TextBlock): TextNode[] {
  if (block.type !== 'figure') return block.content ?? [];
  return (block.content ?? []).flatMap((caption, index) => [
    ...(index > 0 ? [{ type: 'text' as const, text: '\n' }] : []),
    ...(caption.content ?? []),
  ]);
}

/** Inline content from one character to another, with its marks. */
export function sliceInline(nodes: readonly TextNode[], from: number, to = Number.POSITIVE_INFINITY): TextNode[] {
  let at = 0;
  return nodes.flatMap((node) => {
    const text = node.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += node.text.length;
    return text === '' ? [] : [{ ...node, text }];
  });
}

/** Inline content with other words from one character to another; they get the marks of those that they replace. */
export function spliceInline(nodes: readonly TextNode[], from: number, to: number, insert: string): TextNode[] {
  const marks = (sliceInline(nodes, from, to)[0] ?? sliceInline(nodes, 0, from).at(-1))?.marks;
  const words: TextNode[] =
    insert === '' ? [] : [{ type: 'text', text: insert, ...(marks === undefined ? {} : { marks }) }];
  return [...sliceInline(nodes, 0, from), ...words, ...sliceInline(nodes, to)];
}

function* walk(blocks: readonly (Block | Item)[]): Generator<TextBlock> {
  for (const block of blocks) {
    if ('attrs' in block && block.type !== 'quote' && block.type !== 'item') yield block;
    else yield* walk(block.content ?? []);
  }
}

/**
 * All blocks that hold text, in reading order and at any depth: paragraphs in quotes and list items too.
 * Two people splitting one paragraph at once can leave an id twice; the second in order is returned as a copy with
 * `~2` after its id, so that every reader resolves the double alike and nobody has to write.
 */
export function textBlocks(doc: ArticleDoc): TextBlock[] {
  const taken = new Set<string>();
  return [...walk(doc.content)].map((block) => {
    const { id } = block.attrs;
    let unique = id;
    for (let n = 2; taken.has(unique); n++) unique = `${id}~${n}`;
    taken.add(unique);
    return unique === id ? block : withId(block, unique);
  });
}

function withId(block: TextBlock, id: string): TextBlock {
  switch (block.type) {
    case 'figure':
      return { ...block, attrs: { ...block.attrs, id } };
    case 'heading':
      return { ...block, attrs: { ...block.attrs, id } };
    default:
      return { ...block, attrs: { id } };
  }
}

/** SHA-256 of a text in lower-case hex. Composed and decomposed spellings of the same characters (NFC) hash alike. */
export function hashText(text: string): Hash {
  return sha256(text.normalize('NFC'));
}

const blockHashes = new WeakMap<TextBlock, Hash>();

/** `hashText` of a block's text, computed once for each block object: blocks are never changed in place. */
export function blockHash(block: TextBlock): Hash {
  let hash = blockHashes.get(block);
  if (hash === undefined) {
    hash = hashText(blockText(block));
    blockHashes.set(block, hash);
  }
  return hash;
}

/** SHA-256, in lower-case hex, of a string's UTF-8 bytes as they are. */
export function sha256(text: string): Hash {
  return Array.from(digest(new TextEncoder().encode(text)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Words of the whole document (headline and captions included), as the language divides them. The same wherever it is
 * counted: some engines divide "a.m." in two, so what follows a full stop without a space belongs to the word before it.
 */
export function wordCount(doc: ArticleDoc, language: string): number {
  const segmenter = new Intl.Segmenter(localeOf(language), { granularity: 'word' });
  return textBlocks(doc).reduce((words, block) => words + wordsOf(block, language, segmenter), 0);
}

const blockWords = new WeakMap<TextBlock, { readonly language: string; readonly words: number }>();

/** Words of one block, counted once for each block object and language. */
function wordsOf(block: TextBlock, language: string, segmenter: Intl.Segmenter): number {
  const known = blockWords.get(block);
  if (known?.language === language) return known.words;
  let words = 0;
  let afterWord = false;
  let afterStop = false;
  for (const { segment, isWordLike } of segmenter.segment(blockText(block))) {
    if (isWordLike && !afterStop) words += 1;
    afterStop = afterWord && segment === '.';
    afterWord = isWordLike === true;
  }
  blockWords.set(block, { language, words });
  return words;
}

/** The text of the first headline, or ''. */
export function headlineOf(doc: ArticleDoc): string {
  const headline = textBlocks(doc).find((block) => block.type === 'headline');
  return headline ? blockText(headline) : '';
}

/**
 * Canonical content: one form of an edition's text, so that the same text always has the same seal, whichever
 * window, replica or server computes it.
 */
import type {
  ArticleDoc,
  Block,
  CanonicalContent,
  Caption,
  EditionText,
  Hash,
  Item,
  LabelEvidence,
  Mark,
  TextNode,
} from './model.ts';
import { sha256 } from './text.ts';

/**
 * JSON in the form of RFC 8785: keys sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript
 * writes them. Keys whose value is undefined are left out; lone surrogates are written as `\udXXX` escapes.
 * Throws `TypeError` for what JSON cannot hold (non-finite numbers, functions, undefined in arrays, class instances).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || !isPlain(value)) throw new TypeError(`${typeof value} has no JSON form`);
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** What the seal of an edition is the hash of: its text in normal form, its fields, its label with the evidence. */
export function canonicalContent(
  text: Pick<EditionText, 'content' | 'fields'>,
  label: { code: CanonicalLabel['code']; evidence: LabelEvidence } | null,
): CanonicalContent {
  return { content: normalDoc(text.content), fields: { ...text.fields }, label };
}
type CanonicalLabel = NonNullable<CanonicalContent['label']>;

/** The seal: SHA-256 of the canonical JSON. The content is brought into normal form first, so any reading will do. */
export function sealOf(canonical: CanonicalContent): Hash {
  return sha256(canonicalJson({ ...canonical, content: normalDoc(canonical.content) }));
}

/**
 * A document in normal form: neighbouring text with the same marks is one node, marks stand in one order, empty
 * content is left out, and only what the model knows is kept.
 */
export function normalDoc(doc: ArticleDoc): ArticleDoc {
  return { type: 'doc', content: doc.content.map(normalBlock) };
}

/** A block in normal form. */
export function normalBlock(block: Block): Block {
  switch (block.type) {
    case 'headline':
    case 'standfirst':
    case 'paragraph':
      return { type: block.type, attrs: { id: block.attrs.id }, ...inline(block.content) };
    case 'heading':
      return { type: 'heading', attrs: { id: block.attrs.id, level: block.attrs.level }, ...inline(block.content) };
    case 'figure': {
      const { id, src, alt, credit } = block.attrs;
      const captions = (block.content ?? []).map(
        (caption): Caption => ({ type: 'caption', ...inline(caption.content) }),
      );
      return { type: 'figure', attrs: { id, src, alt, credit }, ...some(captions) };
    }
    case 'quote':
      return { type: 'quote', attrs: { id: block.attrs.id }, ...some((block.content ?? []).map(normalBlock)) };
    case 'bulletList':
    case 'orderedList':
      return { type: block.type, ...some((block.content ?? []).map(normalItem)) };
  }
}

function normalItem(item: Item): Item {
  return { type: 'item', attrs: { id: item.attrs.id }, ...some((item.content ?? []).map(normalBlock)) };
}

function some<T>(content: T[]): { content?: T[] } {
  return content.length > 0 ? { content } : {};
}

function inline(content: readonly TextNode[] | undefined): { content?: TextNode[] } {
  return some(mergeInline(content ?? []));
}

/** Inline content in normal form: marks in one order, equal neighbours merged, empty text dropped. */
export function mergeInline(content: readonly TextNode[]): TextNode[] {
  const merged: TextNode[] = [];
  for (const { text, marks } of content) {
    if (text === '') continue;
    const node: TextNode = { type: 'text', text, ...sortedMarks(marks ?? []) };
    const last = merged.at(-1);
    if (last && canonicalJson(last.marks ?? []) === canonicalJson(node.marks ?? [])) last.text += text;
    else merged.push(node);
  }
  return merged;
}

const MARK_ORDER: Record<Mark['type'], number> = { bold: 0, italic: 1, link: 2 };

function sortedMarks(marks: readonly Mark[]): { marks?: Mark[] } {
  const byForm = new Map(marks.map(normalMark).map((mark) => [canonicalJson(mark), mark]));
  const sorted = [...byForm]
    .sort(([a, x], [b, y]) => MARK_ORDER[x.type] - MARK_ORDER[y.type] || (a < b ? -1 : 1))
    .map(([, mark]) => mark);
  return sorted.length > 0 ? { marks: sorted } : {};
}

function normalMark(mark: Mark): Mark {
  return mark.type === 'link' ? { type: 'link', attrs: { href: mark.attrs.href } } : { type: mark.type };
}

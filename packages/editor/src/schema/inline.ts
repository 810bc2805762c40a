/** Text and marks of a Y.XmlText as JSON text nodes, and back. */
import type { Mark, TextNode } from '@copydesk/shared/article';
import * as Y from 'yjs';
import { safeHref } from './addresses.ts';

/** y-tiptap appends a hash to the names of marks that may overlap themselves. */
const MARK_HASH = /--[a-zA-Z0-9+/=]{8}$/;

function hrefIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'href')) return null;
  return safeHref(Reflect.get(value, 'href'));
}

function marksFrom(attributes: unknown): Mark[] {
  if (typeof attributes !== 'object' || attributes === null) return [];
  let bold = false;
  let italic = false;
  let href: string | null = null;
  for (const key of Object.keys(attributes)) {
    const value: unknown = Reflect.get(attributes, key);
    if (value === null || value === false || value === undefined) continue;
    const name = key.replace(MARK_HASH, '');
    if (name === 'bold') bold = true;
    else if (name === 'italic') italic = true;
    else if (name === 'link') href = hrefIn(value) ?? href;
  }
  const marks: Mark[] = [];
  if (bold) marks.push({ type: 'bold' });
  if (italic) marks.push({ type: 'italic' });
  if (href !== null) marks.push({ type: 'link', attrs: { href } });
  return marks;
}

function sameMarks(a: readonly Mark[] = [], b: readonly Mark[] = []): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function append(nodes: TextNode[], text: string, marks: Mark[]): void {
  if (text === '') return;
  const last = nodes.at(-1);
  if (last && sameMarks(last.marks, marks)) last.text += text;
  else nodes.push(marks.length > 0 ? { type: 'text', text, marks } : { type: 'text', text });
}

/**
 * All text below a type in reading order, whatever elements it lies in. Walks with its own stack, so that no depth
 * of nesting can exhaust the call stack.
 */
export function inlineOf(type: Y.XmlElement | Y.XmlText): TextNode[] {
  const nodes: TextNode[] = [];
  const rest: unknown[] = [type];
  while (rest.length > 0) {
    const next = rest.pop();
    if (next instanceof Y.XmlText) {
      for (const piece of next.toDelta()) {
        if (typeof piece.insert === 'string') append(nodes, piece.insert, marksFrom(piece.attributes));
      }
    } else if (next instanceof Y.XmlElement) {
      rest.push(...next.toArray().reverse());
    }
  }
  return nodes;
}

/** The formatting attributes that y-tiptap gives to text with these marks. */
export function attributesOf(marks: readonly Mark[] | undefined): Record<string, object> {
  return Object.fromEntries((marks ?? []).map((mark) => [mark.type, mark.type === 'link' ? mark.attrs : {}]));
}

/** A new text with this content. Each text block has exactly one, also when empty: see `write.ts`. */
export function createText(content: readonly TextNode[] | undefined): Y.XmlText {
  const text = new Y.XmlText();
  if (content && content.length > 0) {
    text.applyDelta(content.map((node) => ({ insert: node.text, attributes: attributesOf(node.marks) })));
  }
  return text;
}

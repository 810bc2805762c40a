/**
 * XML in and out. Reading is strict and closed: a document type is passed over and never fetched, no entity but XML's
 * own five and character references is known, and depth and size are bounded.
 */
import { SaxesParser } from 'saxes';
import { ExchangeError } from './model.ts';

/** A story's passages take some hundred kB; a file of this size is a mistake. */
const MAX_EXCHANGE_BYTES = 32 * 1024 * 1024;
/** XLIFF nests groups and inline codes, but not without end. */
const MAX_DEPTH = 200;

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** Namespace URI, '' for none. */
  readonly ns: string;
  /** By name without prefix; `xml:` ones and those of other namespaces with theirs. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
  /** 1-based. */
  readonly line: number;
}

/** Parses a file. `name` is for the person. Throws `ExchangeError`. */
export function parseXml(bytes: Uint8Array, name: string): XmlElement {
  const text = decodeXml(bytes, name);
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: { element: XmlElement; children: (XmlElement | string)[] }[] = [];
  let root: XmlElement | null = null;
  parser.on('error', (error) => {
    throw malformed(name, error.message.replace(/^(?:undefined:)?\d+:\d+: /, ''), parser.line);
  });
  parser.on('opentag', (tag) => {
    if (open.length >= MAX_DEPTH) throw malformed(name, 'it is nested too deeply', parser.line);
    const children: (XmlElement | string)[] = [];
    const attributes = new Map(
      Object.values(tag.attributes).map(({ name: full, local, prefix, value }) => [
        prefix === '' ? local : full,
        value,
      ]),
    );
    const element = { name: tag.local, ns: tag.uri, attributes, children, line: parser.line };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push({ element, children });
  });
  const characters = (data: string) => {
    const children = open.at(-1)?.children;
    if (children === undefined) return;
    const last = children.length - 1;
    const before = children[last];
    if (typeof before === 'string') children[last] = before + data;
    else children.push(data);
  };
  parser.on('text', characters);
  parser.on('cdata', characters);
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  if (root === null) throw malformed(name, 'it holds no element', 1);
  return root;
}

function malformed(name: string, what: string, line: number): ExchangeError {
  return new ExchangeError(
    'malformed',
    `${name} is not well-formed XML (line ${line}: ${what}). Nothing was changed. Export it again from the program it came from.`,
  );
}

/** By byte order mark, else by the XML declaration, else UTF-8. Throws `ExchangeError`. */
function decodeXml(bytes: Uint8Array, name: string): string {
  if (bytes.length === 0) throw new ExchangeError('empty', `${name} is empty. Nothing was changed.`);
  if (bytes.length > MAX_EXCHANGE_BYTES) {
    throw new ExchangeError('too-large', `${name} is larger than 32 MB. Split it up and read the parts.`);
  }
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const message = `${name} cannot be read as ${encoding}. Nothing was changed. Save it as UTF-8 and try again.`;
    throw new ExchangeError('encoding', message, { cause });
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  return (
    /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(head.replace(/^\u00ef\u00bb\u00bf/, ''))?.[1] ?? 'utf-8'
  );
}

/** The child elements of one name, in any namespace: exchange files are read by what their elements are called. */
export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

export function childNamed(element: XmlElement, name: string): XmlElement | null {
  return childrenNamed(element, name)[0] ?? null;
}

/** Every element of a name below this one, in document order, at any depth. */
export function* descendantsNamed(element: XmlElement, name: string): Generator<XmlElement> {
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    if (child.name === name) yield child;
    else yield* descendantsNamed(child, name);
  }
}

/** All characters inside. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** Characters that XML 1.0 cannot hold at all (section 2.2, Char). */
const NOT_XML = /(?![\t\n\r\u007f-\u009f])[\p{Cc}\ufffe\uffff]|\p{Cs}/gu;

/** Text for XML content and attribute values; what XML cannot hold becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(NOT_XML, '\ufffd').replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character);
}

/** An attribute, with a space in front; nothing where the value is null. Line breaks and tabs survive as references. */
export function attribute(name: string, value: string | null): string {
  if (value === null) return '';
  return ` ${name}="${escapeXml(value).replace(/[\n\t]/g, (character) => `&#${character.charCodeAt(0)};`)}"`;
}

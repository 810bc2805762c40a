/** Reads a chosen file into what the import takes. */
import type { LineKind } from '@copydesk/shared/article';
import { toBase64 } from 'lib0/buffer';

export interface ChosenFile {
  readonly name: string;
  readonly type: string;
  /** Base64. */
  readonly bytes: string;
}

const TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  text: 'text/plain',
  md: 'text/markdown',
  markdown: 'text/markdown',
  json: 'application/vnd.iptc.ninjs+json',
  ninjs: 'application/vnd.iptc.ninjs+json',
};

/** File name endings offered when choosing. */
export const FILE_ENDINGS = Object.keys(TYPES).map((ending) => `.${ending}`);

/** A file's media type by its name, because systems disagree about Markdown and know no ninjs; else what the system says. */
function mediaTypeOf(file: Pick<File, 'name' | 'type'>): string {
  const ending = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  return TYPES[ending] ?? (file.type === '' ? 'application/octet-stream' : file.type);
}

export async function readFile(file: File): Promise<ChosenFile> {
  return { name: file.name, type: mediaTypeOf(file), bytes: toBase64(new Uint8Array(await file.arrayBuffer())) };
}

/** What a line became, in the words of the newsroom. */
export const LINE_NAMES: Readonly<Record<LineKind, string>> = {
  headline: 'Headline',
  standfirst: 'Standfirst',
  caption: 'Caption',
  credit: 'Credit',
  label: 'Label of a machine text',
  paragraph: 'Paragraph',
  heading: 'Heading',
  quote: 'Quote',
  item: 'List item',
  dropped: 'Left out',
};

/** Every text of an edition that readers get: its blocks, captions, alt texts, credits and fields. */
import type { EditionText } from '../../article/model.ts';
import { blockText, textBlocks } from '../../article/text.ts';

/** Where a text stands. `text` of a figure is its caption. */
export type Place =
  | { readonly kind: 'text' | 'alt' | 'credit'; readonly block: string }
  | { readonly kind: 'field'; readonly key: string };

export interface PlacedText {
  readonly place: Place;
  readonly text: string;
}

/** In reading order, fields last; empty ones are left out. */
export function placedTexts({ content, fields }: EditionText): PlacedText[] {
  const blocks = textBlocks(content).flatMap((block): PlacedText[] => {
    const id = block.attrs.id;
    const words: PlacedText = { place: { kind: 'text', block: id }, text: blockText(block) };
    if (block.type !== 'figure') return [words];
    return [
      words,
      { place: { kind: 'alt', block: id }, text: block.attrs.alt },
      { place: { kind: 'credit', block: id }, text: block.attrs.credit },
    ];
  });
  const keyed = Object.entries(fields).map(([key, text]): PlacedText => ({ place: { kind: 'field', key }, text }));
  return [...blocks, ...keyed].filter(({ text }) => text.trim() !== '');
}

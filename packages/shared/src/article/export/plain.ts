/** Plain text of an edition: the words alone, one paragraph a line, blank lines between. */
import { splitCredit } from '../import/caption.ts';
import type { ArticleDoc, Block, Figure, Item, Label } from '../model.ts';
import { blockText, inlineText } from '../text.ts';

export interface PlainTextOptions {
  /** Shown after headline, standfirst and picture, as readers see it. */
  readonly label?: Label | null | undefined;
}

/**
 * The text without marks, link targets, pictures and their descriptions. Importing the result gives the same blocks
 * again wherever the words alone tell what a block is.
 */
export function toPlainText(doc: ArticleDoc, { label = null }: PlainTextOptions = {}): string {
  const opening = doc.content.findIndex((block) => block.type !== 'headline' && block.type !== 'standfirst');
  const head = opening < 0 ? doc.content.length : opening;
  const lines = [
    ...doc.content.slice(0, head).map(blockLines),
    ...(label ? [label.text] : []),
    ...doc.content.slice(head).map(blockLines),
  ];
  return `${lines.filter((line) => line !== '').join('\n\n')}\n`;
}

function blockLines(block: Block): string {
  switch (block.type) {
    case 'figure':
      return figureLine(block);
    case 'quote':
      return (block.content ?? [])
        .map(blockLines)
        .filter((text) => text !== '')
        .map((text) => text.replace(/^/gm, '> '))
        .join('\n>\n');
    case 'bulletList':
      return itemLines(block.content, () => '• ');
    case 'orderedList':
      return itemLines(block.content, (index) => `${index + 1}. `);
    default:
      return oneLine(inlineText(block.content));
  }
}

function itemLines(items: readonly Item[] = [], marker: (index: number) => string): string {
  return items
    .map((item, index) => {
      const text = (item.content ?? []).map(blockLines).join('\n').replaceAll('\n', '\n  ');
      return `${marker(index)}${text}`;
    })
    .join('\n');
}

/** "Caption / AFP / Name" where that can be read back, else "[Picture: caption (Photo: name)]". */
function figureLine(figure: Figure): string {
  const caption = oneLine(blockText(figure));
  const credit = oneLine(figure.attrs.credit);
  if (caption === '' && credit === '') return '';
  const agency = `${caption} / ${credit}`;
  const read = splitCredit(agency);
  if (caption && read.credit === credit && read.text === caption) return agency;
  const words = credit ? [caption, `(Photo: ${credit})`].filter(Boolean).join(' ') : caption;
  return `[Picture: ${words}]`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

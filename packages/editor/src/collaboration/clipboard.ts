/** What is pasted: blocks and marks we know. Line breaks inside a block and tables don't exist here. */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';

/** Two or more line breaks begin a new paragraph, a single one is a space. */
function withoutLineBreaks(html: string): string {
  return html.replace(/(?:<br\b[^>]*>\s*){2,}/gi, '</p><p>').replace(/<br\b[^>]*>/gi, ' ');
}

const BLOCKS = 'p, div, ul, ol, blockquote, figure, h1, h2, h3, h4, h5, h6, table';

/** Each row becomes a paragraph, its cells apart as in an import; a row of one cell is what stands in that. */
function withoutTables(html: string): string {
  if (!/<td\b|<th\b/i.test(html)) return html;
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  // A table within a table comes after it, and is dealt with first.
  for (const row of [...body.querySelectorAll('tr')].reverse()) {
    const [first, ...others] = row.cells;
    if (first === undefined || (others.length === 0 && first.querySelector(BLOCKS) !== null)) continue;
    const line = body.ownerDocument.createElement('p');
    if (others.length === 0) line.append(...first.childNodes);
    else line.textContent = [first, ...others].map((cell) => cell.textContent?.trim()).join(' · ');
    first.replaceChildren(line);
    for (const other of others) other.remove();
  }
  return body.innerHTML;
}

export const Clipboard = Extension.create({
  name: 'copydeskClipboard',
  addProseMirrorPlugins() {
    const transformPastedHTML = (html: string) => withoutTables(withoutLineBreaks(html));
    return [new Plugin({ key: new PluginKey('copydesk-clipboard'), props: { transformPastedHTML } })];
  },
});

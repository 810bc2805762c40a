/** What is pasted: blocks and marks we know. Line breaks inside a block don't exist here. */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';

/** Two or more line breaks begin a new paragraph, a single one is a space. */
function withoutLineBreaks(html: string): string {
  return html.replace(/(?:<br\b[^>]*>\s*){2,}/gi, '</p><p>').replace(/<br\b[^>]*>/gi, ' ');
}

export const Clipboard = Extension.create({
  name: 'copydeskClipboard',
  addProseMirrorPlugins() {
    return [
      new Plugin({ key: new PluginKey('copydesk-clipboard'), props: { transformPastedHTML: withoutLineBreaks } }),
    ];
  },
});

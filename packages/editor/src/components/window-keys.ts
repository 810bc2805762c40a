/** Keys that belong to the screen around the editor. */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';

/**
 * Leaves Enter with Ctrl, Cmd or Alt to the window (confirm, submit, split). ProseMirror would take every Enter for itself, also those it
 * does nothing with.
 */
export const WindowKeys = Extension.create({
  name: 'windowKeys',
  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            keydown: (_view, event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey || event.altKey),
          },
        },
      }),
    ];
  },
});

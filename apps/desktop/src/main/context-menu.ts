import { Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';

/** The menu of the right mouse button, which Electron leaves to the app: spelling, and the clipboard. */
export function giveContextMenu(contents: WebContents): void {
  contents.on('context-menu', (_event, { isEditable, selectionText, misspelledWord, dictionarySuggestions }) => {
    const template: MenuItemConstructorOptions[] = [];
    if (isEditable && misspelledWord !== '') {
      for (const word of dictionarySuggestions) {
        template.push({ label: word, click: () => contents.replaceMisspelling(word) });
      }
      template.push({ type: 'separator' });
    }
    if (isEditable) template.push({ role: 'cut' });
    if (isEditable || selectionText !== '') template.push({ role: 'copy' });
    if (isEditable) template.push({ role: 'paste' }, { type: 'separator' }, { role: 'selectAll' });
    if (template.length > 0) Menu.buildFromTemplate(template).popup();
  });
}

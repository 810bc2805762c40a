// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import { type Rendered, render } from '../testing/render.tsx';
import { ActionsProvider, useAction } from './actions.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';

let shown: Rendered | undefined;
afterEach(() => shown?.unmount());

function Offer({ name, shortcut, enabled }: { name: string; shortcut?: string; enabled?: boolean }) {
  useAction({ id: name, name, shortcut, group: 'Translation', enabled, run: () => undefined });
  return null;
}

test('the sheet tells every key of the screen by group, those too that do nothing where one stands', async () => {
  shown = await render(
    <ActionsProvider>
      <Offer name="Confirm" shortcut="Mod+Enter" />
      <Offer name="Use the best match from the memory" shortcut="Aux+U" enabled={false} />
      <Offer name="Without a key" />
      <ShortcutSheet onClose={() => undefined} />
    </ActionsProvider>,
  );
  const rows = [...document.querySelectorAll('dl > div')];
  expect(document.querySelector('h3')?.textContent).toBe('Translation');
  expect(rows.map((row) => [row.textContent, row.hasAttribute('data-idle')])).toEqual([
    ['ConfirmCtrl+Enter', false],
    ['Use the best match from the memoryAlt+U', true],
  ]);
});

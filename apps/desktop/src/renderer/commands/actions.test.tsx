// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import { type Rendered, render } from '../testing/render.tsx';
import { ActionsProvider, createActionRegistry, useAction } from './actions.tsx';

let shown: Rendered | undefined;
afterEach(() => shown?.unmount());

function press(key: string, options: KeyboardEventInit = {}, target: EventTarget = document.body): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }));
}

function Offer({ shortcut, run, enabled }: { shortcut: string; run: () => void; enabled?: boolean }) {
  useAction({ id: shortcut, name: 'Do it', shortcut, run, enabled });
  return <input />;
}

test('a shortcut runs its action; a single key does not while typing', async () => {
  const help = vi.fn();
  const jump = vi.fn();
  shown = await render(
    <ActionsProvider>
      <Offer shortcut="?" run={help} />
      <Offer shortcut="Mod+K" run={jump} />
    </ActionsProvider>,
  );
  const input = shown.page.querySelector('input') ?? document.body;
  press('?', { shiftKey: true }, input);
  expect(help).not.toHaveBeenCalled();
  press('?', { shiftKey: true });
  expect(help).toHaveBeenCalledOnce();
  press('k', { ctrlKey: true }, input);
  expect(jump).toHaveBeenCalledOnce();
});

test('what is not offered does not run', async () => {
  const run = vi.fn();
  shown = await render(
    <ActionsProvider>
      <Offer shortcut="Mod+K" run={run} enabled={false} />
    </ActionsProvider>,
  );
  press('k', { ctrlKey: true });
  expect(run).not.toHaveBeenCalled();
});

test('a later action stands in for an earlier one of the same id, while it is there', () => {
  const registry = createActionRegistry();
  const action = (name: string) => ({ id: 'find', name, run: () => undefined });
  registry.add(action('Search the desk'));
  const leave = registry.add(action('Search the story'));
  expect(registry.list().map(({ name }) => name)).toEqual(['Search the story']);
  leave();
  expect(registry.list().map(({ name }) => name)).toEqual(['Search the desk']);
});

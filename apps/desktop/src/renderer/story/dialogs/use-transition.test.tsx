// @vitest-environment jsdom
import { ProblemError } from '@copydesk/shared/api';
import { QueryClientProvider } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BridgeContext } from '../../bridge/index.ts';
import { createQueryClient } from '../../data/client.ts';
import { createFakeBridge, type FakeBridge } from '../../testing/fake-bridge.ts';
import { click, control, type Rendered, render, seen } from '../../testing/render.tsx';
import { editionOf, storyOf } from '../../testing/stories.ts';
import { NoticesProvider } from '../../ui/notices.tsx';
import { useTransition } from './use-transition.ts';

const says = (text: string) => document.body.textContent?.includes(text) ?? false;
const refused = (detail: string) => () => {
  throw new ProblemError({ type: 'x', title: 'Not done', status: 422, detail });
};

function Submit() {
  const step = useTransition({ article: storyOf(), edition: editionOf() });
  return (
    <button type="button" onClick={() => step.run({ action: 'submit' })}>
      Submit
    </button>
  );
}

let bridge: FakeBridge;
let shown: Rendered;
const page = (isThere: boolean) => (
  <BridgeContext value={bridge}>
    <QueryClientProvider client={createQueryClient()}>
      <NoticesProvider>{isThere && <Submit />}</NoticesProvider>
    </QueryClientProvider>
  </BridgeContext>
);

beforeEach(async () => {
  bridge = createFakeBridge();
  bridge.answer('transition', refused('The story has no headline.'));
  shown = await render(page(true));
  await click(await seen(() => control('Submit')));
  await seen(() => says('The story has no headline.'));
});
afterEach(() => shown.unmount());

it('says what stood against a step until the next one is taken', async () => {
  bridge.answer('transition', refused('You are offline.'));
  await click(await seen(() => control('Submit')));
  await seen(() => says('You are offline.'));
  expect(says('The story has no headline.')).toBe(false);
});

it('says nothing of it any more once the text is left', async () => {
  await shown.rerender(page(false));
  await seen(() => !says('The story has no headline.'));
});

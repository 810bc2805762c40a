import { setBlockText } from '@copydesk/editor/schema';
import { editDocument } from '../support/edit.ts';
import { expect, test } from './newsroom.ts';
import { TranslationPage } from './pages/translation.ts';
import { type Pair, translatedStory } from './translated-story.ts';

const LONG = 300;
const SENTENCES = [
  'The harbour council met to hear how the northern pier would be paid for and who would keep its lamps.',
  'Nobody had asked the ferry crews, and they said so, one after another, until the light was gone.',
  'A part that nobody makes any more has to be found before the ice comes down from the north.',
];
/** Neighbours share no sentence: words that stand twice would be marked as a repeat. */
const paragraph = (index: number) => `${index}. ${SENTENCES[index % SENTENCES.length]}`;

test('three hundred passages: a key changes its own row alone, and the line under the eyes stays', async ({
  newsroom,
}) => {
  const pairs = Array.from({ length: LONG }, (_, index): Pair => [paragraph(index), paragraph(index)]);
  const { editor, source } = await translatedStory(newsroom.url, 'de', pairs);
  const marta = await newsroom.seat('translator');
  await marta.desk.openLanguage('0. The harbour', 'German');
  const german = new TranslationPage(marta.page, 'German');
  await expect(german.states).toHaveCount(LONG);
  const passage = german.passage(150);
  await german.append(passage, ' Warm.');

  await marta.page.evaluate(watchRows);
  await marta.page.keyboard.type('Twenty letters typed.');
  await expect(passage).toContainText('Twenty letters typed.');
  const { rows, slowest } = await marta.page.evaluate(watchedRows);
  expect(rows).toEqual([150]);
  expect(slowest, 'the slowest key, in ms').toBeLessThan(2_000);
  test.info().annotations.push({ type: 'slowest key', description: `${Math.round(slowest)} ms` });

  const top = async () => (await passage.boundingBox())?.y;
  const before = await top();
  await editDocument(newsroom.url, editor, source, (doc) => {
    setBlockText(doc, 'p2', [{ type: 'text', text: paragraph(2).repeat(12) }]);
  });
  await expect(german.state(3)).toContainText('Stale');
  expect(Math.abs(((await top()) ?? 0) - (before ?? 0))).toBeLessThan(2);
});

declare global {
  interface Window {
    watched?: { rows: Set<number>; slowest: number; stop(): void };
  }
}

/** Notes in which passages the page changes, and how long a key takes to the next frame. Runs in the page. */
function watchRows(): void {
  const text = document.querySelector('.ProseMirror');
  const grid = text?.parentElement?.parentElement?.parentElement;
  if (text == null || grid == null) throw new Error('no translation on the screen');
  const watched = { rows: new Set<number>(), slowest: 0, stop: () => observer.disconnect() };
  const observer = new MutationObserver((changes) => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const block = element?.closest('.passage');
      if (block != null) watched.rows.add([...text.querySelectorAll('.passage')].indexOf(block));
      const mark = element?.closest('button')?.getAttribute('aria-label');
      if (mark != null) watched.rows.add(Number(/^Passage (\d+)/.exec(mark)?.[1]) - 1);
      else if (element?.closest('.copy:not(.ProseMirror)') != null) watched.rows.add(-1);
    }
  });
  observer.observe(grid, { subtree: true, childList: true, characterData: true, attributes: true });
  text.addEventListener('keydown', () => {
    const pressed = performance.now();
    requestAnimationFrame(() => {
      watched.slowest = Math.max(watched.slowest, performance.now() - pressed);
    });
  });
  window.watched = watched;
}

function watchedRows(): { rows: number[]; slowest: number } {
  window.watched?.stop();
  return { rows: [...(window.watched?.rows ?? [])], slowest: window.watched?.slowest ?? 0 };
}

const ARABIC: readonly Pair[] = [
  ['Keepers return to Skerry lighthouse', 'حراس المنارة يعودون إلى Skerry'],
  [
    'Ingrid Falk, 58, said on 4 October: "We will stay until spring."',
    'قالت Ingrid Falk، البالغة 58 عاما، في 4 أكتوبر: «سنبقى حتى الربيع».',
  ],
  ['Some 1,900 ships pass every year.', 'تمر نحو 1900 سفينة كل عام.'],
  ['The lamp failed on 2 October.', ''],
];

for (const look of [
  { name: 'light, 1280 x 800', colorScheme: 'light' as const, width: 1280, height: 800 },
  { name: 'dark, 900 x 600', colorScheme: 'dark' as const, width: 900, height: 600 },
]) {
  test(`an Arabic translation is laid out and written from the right: ${look.name}`, async ({ newsroom }, info) => {
    await translatedStory(newsroom.url, 'ar', ARABIC);
    const marta = await newsroom.seat('translator');
    await marta.page.setViewportSize({ width: look.width, height: look.height });
    await marta.page.emulateMedia({ colorScheme: look.colorScheme });
    await marta.desk.openLanguage('Skerry', 'Arabic');
    const arabic = new TranslationPage(marta.page, 'Arabic');
    await expect(arabic.text).toHaveAttribute('dir', 'rtl');

    await test.step('each side from its own edge, the source first', async () => {
      const source = marta.page.locator('.copy[lang=en]').nth(1);
      await expect(source).toHaveAttribute('dir', 'ltr');
      const [left, right] = [await source.boundingBox(), await arabic.passage(1).boundingBox()];
      expect(left?.x ?? 0).toBeLessThan(right?.x ?? 0);
      await expect(arabic.passage(1)).toHaveCSS('direction', 'rtl');
    });

    await test.step('Home and End are the right and the left end of a line, and words go where the caret is', async () => {
      await arabic.caretAtEndOf(arabic.passage(2));
      const end = await caretX(arabic);
      await marta.page.keyboard.press('Home');
      expect(await caretX(arabic)).toBeGreaterThan(end);
      await marta.page.keyboard.press('End');
      await marta.page.keyboard.type(' في 2026.');
      await expect(arabic.passage(2)).toHaveText('تمر نحو 1900 سفينة كل عام. في 2026.');
      await arabic.append(arabic.passage(3), 'تعطل');
      // What a warning points at is marked once nobody writes; the caret stands behind the mark, not before it.
      await expect(arabic.passage(3).locator('.warned-words').first()).toBeVisible();
      await marta.page.keyboard.type(' المصباح في 2 أكتوبر، قالت «Annika».');
      await expect(arabic.passage(3)).toHaveText('تعطل المصباح في 2 أكتوبر، قالت «Annika».');
    });

    const path = info.outputPath(`arabic-${look.colorScheme}.png`);
    await marta.page.screenshot({ path });
    await info.attach('screenshot', { path, contentType: 'image/png' });
  });
}

/** Where the caret stands, in pixels from the left. */
function caretX(arabic: TranslationPage): Promise<number> {
  return arabic.page.evaluate(() => {
    const range = document.getSelection()?.getRangeAt(0).cloneRange();
    return range?.getBoundingClientRect().x ?? 0;
  });
}

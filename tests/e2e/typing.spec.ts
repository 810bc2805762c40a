import { expect, test } from './newsroom.ts';
import { TranslationPage } from './pages/translation.ts';
import { translatedStory } from './translated-story.ts';

test('words stay in order while marks are laid under the hand, and a click at once is where the next words go', async ({
  newsroom,
}) => {
  await translatedStory(newsroom.url, 'es', [
    ['Harbour closed at noon', ''],
    ['The harbour was closed at noon.', ''],
    ['Nobody spoke.', ''],
  ]);
  const marta = await newsroom.seat('translator');
  await marta.desk.openLanguage('Harbour closed at noon', 'Spanish');
  const spanish = new TranslationPage(marta.page);
  const { keyboard } = marta.page;

  await test.step('at once after opening', async () => {
    await expect(spanish.text).toBeFocused();
    await keyboard.type('Puerto cerrado a mediodía');
    await expect(spanish.passage(0)).toHaveText('Puerto cerrado a mediodía');
  });

  await test.step('a mark follows the last letter, and the words go on behind it', async () => {
    const passage = spanish.passage(1);
    const mark = passage.locator('.warned-words');
    await passage.click();
    await keyboard.type('E');
    await expect(mark).toHaveText('E');
    await keyboard.type('l');
    await expect(mark).toHaveText('l');
    await keyboard.type(' puerto se cerró');
    await expect(mark).toHaveText('ó');
    await keyboard.type(' a mediodía.');
    await expect(passage).toHaveText('El puerto se cerró a mediodía.');
  });

  await test.step('a click, and words at once', async () => {
    await spanish.passage(2).click();
    await keyboard.type('Nadie habló.');
    await expect(spanish.passage(2)).toHaveText('Nadie habló.');
    await spanish.caretAtEndOf(spanish.passage(0));
    await keyboard.type('.');
    await expect(spanish.passage(0)).toHaveText('Puerto cerrado a mediodía.');
  });

  await test.step('keys that come faster than the screen follows are all taken', async () => {
    await spanish.caretAtEndOf(spanish.passage(0));
    await marta.page.evaluate(pressDownTwice);
    await keyboard.press('End');
    await keyboard.type(' Ya.');
    await expect(spanish.passage(2)).toHaveText('Nadie habló. Ya.');
  });

  await test.step('undo of a split leaves the caret in its passage', async () => {
    await spanish.caretAtEndOf(spanish.passage(1));
    await keyboard.press('Alt+Enter');
    await expect(spanish.states).toHaveCount(4);
    await keyboard.press('ControlOrMeta+z');
    await expect(spanish.states).toHaveCount(3);
    await keyboard.type(' Sí.');
    await expect(spanish.passage(1)).toHaveText('El puerto se cerró a mediodía. Sí.');
  });
});

/** Two keys before the page can draw anything in between. Runs in the page. */
function pressDownTwice(): void {
  for (let times = 0; times < 2; times += 1) {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: 'ArrowDown',
        code: 'ArrowDown',
        altKey: true,
        bubbles: true,
        cancelable: true,
      }),
    );
  }
}

import { removeBlock, setBlockText } from '@copydesk/editor/schema';
import { editDocument } from '../support/edit.ts';
import { expect, test } from './newsroom.ts';
import { ReviewPage } from './pages/review.ts';
import { TranslationPage } from './pages/translation.ts';
import { type Pair, translatedStory } from './translated-story.ts';

const BRIDGE: readonly Pair[] = [
  ['Harbour bridge closed to all traffic', 'El puente viejo, cerrado al tráfico'],
  ['The bridge was closed on Monday. Nobody was hurt.', 'El puente se cerró el lunes.'],
  ['Some 12,500 people cross it every day.', 'Unas 12.000 personas lo cruzan cada día.'],
  ['The council meets again in March.', 'El concejo se reúne de nuevo en marzo.'],
  ['Buses leave from the square.', 'Los autobuses salen de de la plaza.'],
];

test('a translation is revised with keys alone, and the chief sees why a warning was dismissed', async ({
  newsroom,
}) => {
  const { editor, source } = await translatedStory(newsroom.url, 'es', BRIDGE);
  const marta = await newsroom.seat('translator');
  const { keyboard } = marta.page;
  await marta.desk.openLanguage('El puente viejo, cerrado al tráfico', 'Spanish');
  const spanish = new TranslationPage(marta.page);
  await expect(spanish.progress).toHaveText('0 of 5 confirmed');

  await test.step('confirm and go on', async () => {
    await keyboard.press('ControlOrMeta+Enter');
    await expect(spanish.progress).toHaveText('1 of 5 confirmed');
    await expect(spanish.strip).toContainText('Edited.');
  });

  await test.step('a split, joined again with its sources, and both undone and done again', async () => {
    await keyboard.press('End');
    await keyboard.press('Alt+Enter');
    await expect(spanish.states).toHaveCount(6);
    await keyboard.type('No hubo heridos.');
    await keyboard.press('Alt+ArrowUp');
    await keyboard.press('Alt+j');
    await expect(spanish.states).toHaveCount(5);
    await expect(spanish.passage(1)).toHaveText('El puente se cerró el lunes. No hubo heridos.');
    await keyboard.press('ControlOrMeta+z');
    await expect(spanish.states).toHaveCount(6);
    await keyboard.press('ControlOrMeta+Shift+z');
    await expect(spanish.states).toHaveCount(5);
    for (let up = 0; up < 5; up += 1) await keyboard.press('Alt+ArrowUp');
    await keyboard.press('Alt+ArrowDown');
    await keyboard.press('ControlOrMeta+Enter');
    await expect(spanish.progress).toHaveText('2 of 5 confirmed');
  });

  await test.step('a wrong number is put right by one key', async () => {
    await expect(spanish.strip).toContainText('The source says 12,500; this passage says 12.000.');
    await keyboard.press('F7');
    await expect(spanish.passage(2)).toHaveText('Unas 12.500 personas lo cruzan cada día.');
    await expect(spanish.strip).toContainText('Nothing to look at again.');
    await keyboard.press('ControlOrMeta+z');
    await expect(spanish.passage(2)).toContainText('12.000');
    await keyboard.press('F7');
    await expect(spanish.passage(2)).toContainText('12.500');
  });

  await test.step('a warning is dismissed with a reason', async () => {
    await keyboard.press('F8');
    await expect(spanish.strip).toContainText('“de” stands twice in a row.');
    await keyboard.press('Shift+F7');
    await expect(marta.page.getByRole('dialog', { name: 'Dismiss this warning' })).toBeVisible();
    await keyboard.type('That is what the line is called.');
    await keyboard.press('Enter');
    await expect(spanish.strip).toContainText('Dismissed by Marta Ruiz');
    await keyboard.press('F8');
    await expect(marta.desk.notice('No passage has a warning.')).toBeVisible();
  });

  await test.step('only what is to do, and all of it again', async () => {
    await keyboard.press('Alt+t');
    await expect(marta.page.getByRole('button', { name: /passages hidden/ })).toHaveCount(1);
    await keyboard.press('Alt+t');
    await expect(marta.page.getByRole('button', { name: /passages hidden/ })).toHaveCount(0);
  });

  await test.step('what changed in the source is shown to the word, until it is changed back', async () => {
    const write = (words: string) =>
      editDocument(newsroom.url, editor, source, (doc) => setBlockText(doc, 'p1', [{ type: 'text', text: words }]));
    await write('The bridge was closed on Friday. Nobody was hurt.');
    await write('The bridge was closed on Tuesday. Nobody was hurt.');
    await expect(spanish.state(2)).toContainText('Stale');
    await keyboard.press('F9');
    await expect(spanish.strip.locator('del')).toHaveText(['Monday']);
    await expect(spanish.strip.locator('ins')).toHaveText(['Tuesday']);
    await write('The bridge was closed on Monday. Nobody was hurt.');
    await expect(spanish.progress).toHaveText('2 of 5 confirmed');
  });

  await test.step('what was made from a deleted paragraph is kept aside and put back', async () => {
    await editDocument(newsroom.url, editor, source, (doc) => {
      removeBlock(doc, 'p3');
    });
    await expect(marta.page.getByRole('button', { name: 'Kept aside: 1' })).toBeVisible();
    await expect(spanish.states).toHaveCount(4);
    await keyboard.press('Alt+k');
    const tray = marta.page.getByRole('dialog', { name: /^Kept aside/ });
    await expect(tray).toContainText('The council meets again in March.');
    await tray.getByRole('button', { name: 'Put back' }).press('Enter');
    await expect(spanish.passage(3)).toHaveText('El concejo se reúne de nuevo en marzo.');
  });

  const leila = await newsroom.seat('chief');
  await leila.desk.openLanguage('Harbour bridge closed to all traffic', 'Spanish');
  const hers = new TranslationPage(leila.page);
  await test.step('who did not confirm a passage checks it by the same key; who did cannot', async () => {
    await hers.caretAtEndOf(hers.passage(0));
    await expect(hers.strip.getByRole('button', { name: 'Mark as checked' })).toBeVisible();
    await leila.page.keyboard.press('ControlOrMeta+Enter');
    await expect(hers.state(1)).toContainText('Reviewed');
    await expect(spanish.state(1)).toContainText('Reviewed');
    await expect(hers.strip.getByRole('button', { name: 'Mark as checked' })).toBeVisible();
    await leila.page.keyboard.press('ControlOrMeta+Enter');
    await expect(hers.state(2)).toContainText('Reviewed');
    await expect(leila.desk.notice('You have nothing left to check.')).toBeVisible();
    await expect(hers.strip).toContainText('By Marta Ruiz');
    await expect(hers.strip).toContainText('Checked by Leila Mansour');
  });

  await test.step('the chief is seen in a passage, and sees the reason', async () => {
    await hers.caretAtEndOf(hers.passage(0));
    await expect(spanish.state(1)).toHaveAccessibleName(/Leila .* in it$/);
    const review = new ReviewPage(leila.page, 'Spanish');
    await review.view('Review');
    await expect(review.evidence).toContainText('That is what the line is called.');
    await expect(review.evidence).toContainText(/confirmed by Marta Ruiz, [\d:]+, checked by Leila Mansour/);
  });
});

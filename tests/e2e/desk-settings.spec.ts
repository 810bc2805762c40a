import { fileURLToPath } from 'node:url';
import { noApertium } from '../support/apertium.ts';
import { expect, test } from './newsroom.ts';
import { ReviewPage } from './pages/review.ts';
import { TranslationPage } from './pages/translation.ts';

const STORY = 'Keepers return to Skerry';
const FILE = fileURLToPath(new URL('../fixtures/lighthouse.en.txt', import.meta.url));

test.skip(noApertium !== null, noApertium ?? '');

test('the chief says how the desk translates, and sees what people did to each passage', async ({ newsroom }) => {
  const [leila, marta] = await Promise.all([newsroom.seat('chief'), newsroom.seat('translator')]);
  const spanish = new TranslationPage(marta.page);

  await test.step('the settings hold once they are saved', async () => {
    await leila.page.getByRole('button', { name: /appearance and sign-out/ }).click();
    await leila.page.getByRole('menuitem', { name: 'Desk settings' }).click();
    await leila.page.getByLabel('While nothing is confirmed').fill('Hecho por una máquina a partir del {source}.');
    await leila.page.getByRole('button', { name: 'Add this pair' }).click();
    await leila.page
      .getByRole('button', { name: /English into Spanish/ })
      .first()
      .click();
    await leila.page.getByRole('option', { name: /^Apertium/ }).click();
    await leila.page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(leila.page.getByText('Settings saved')).toBeVisible();
    await leila.page.reload();
    await expect(leila.page.getByLabel('While nothing is confirmed')).toHaveValue(/^Hecho por una máquina/);
  });

  await test.step('a translation carries the label in the words of the desk', async () => {
    await leila.desk.goTo();
    await leila.desk.importFile(FILE);
    await marta.desk.open(STORY);
    await spanish.make('Spanish');
    await expect(spanish.label).toHaveText('Hecho por una máquina a partir del inglés.');
  });

  await test.step('a new paragraph is there at once, in its place, and then drafted', async () => {
    const english = leila.story();
    await english.caretAtEndOf(english.paragraph('Two keepers landed on'));
    await leila.page.keyboard.press('Enter');
    await leila.page.keyboard.type('The house is white.');
    await expect(spanish.progress).toHaveText('0 of 13 confirmed');
    await expect(spanish.passage(4)).toContainText('casa');
    await expect(spanish.state(5)).toContainText('Machine');
  });

  await test.step('the chief sees which passages were confirmed as the machine wrote them', async () => {
    await spanish.caretAtEndOf(spanish.passage(4));
    await marta.page.keyboard.press('ControlOrMeta+Enter');
    await spanish.append(spanish.passage(3), ' Ya.');
    await marta.page.keyboard.press('ControlOrMeta+Enter');
    await marta.story('Spanish').saved('on server');
    await leila.desk.goTo();
    await leila.desk.openLanguage(STORY, 'Spanish');
    const review = new ReviewPage(leila.page, 'Spanish');
    await review.view('Review');
    await expect(review.evidence).toContainText('1 of 2 confirmed unchanged.');
    await expect(review.evidence).toContainText(/apertium.*, unchanged/i);
    await expect(review.evidence).toContainText(/% revised/);
    await expect(review.evidence).toContainText('by Marta Ruiz');
  });

  await test.step('and what the engine was given', async () => {
    await leila.page.getByRole('button', { name: /appearance and sign-out/ }).click();
    await leila.page.getByRole('menuitem', { name: 'Desk settings' }).click();
    await expect(leila.page.getByRole('row', { name: /apertium/i })).toBeVisible();
  });
});

import { fileURLToPath } from 'node:url';
import { noApertium } from '../support/apertium.ts';
import { expect, test } from './newsroom.ts';
import { TranslationPage } from './pages/translation.ts';

const STORY = 'Keepers return to Skerry';
const FILE = fileURLToPath(new URL('../fixtures/lighthouse.en.txt', import.meta.url));

test.skip(noApertium !== null, noApertium ?? '');

test('a translator asks, the writer answers or mends the source, and a colleague takes over', async ({ newsroom }) => {
  const [sara, marta] = await Promise.all([newsroom.seat('editor'), newsroom.seat('translator')]);
  await sara.desk.importFile(FILE);
  await marta.desk.open(STORY);
  const spanish = new TranslationPage(marta.page);
  await spanish.make('Spanish');

  await test.step('the question stands beside the source at once', async () => {
    await spanish.caretAtEndOf(spanish.passage(3));
    await marta.page.getByRole('tab', { name: /Questions/ }).click();
    await marta.page.getByLabel(/^Ask whoever writes the source/).fill('Is the island inhabited?');
    await marta.page.getByRole('button', { name: 'Ask', exact: true }).click();
    await expect(marta.page.getByRole('article', { name: /Marta Ruiz: Open/ })).toContainText(
      'Is the island inhabited?',
    );
    await sara.page.getByRole('button', { name: '1 open question' }).click();
    await expect(sara.page.getByRole('article', { name: /Marta Ruiz: Open/ })).toContainText('Two keepers landed on');
  });

  await test.step('the answer reaches the translator, and the question is open no more', async () => {
    await sara.page.getByRole('button', { name: 'Answer' }).click();
    await sara.page.getByRole('textbox', { name: 'Answer' }).fill('Nobody lives there.');
    await sara.page.keyboard.press('Enter');
    await expect(marta.page.getByRole('article', { name: /Marta Ruiz: Answered/ })).toContainText(
      'Nobody lives there.',
    );
    await expect(sara.page.getByRole('button', { name: 'Questions', exact: true })).toBeVisible();
  });

  await test.step('a question whose words were changed in the source is settled by that', async () => {
    await marta.page.getByLabel(/^Ask whoever writes the source/).fill('Which Sunday?');
    await marta.page.getByRole('button', { name: 'Ask', exact: true }).click();
    await sara.story().append(sara.story().paragraph('Two keepers landed on'), ' It was the first in October.');
    await expect(marta.page.getByRole('article', { name: /The text was changed/ })).toContainText('Which Sunday?');
  });

  await test.step('the colleague who takes over finds the note', async () => {
    await marta.page.getByRole('button', { name: 'More' }).click();
    await marta.page.getByRole('menuitem', { name: 'Hand over to a colleague' }).click();
    await marta.page
      .getByRole('textbox', { name: 'What they should know' })
      .fill('The quotes are still to be checked.');
    await marta.page.getByRole('button', { name: 'Hand over', exact: true }).click();
    const leila = await newsroom.seat('chief');
    await leila.desk.openLanguage(STORY, 'Spanish');
    await expect(leila.page.getByText('The quotes are still to be checked.')).toBeVisible();
  });
});

test('one number is corrected in every language, place by place', async ({ newsroom }) => {
  const leila = await newsroom.seat('chief');
  await leila.desk.importFile(FILE);
  const english = leila.story();
  await expect(english.text).toContainText('31 years');
  const spanish = new TranslationPage(leila.page);
  await spanish.make('Spanish');
  await expect(spanish.text).toContainText('31 años');

  await leila.page.keyboard.press('ControlOrMeta+Alt+e');
  const dialog = leila.page.getByRole('dialog', { name: 'Correct everywhere' });
  await dialog.getByRole('textbox', { name: 'What stands there' }).fill('31');
  await dialog.getByRole('textbox', { name: 'What is right' }).fill('32');
  await expect(dialog.getByRole('region', { name: 'English' })).toContainText('32');
  await expect(dialog.getByRole('region', { name: 'Spanish' })).toContainText('32');
  await dialog.getByRole('button', { name: /^Accept all \d+ proposals/ }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(spanish.text).toContainText('32 años');
  await expect(spanish.text).not.toContainText('31 años');
  await leila.page.getByRole('navigation', { name: 'Languages' }).getByRole('link', { name: 'English' }).click();
  await expect(english.text).toContainText('32 years');
  await expect(english.text).not.toContainText('31 years');
});

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from './newsroom.ts';
import { TranslationPage } from './pages/translation.ts';

/** The article that Copydesk started from; it is not ours to ship. */
const ARTICLE = fileURLToPath(new URL('../../../shared/articles/idlib-air-strikes.txt', import.meta.url));
const noArticle = existsSync(ARTICLE) ? null : 'the agency article is not beside the repository';

test('a machine text from elsewhere is imported line by line, and revised without a source', async ({ newsroom }) => {
  test.skip(noArticle !== null, noArticle ?? '');
  const [sara, marta] = await Promise.all([newsroom.seat('editor'), newsroom.seat('translator')]);

  await test.step('the plan shows what each line becomes, and nothing is made yet', async () => {
    const plan = await sara.desk.chooseFile(ARTICLE);
    await expect(plan.getByRole('row', { name: /Donald Trump lashes out/ })).toContainText('Headline');
    await expect(plan.getByRole('row', { name: /Doctors in the last stronghold/ })).toContainText('Standfirst');
    const caption = plan.getByRole('row', { name: /Members of the Syrian Civil Defence/ });
    await expect(caption).toContainText('Caption');
    await expect(caption).toContainText('TOPSHOT');
    await expect(caption).toContainText('AFP / Abdulaziz KETAZ');
    await expect(plan.getByText('Beta V.1.0 - Powered by automated translation').first()).toBeVisible();
    await expect(marta.page.getByRole('rowheader', { name: 'Donald Trump' })).toHaveCount(0);
    await plan.getByRole('button', { name: 'Make story' }).click();
  });

  await test.step('it is a translation without a source, labelled, open to translators', async () => {
    await marta.desk.open('Donald Trump lashes out');
    const text = new TranslationPage(marta.page, 'English');
    await expect(text.text.locator('h1')).toHaveText(
      'Donald Trump lashes out at Syria and Russia over Idlib air strikes',
    );
    await expect(text.progress).toHaveText('0 of 16 confirmed');
    await expect(text.text).not.toContainText('Powered by automated translation');
    await expect(text.text.getByRole('textbox', { name: 'Credit' })).toHaveValue('AFP / Abdulaziz KETAZ');
    const machine = await text.label.innerText();

    await text.append(text.paragraph('In response to Mr Trump’s tweet'), ' He gave no figures.');
    await marta.page.keyboard.press('ControlOrMeta+Enter');
    await expect(text.progress).toHaveText('1 of 16 confirmed');
    await expect(text.label).not.toHaveText(machine);
    await expect(sara.page.getByRole('textbox', { name: 'Text, English' })).toContainText('He gave no figures.');
  });
});

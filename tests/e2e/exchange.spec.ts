import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { noApertium } from '../support/apertium.ts';
import { expect, test } from './newsroom.ts';
import { TranslationPage } from './pages/translation.ts';

const STORY = 'Keepers return to Skerry';
const FILE = fileURLToPath(new URL('../fixtures/lighthouse.en.txt', import.meta.url));

test.skip(noApertium !== null, noApertium ?? '');

test('passages go out as XLIFF and come back: what changed in the file is taken, what changed on both sides is shown', async ({
  newsroom,
}) => {
  const [sara, marta] = await Promise.all([newsroom.seat('editor'), newsroom.seat('translator')]);
  await sara.desk.importFile(FILE);
  await marta.desk.open(STORY);
  const spanish = new TranslationPage(marta.page);
  await spanish.make('Spanish');
  const headline = await spanish.passage(0).innerText();
  const paragraph = await spanish.passage(3).innerText();

  const saved = marta.page.waitForEvent('download');
  await fromMenu(marta.page, 'Save the passages as XLIFF 2.1');
  const file = await (await saved).path();
  // The machine's own words stand before the passage's: what a translator changes is the last.
  const written = await readFile(file, 'utf8');
  const retitled = replaceLast(written, `<target>${headline}`, '<target>Los fareros vuelven a Skerry');
  const xliff = replaceLast(retitled, `<target>${paragraph.slice(0, 20)}`, '<target>Desde fuera: ');

  await test.step('somebody goes on here meanwhile', async () => {
    await spanish.append(spanish.passage(3), ' Escrito aquí.');
    await marta.story('Spanish').saved('on server');
  });

  await test.step('a file that cannot be read is refused in words', async () => {
    await fromMenu(marta.page, 'Read passages from a file');
    await choose(marta.page, 'broken.xlf', '<xliff version="2.1"><file>');
    await expect(marta.page.getByRole('dialog')).toContainText('not well-formed XML');
    await expect(marta.page.getByRole('dialog')).toContainText('Nothing was changed');
  });

  await test.step('the file is laid beside the text, and only what it alone changed is chosen', async () => {
    await choose(marta.page, 'returned.xlf', xliff);
    const dialog = marta.page.getByRole('dialog', { name: 'Passages in returned.xlf' });
    await expect(dialog).toContainText(
      'Ready to take: 1 passage. Changed on both sides, or it cannot be told: 1 passage.',
    );
    await expect(dialog.getByText('Changed here too.')).toHaveCount(1);
    await dialog.getByRole('button', { name: 'Take 1 passage' }).click();
  });

  await expect(spanish.passage(0)).toHaveText('Los fareros vuelven a Skerry');
  await expect(spanish.passage(3)).toContainText('Escrito aquí.');
  await expect(spanish.state(1)).toContainText('Edited');
  await expect(spanish.progress).toHaveText('0 of 12 confirmed');
});

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

function replaceLast(text: string, what: string, by: string): string {
  const at = text.lastIndexOf(what);
  if (at === -1) throw new Error(`the file lacks ${what}`);
  return text.slice(0, at) + by + text.slice(at + what.length);
}

async function choose(page: Page, name: string, content: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/xml', buffer: Buffer.from(content) });
}

import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from '../e2e/newsroom.ts';
import { TranslationPage } from '../e2e/pages/translation.ts';
import { STORY } from '../e2e/together.ts';
import { noApertium } from '../support/apertium.ts';

const LIGHTHOUSE = fileURLToPath(new URL('../fixtures/lighthouse.en.txt', import.meta.url));

test.use({ trace: 'off', colorScheme: 'light' });

async function take(page: Page, name: string): Promise<void> {
  // Notices pass; a picture shows what stays.
  await expect(page.getByRole('region', { name: 'Notices' })).toBeEmpty();
  const path = fileURLToPath(new URL(`../../docs/pictures/${name}.png`, import.meta.url));
  await page.screenshot({ path, caret: 'initial' });
}

test('a story being written by two people', async ({ newsroom }) => {
  const [sara, omar] = [await newsroom.seat('editor'), await newsroom.seat('editor2')];
  for (const seat of [sara, omar]) await seat.desk.open(STORY);
  const [hers, his] = [sara.story(), omar.story()];
  await hers.caretAtEndOf(hers.text.locator('[data-block="standfirst"]'));
  await his.caretAtEndOf(his.paragraph('Port Selwyn closed its only bridge'));
  await omar.page.keyboard.type(' Nobody was hurt');
  await expect(hers.paragraph('Nobody was hurt')).toBeVisible();
  await hers.saved('on server');
  // While his name still stands beside his caret.
  await omar.page.keyboard.type('.');
  await expect(hers.paragraph('Nobody was hurt.')).toBeVisible();
  await take(sara.page, 'editor');
});

test('a translation beside its source, with the label readers will see', async ({ newsroom }) => {
  test.skip(noApertium !== null, noApertium ?? '');
  const [sara, marta] = [await newsroom.seat('editor'), await newsroom.seat('translator')];
  await sara.desk.importFile(LIGHTHOUSE);
  await marta.desk.open('Keepers return');
  const spanish = new TranslationPage(marta.page);
  await spanish.make('Spanish');
  await spanish.append(spanish.passage(3), ' Ya.');
  await marta.page.keyboard.press('ControlOrMeta+Enter');
  await expect(spanish.state(4)).toContainText('Confirmed');
  await sara.story().append(sara.story().paragraph('Two keepers landed on'), ' Nobody was hurt.');
  await expect(spanish.state(4)).toContainText('Stale');
  await spanish.caretAtEndOf(spanish.passage(3));
  await expect(spanish.strip).toContainText('Nobody was hurt.');
  await spanish.saved('on server');
  await take(marta.page, 'translation');
});

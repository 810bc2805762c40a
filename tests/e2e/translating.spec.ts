import { fileURLToPath } from 'node:url';
import { noApertium } from '../support/apertium.ts';
import { expect, test } from './newsroom.ts';
import { TranslationPage } from './pages/translation.ts';

const STORY = 'Keepers return to Skerry';
const FILE = fileURLToPath(new URL('../fixtures/lighthouse.en.txt', import.meta.url));

test.skip(noApertium !== null, noApertium ?? '');

test('the translator revises what the machine drafted while the editor changes the source', async ({ newsroom }) => {
  const [sara, marta] = await Promise.all([newsroom.seat('editor'), newsroom.seat('translator')]);
  await sara.desk.importFile(FILE);
  await marta.desk.open(STORY);
  const spanish = new TranslationPage(marta.page);
  await spanish.make('Spanish');
  await expect(spanish.progress).toHaveText('0 of 12 confirmed');
  await expect(spanish.label).toHaveText(/^Traducción automática/);
  const machine = await spanish.label.innerText();

  await test.step('confirming by keyboard, one as it is and one after a change', async () => {
    await spanish.caretAtEndOf(spanish.passage(0));
    await marta.page.keyboard.press('ControlOrMeta+Enter');
    await expect(spanish.state(1)).toContainText('Confirmed');
    await spanish.append(spanish.passage(3), ' Ya.');
    await expect(spanish.state(4)).toContainText('Edited');
    await marta.page.keyboard.press('ControlOrMeta+Enter');
    await expect(spanish.state(4)).toContainText('Confirmed');
    await expect(spanish.progress).toContainText('2 of 12 confirmed');
    await expect(spanish.label).not.toHaveText(machine);
  });

  await test.step('only the passage whose source changed turns stale, and its confirmation no longer holds', async () => {
    await sara.story().append(sara.story().paragraph('Two keepers landed on'), ' Nobody was hurt.');
    await expect(spanish.state(4)).toContainText('Stale');
    await expect(spanish.progress).toContainText('1 of 12 confirmed, 1 stale');
    await expect(spanish.states.filter({ hasText: 'Stale' })).toHaveCount(1);
    await spanish.caretAtEndOf(spanish.passage(3));
    await expect(spanish.strip).toContainText('Nobody was hurt.');
  });

  await test.step('one undo of what was typed in the source clears it', async () => {
    await sara.page.keyboard.press('ControlOrMeta+z');
    await expect(spanish.progress).toHaveText('2 of 12 confirmed');
  });

  await test.step('changing the target undoes its confirmation', async () => {
    await spanish.append(spanish.passage(0), '!');
    await expect(spanish.state(1)).toContainText('Edited');
    await expect(spanish.progress).toHaveText('1 of 12 confirmed');
  });

  await test.step('who confirmed is attested by the server', async () => {
    await marta.story('Spanish').saved('on server');
    await marta.page.reload();
    await expect(spanish.progress).toHaveText('1 of 12 confirmed');
    await spanish.caretAtEndOf(spanish.passage(3));
    await expect(spanish.strip).toContainText('Marta Ruiz');
  });

  await test.step('a number that differs from the source is a warning, and one key puts it right', async () => {
    const last = sara.story().paragraph('Until the part arrives');
    await sara.story().append(last, ' They are 14.');
    await spanish.append(spanish.passage(11), ' Son 12.');
    await marta.page.keyboard.press('Alt+2');
    await expect(spanish.strip).toContainText('The source says 14; this passage says 12.');
    await expect(spanish.state(12)).toHaveAccessibleName(/warning/);
    await marta.page.keyboard.press('F7');
    await expect(spanish.passage(11)).toContainText('Son 14.');
    await expect(spanish.strip).not.toContainText('this passage says 12');
  });

  await test.step('a passage is drafted anew, and the words that it replaced are put back', async () => {
    const passage = spanish.passage(3);
    const byHand = await passage.innerText();
    await spanish.caretAtEndOf(passage);
    await marta.page.keyboard.press('Alt+3');
    await spanish.strip.getByRole('button', { name: 'Draft anew' }).click();
    await marta.page.getByRole('menuitem', { name: /Apertium/ }).click();
    await expect(passage).not.toHaveText(byHand);
    await expect(spanish.state(4)).toContainText('Machine');
    const earlier = spanish.strip.getByRole('listitem').filter({ hasText: byHand });
    await expect(earlier).toContainText('Earlier: by hand, until');
    await earlier.getByRole('button', { name: 'Put these words back' }).click();
    await expect(passage).toHaveText(byHand);
    await expect(spanish.state(4)).toContainText('Edited');
    await marta.page.keyboard.press('ControlOrMeta+z');
    await expect(spanish.state(4)).toContainText('Machine');
  });
});

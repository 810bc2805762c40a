import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultsOf, noSchema } from '../support/ninjs.ts';
import { expect, type Newsroom, test } from './newsroom.ts';
import { ReviewPage } from './pages/review.ts';

const STORY = 'Port Selwyn closes';

interface Item {
  readonly version: string;
  readonly pubStatus: string;
  readonly headlines: readonly { readonly value: string }[];
  readonly bodies: readonly { readonly value: string }[];
}

/** The ninjs item that was published last. */
async function published(newsroom: Newsroom): Promise<Item> {
  const files: string[] = [];
  for await (const file of glob(join(newsroom.serverData, '**/en/current.json'))) files.push(file);
  expect(files).toHaveLength(1);
  return JSON.parse(await readFile(files[0] ?? '', 'utf8')) as Item;
}

test('what is published is what the chief saw: a deletion in between stops the approval', async ({ newsroom }) => {
  const [sara, leila, other] = await Promise.all([
    newsroom.seat('editor'),
    newsroom.seat('chief'),
    newsroom.seat('chief'),
  ]);
  for (const seat of [sara, leila, other]) await seat.desk.open(STORY);
  await sara.story().append(sara.story().paragraph('The council meets'), ' The mayor will be there.');
  await sara.story().step('Submit for approval').click();
  await expect(leila.desk.notice(/submitted|awaits/)).toBeVisible();
  await expect(sara.story().saveState).toContainText('Read only');
  const review = new ReviewPage(leila.page);
  await review.open();
  await expect(review.text).toContainText('The mayor will be there.');

  await test.step('another chief deletes a sentence that this one still sees', async () => {
    leila.line.holdDocuments();
    const elsewhere = other.story();
    await elsewhere.caretAtEndOf(elsewhere.paragraph('The council meets'));
    // Taken out in one go: once a part of it is gone, all is.
    for (const _ of ' The mayor will be there.') await other.page.keyboard.press('Shift+ArrowLeft');
    await other.page.keyboard.press('Backspace');
    await elsewhere.saved('on server');
    await review.decide('Approve this text').click();
    await expect(review.changed).toBeVisible();
    await expect(review.changed).toContainText('The mayor will be there.');
  });

  await test.step('the chief looks again and approves what is there now', async () => {
    await review.changed.getByRole('button', { name: 'Look at the text again' }).click();
    leila.line.releaseDocuments();
    await expect(review.text).not.toContainText('The mayor will be there.');
    await review.decide('Approve this text').click();
    await expect(sara.story().saveState).toContainText('Read only: approved by Leila Mansour');
  });

  await test.step('publication writes what the chief saw', async () => {
    const seen = (await review.text.locator('p').allInnerTexts()).slice(1);
    await review.decide('Publish').click();
    await expect(leila.page.getByText('Version 1 is before readers.')).toBeVisible();
    await expect(async () => {
      const item = await published(newsroom);
      expect(item).toMatchObject({ version: '1', pubStatus: 'usable' });
      const page = await leila.context.newPage();
      await page.setContent(item.bodies[0]?.value ?? '');
      expect(await page.locator('p').allInnerTexts()).toEqual(seen);
      await page.close();
    }).toPass();
    if (noSchema === null) expect(faultsOf(await published(newsroom))).toEqual([]);
  });
});

test('text that comes too late is held, seen by the chief, and goes into the next version', async ({ newsroom }) => {
  const [sara, omar, leila] = await Promise.all([
    newsroom.seat('editor'),
    newsroom.seat('editor2'),
    newsroom.seat('chief'),
  ]);
  for (const seat of [sara, omar, leila]) await seat.desk.open(STORY);
  await sara.story().saved('on server');
  const review = new ReviewPage(leila.page);

  await test.step('an editor writes offline while the text is submitted and approved', async () => {
    sara.line.cut();
    await sara.story().append(sara.story().paragraph('Shopkeepers on the western'), ' Some closed early.');
    await expect(sara.story().saveState).toContainText('Saved on this computer');
    await omar.story().step('Submit for approval').click();
    await review.open();
    await expect(review.evidence).toContainText('Sara Klein');
    await review.decide('Approve this text').click();
    await expect(omar.story().saveState).toContainText('Read only: approved');
  });

  await test.step('back on line, the late text is held and nothing of the approved text moves', async () => {
    sara.line.mend();
    await expect(sara.story().saveState).toContainText('Held: 1 passage');
    await expect(sara.story().text).not.toContainText('Some closed early.');
    await expect(review.evidence).toContainText('Some closed early.');
    await expect(review.text).not.toContainText('Some closed early.');
    await review.decide('Publish').click();
    await expect(leila.page.getByText('Version 1 is before readers.')).toBeVisible();
  });

  await test.step('the next version is opened and the held text taken in', async () => {
    const dialog = await review.act('Revise');
    await dialog.getByRole('button', { name: 'Open the next version' }).click();
    await sara.page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: /^Held/ }).click();
    const held = sara.page.getByRole('region', { name: /^Held in/ });
    await expect(held).toContainText('Some closed early.');
    await held.getByRole('button', { name: 'Take in' }).click();
    await held.getByRole('button', { name: /all in the text/ }).click();
    await expect(omar.story().text).toContainText('Some closed early.');
    await expect(sara.page.getByRole('region', { name: /^Held in/ })).toHaveCount(0);
  });

  await test.step('and is in version 2', async () => {
    await omar.story().step('Submit for approval').click();
    await leila.page.setViewportSize({ width: 900, height: 600 });
    await review.open();
    const takenIn = review.paragraph('Some closed early.');
    await expect(takenIn).not.toBeInViewport();
    await review.showChanges.click();
    await expect(takenIn).toBeInViewport();
    await review.decide('Approve this text').click();
    await review.decide('Publish').click();
    await expect(leila.page.getByText('Version 2 is before readers.')).toBeVisible();
    await expect.poll(async () => (await published(newsroom)).bodies[0]?.value).toContain('Some closed early.');
    if (noSchema === null) expect(faultsOf(await published(newsroom))).toEqual([]);
  });
});

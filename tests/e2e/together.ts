/** What two people do at once, wherever their windows run. */
import { expect, type Page } from '@playwright/test';
import type { Desk } from './pages/desk.ts';
import type { StoryPage } from './pages/story.ts';

interface Writer {
  readonly page: Page;
  readonly desk: Desk;
  story(): StoryPage;
}

export const STORY = 'Port Selwyn closes';
export const PARAGRAPH = 'Three ferries began to run';

/** Sara and Omar type at both ends of one paragraph at once; both texts are there, and each sees the other's caret. */
export async function typeInOneParagraph(sara: Writer, omar: Writer): Promise<void> {
  for (const seat of [sara, omar]) await seat.desk.open(STORY);
  const [hers, his] = [sara.story(), omar.story()];
  await hers.caretAtStartOf(hers.paragraph(PARAGRAPH));
  await his.caretAtEndOf(his.paragraph(PARAGRAPH));
  await expect(hers.caret('Omar')).toBeAttached();
  await expect(his.caret('Sara')).toBeAttached();

  await Promise.all([
    sara.page.keyboard.type('On a grey morning, ', { delay: 20 }),
    omar.page.keyboard.type(' Some walked home again.', { delay: 20 }),
  ]);

  for (const story of [hers, his]) {
    const paragraph = story.paragraph(PARAGRAPH);
    await expect(paragraph).toContainText(/On a grey morning, .{0,20}Three ferries/);
    await expect(paragraph).toContainText(/more than an hour\. .{0,20}Some walked home again\./);
    await story.saved('on server');
  }
}

import { expect, test } from './newsroom.ts';
import { occurrences } from './pages/story.ts';
import { PARAGRAPH, STORY, typeInOneParagraph } from './together.ts';

test('two editors type in one paragraph at once, and see each other', async ({ newsroom }) => {
  const [sara, omar] = await Promise.all([newsroom.seat('editor'), newsroom.seat('editor2')]);
  await typeInOneParagraph(sara, omar);
});

test('undo takes back only what this person did', async ({ newsroom }) => {
  const [sara, omar] = await Promise.all([newsroom.seat('editor'), newsroom.seat('editor2')]);
  for (const seat of [sara, omar]) await seat.desk.open(STORY);
  await sara.story().append(sara.story().paragraph(PARAGRAPH), ' From Sara.');
  await expect(omar.story().paragraph(PARAGRAPH)).toContainText('From Sara.');
  await omar.story().append(omar.story().paragraph(PARAGRAPH), ' From Omar.');
  await expect(sara.story().paragraph(PARAGRAPH)).toContainText('From Omar.');

  await sara.page.keyboard.press('ControlOrMeta+z');

  await expect(omar.story().paragraph(PARAGRAPH)).not.toContainText('From Sara.');
  await expect(omar.story().paragraph(PARAGRAPH)).toContainText('From Omar.');
});

test('an offline editor goes on, closes and opens the app, and all is merged when the line is back', async ({
  newsroom,
}) => {
  const [sara, omar] = await Promise.all([newsroom.seat('editor'), newsroom.seat('editor2')]);
  for (const seat of [sara, omar]) await seat.desk.open(STORY);
  await sara.story().saved('on server');

  sara.line.cut();
  await sara.story().append(sara.story().paragraph(PARAGRAPH), ' Written on the train.');
  await expect(sara.story().saveState).toContainText('Saved on this computer');
  await omar.story().append(omar.story().paragraph('The council meets'), ' Written at the desk.');
  await omar.story().saved('on server');
  await sara.reopen();
  await expect(sara.story().paragraph(PARAGRAPH)).toContainText('Written on the train.');
  await sara.story().append(sara.story().paragraph('Shopkeepers on the western'), ' Written after reopening.');
  await expect(sara.story().saveState).toContainText('Saved on this computer');
  await expect(omar.story().text).not.toContainText('Written on the train.');

  sara.line.mend();
  for (const story of [sara.story(), omar.story()]) {
    for (const words of ['Written on the train.', 'Written at the desk.', 'Written after reopening.']) {
      await expect(story.text).toContainText(words);
      expect(await occurrences(words, story.text)).toBe(1);
    }
    await story.saved('on server');
  }
});

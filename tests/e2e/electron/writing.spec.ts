import { occurrences } from '../pages/story.ts';
import { PARAGRAPH, STORY, typeInOneParagraph } from '../together.ts';
import { expect, test } from './newsroom.ts';

test('in Electron, two people type in one paragraph at once, and see each other', async ({ newsroom }) => {
  const [sara, omar] = [await newsroom.seat('editor'), await newsroom.seat('editor2')];
  await typeInOneParagraph(sara, omar);
});

test('in Electron, who is cut off goes on, closes and opens the app, and all is merged when the line is back', async ({
  newsroom,
}) => {
  const [sara, omar] = [await newsroom.seat('editor'), await newsroom.seat('editor2')];
  for (const seat of [sara, omar]) await seat.desk.open(STORY);
  await sara.story().saved('on server');

  sara.line.cut();
  await sara.story().append(sara.story().paragraph(PARAGRAPH), ' Written on the train.');
  await sara.story().saved('on this computer');
  await omar.story().append(omar.story().paragraph('The council meets'), ' Written at the desk.');
  await omar.story().saved('on server');
  await sara.reopen();
  await expect(sara.story().paragraph(PARAGRAPH)).toContainText('Written on the train.');
  await expect(omar.story().text).not.toContainText('Written on the train.');

  sara.line.mend();
  for (const story of [sara.story(), omar.story()]) {
    for (const words of ['Written on the train.', 'Written at the desk.']) {
      await expect(story.text).toContainText(words);
      expect(await occurrences(words, story.text)).toBe(1);
    }
    await story.saved('on server');
  }
});

test('in Electron, a replica is killed: its window connects again, and nothing is lost', async ({ newsroom }) => {
  const sara = await newsroom.seat('editor');
  await sara.desk.open(STORY);
  await sara.story().append(sara.story().paragraph(PARAGRAPH), ' Before.');
  await sara.killReplica();
  await sara.story().append(sara.story().paragraph(PARAGRAPH), ' After.');
  await sara.story().saved('on server');
  await expect(sara.story().paragraph(PARAGRAPH)).toContainText('Before. After.');
});

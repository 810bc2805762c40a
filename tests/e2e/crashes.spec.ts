import { expect, type Seat, test } from './newsroom.ts';
import { occurrences, type StoryPage } from './pages/story.ts';

const STORY = 'Port Selwyn closes';
/** Where each of three people writes. */
const PLACES = ['Three ferries began', 'Shopkeepers on the western', 'The council meets'] as const;

async function threeAtWork(seats: readonly Seat[]): Promise<StoryPage[]> {
  for (const seat of seats) await seat.desk.open(STORY);
  const stories = seats.map((seat) => seat.story());
  for (const [i, story] of stories.entries()) {
    await story.caretAtEndOf(story.paragraph(PLACES[i] ?? ''));
  }
  return stories;
}

const words = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ` ${name}${String(i).padStart(2, '0')}`);

/** Types words one after another; now and then the last one is taken back and typed again. */
async function typeAll(seat: Seat, list: readonly string[]): Promise<void> {
  for (const [i, word] of list.entries()) {
    await seat.page.keyboard.type(word, { delay: 5 });
    if (i % 5 !== 4) continue;
    for (const _ of word) await seat.page.keyboard.press('Backspace');
    await seat.page.keyboard.type(word);
  }
}

async function expectAll(stories: readonly StoryPage[], written: readonly string[]): Promise<void> {
  for (const story of stories) {
    await story.saved('on server');
    for (const word of written) {
      await expect(story.text).toContainText(word.trim());
      expect(await occurrences(word.trim(), story.text)).toBe(1);
    }
  }
}

test('the server is killed while three people type: they go on, and everything is there afterwards', async ({
  newsroom,
}) => {
  const seats = await Promise.all([newsroom.seat('editor'), newsroom.seat('editor2'), newsroom.seat('chief')]);
  const stories = await threeAtWork(seats);
  const lists = ['sara', 'omar', 'leila'].map((name) => words(name, 20));

  await Promise.all([
    ...seats.map((seat, i) => typeAll(seat, lists[i] ?? [])),
    expect(stories[0]?.text ?? seats[0].page.locator('body'))
      .toContainText('omar05')
      .then(() => newsroom.crashServer()),
  ]);

  await expectAll(stories, lists.flat());
});

test('a replica is killed while its window types: the window connects again, and nothing is lost', async ({
  newsroom,
}) => {
  const [sara, omar] = await Promise.all([newsroom.seat('editor'), newsroom.seat('editor2')]);
  const stories = await threeAtWork([sara, omar]);
  const lists = ['sara', 'omar'].map((name) => words(name, 20));

  await Promise.all([
    ...[sara, omar].map((seat, i) => typeAll(seat, lists[i] ?? [])),
    expect(omar.story().text)
      .toContainText('sara05')
      .then(() => sara.killReplica()),
  ]);

  await expectAll(stories, lists.flat());
});

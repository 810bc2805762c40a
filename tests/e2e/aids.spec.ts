import type { ArticleId, WorkState } from '@copydesk/shared/article';
import { type Client, signIn } from '../support/api.ts';
import { expect, type Seat, test } from './newsroom.ts';
import { TranslationPage } from './pages/translation.ts';

const FERRY = 'The harbour closed at noon after the ferry sank with 12 people on board.';
const TRANSBORDADOR = 'El puerto cerró a mediodía tras hundirse el transbordador con 12 personas a bordo.';

/** A story in English with an empty Spanish translation. */
async function story(editor: Client, chief: Client, headline: string, text: string): Promise<ArticleId> {
  const bytes = new TextEncoder().encode(`${headline}\n\nWhat happened in the harbour\n\n${text}\n\nNobody spoke.\n`);
  const { id } = await editor.importArticle({ language: 'en', desk: 'world' }, { type: 'text/plain', bytes });
  await chief.call('createEdition', { params: { id }, body: { language: 'es', engine: null } });
  return id;
}

async function approve(chief: Client, id: ArticleId, language: string): Promise<WorkState> {
  const params = { id, language };
  await chief.call('transition', { params, body: { action: 'submit' } });
  const { seal } = await chief.call('getEdition', { params });
  return (await chief.call('transition', { params, body: { action: 'approve', seal } })).state;
}

async function openSpanish(marta: Seat, id: ArticleId): Promise<TranslationPage> {
  const { origin, pathname } = new URL(marta.page.url());
  const profile = pathname.split('/')[2];
  await marta.page.goto(`${origin}/p/${profile}/story/${id}/es/translate`);
  const spanish = new TranslationPage(marta.page);
  await expect(spanish.progress).toBeVisible();
  return spanish;
}

test('what was approved helps with the next story, and so does the glossary, also without the line', async ({
  newsroom,
}) => {
  const [editor, chief] = await Promise.all(
    (['editor', 'chief'] as const).map(async (key) => (await signIn(newsroom.url, key)).client),
  );
  if (editor === undefined || chief === undefined) throw new Error('nobody signed in');
  const [marta, leila] = await Promise.all([newsroom.seat('translator'), newsroom.seat('chief')]);
  const first = await story(editor, chief, 'A ferry sinks in the harbour', FERRY);
  const second = await story(editor, chief, 'A second ferry sinks', FERRY.replace('12', '14'));
  await expect(marta.page.getByRole('rowheader', { name: 'A second ferry sinks' })).toBeVisible();

  await test.step('a passage is translated, confirmed and approved', async () => {
    const spanish = await openSpanish(marta, first);
    await spanish.caretAtEndOf(spanish.passage(0));
    await marta.page.keyboard.type('Se hunde un transbordador');
    await spanish.caretAtEndOf(spanish.passage(2));
    await marta.page.keyboard.type(TRANSBORDADOR);
    await marta.page.keyboard.press('ControlOrMeta+Enter');
    await spanish.saved('on server');
    expect(await approve(chief, first, 'en')).toBe('approved');
    expect(await approve(chief, first, 'es')).toBe('approved');
  });

  const spanish = await openSpanish(marta, second);
  await test.step('the memory offers it with the other number, without the line too', async () => {
    await spanish.caretAtStartOf(spanish.passage(2));
    await marta.page.keyboard.press('Alt+4');
    await expect(spanish.strip).toContainText('99%');
    await expect(spanish.strip).toContainText('approved by Leila Mansour');
    marta.line.cut();
    await expect(spanish.saveState).toContainText('Offline');
    await marta.page.keyboard.press('Alt+u');
    await expect(spanish.passage(2)).toHaveText(TRANSBORDADOR.replace('12', '14'));
  });

  await test.step('terms are marked in the source, and a key inserts them', async () => {
    await expect(marta.page.locator('.term-words', { hasText: 'ferry' }).first()).toBeVisible();
    await spanish.caretAtStartOf(spanish.passage(0));
    await marta.page.keyboard.press('Alt+5');
    await expect(spanish.strip).toContainText('Do not say');
    await marta.page.keyboard.press('Alt+Shift+1');
    await expect(spanish.passage(0)).toHaveText('transbordador');
  });

  await test.step('the glossary is read without the line and changed with it, for everybody at once', async () => {
    await spanish.strip.getByRole('link', { name: 'Open the glossary' }).click();
    await expect(marta.page.getByText('change it when the line is back')).toBeVisible();
    marta.line.mend();
    await leila.page.getByRole('link', { name: 'Glossary' }).click();
    await marta.page.getByRole('button', { name: 'Add a term' }).click();
    const dialog = marta.page.getByRole('dialog', { name: 'Add a term' });
    await dialog.getByLabel('English').fill('waterline');
    await dialog.getByLabel('Spanish').fill('línea de flotación');
    await dialog.getByRole('button', { name: 'Add' }).click();
    for (const { page } of [marta, leila])
      await expect(page.getByRole('cell', { name: 'waterline', exact: true })).toBeVisible();
    await leila.page.getByLabel('Search the terms').fill('flotación');
    await leila.page.getByRole('button', { name: 'Take “waterline” out' }).click();
    await expect(marta.page.getByRole('cell', { name: 'waterline', exact: true })).toHaveCount(0);
  });
});

import { readEdition, writeSegment } from '@copydesk/editor/schema';
import { confirmSegment, passages } from '@copydesk/shared/article';
import { expect, it, vi } from 'vitest';
import * as z from 'zod';
import { problemOf, type Staff, startNewsroom, textOf } from '../testing/newsroom.ts';
import { fakeHttp, fakeSpanish } from './testing/fake-http.ts';

const Question = z.object({ q: z.array(z.string()) });

/** A newsroom with an engine of its own, which counts what it is asked. */
async function newsroomWithEngine() {
  const engine = await fakeHttp(({ path, body }) =>
    path === '/languages'
      ? { body: [{ code: 'en', targets: ['es'] }] }
      : { body: { translatedText: Question.parse(JSON.parse(body)).q.map(fakeSpanish) } },
  );
  const newsroom = await startNewsroom({ env: { COPYDESK_TRANSLATION_LIBRETRANSLATE_URL: engine.url } });
  const asked = () => engine.requests.filter(({ path }) => path === '/translate').length;
  return { newsroom, asked };
}

const settings = (desk: { translation?: Record<string, unknown> } = {}) => ({
  name: 'World',
  labelWhenRevised: 'show',
  ...desk,
});

it('follows a source that is still being written, into the windows of its translators and over a restart', async () => {
  const { newsroom } = await newsroomWithEngine();
  const [omar, marta] = [await newsroom.as('editor'), await newsroom.as('translator')];
  const en = await omar.write('The house', 'The water of the river.');
  const es = { ...en, language: 'es' };
  await marta.client.call('createEdition', { params: { id: en.articleId }, body: { language: 'es' } });
  await newsroom.stored(es, (text) => textOf(text).includes(fakeSpanish('The water of the river.')));

  const [source, target] = [await omar.open(en), await marta.open(es)];
  source.append('second', 'The table.');
  await vi.waitFor(() => expect(target.text.at(-1)).toBe(fakeSpanish('The table.')), { timeout: 8_000 });

  const passage = passages(readEdition(target.doc), readEdition(source.doc), []).at(-1);
  if (!passage) throw new Error('no passage');
  writeSegment(target.doc, passage.id, confirmSegment(passage));
  const evidenceOf = async (who: Staff) => {
    const { passages: rows } = await who.client.call('getEvidence', { params: { id: en.articleId, language: 'es' } });
    return rows.find(({ block }) => block === passage.id);
  };
  await vi.waitFor(
    async () =>
      expect((await evidenceOf(marta))?.confirmations).toMatchObject([
        { name: 'translator', review: false, sourceText: 'The table.' },
      ]),
    { timeout: 8_000 },
  );

  for (const window of [source, target]) window.close();
  await newsroom.restart();
  const chief = await newsroom.as('chief');
  expect(await evidenceOf(chief)).toMatchObject({
    sourceText: 'The table.',
    output: fakeSpanish('The table.'),
    confirmations: [{ sourceText: 'The table.' }],
  });
  const { use } = await chief.client.call('engineUse', { params: { id: 'world' } });
  expect(use).toMatchObject([{ engine: 'LibreTranslate', stories: 1, passages: 3 }]);
}, 30_000);

it('lets the chiefs of a desk, and nobody else, say how it translates; what they say holds at once', async () => {
  const { newsroom, asked } = await newsroomWithEngine();
  const [marta, chief, outsider] = [
    await newsroom.as('translator'),
    await newsroom.as('chief'),
    await newsroom.as('outsider'),
  ];
  const put = (who: Staff, id: string, translation: Record<string, unknown>) =>
    who.client.forward('updateDesk', { params: { id }, body: settings({ translation }) });
  for (const who of [marta, outsider]) expect(await problemOf(put(who, 'world', {}))).toMatchObject({ status: 403 });
  expect(await problemOf(put(chief, 'nowhere', {}))).toMatchObject({ status: 404 });
  expect(await problemOf(put(chief, 'world', { engines: { english: 'x' } }))).toMatchObject({ status: 400 });

  await put(chief, 'world', {
    engines: { 'en>es': 'none' },
    labelWording: { es: { machine: 'Hecho por una máquina' } },
  });
  const { desks } = await marta.client.call('people', {});
  expect(desks.find(({ id }) => id === 'world')?.translation).toMatchObject({ engines: { 'en>es': 'none' } });
  const { entries } = await chief.client.call('audit', { query: {} });
  expect(entries.some(({ action, actor }) => action === 'put-desk' && actor === chief.user.id)).toBe(true);

  const en = await (await newsroom.as('editor')).write('The house', 'The water.');
  const params = { id: en.articleId, language: 'es' };
  const made = await marta.client.call('createEdition', { params: { id: en.articleId }, body: { language: 'es' } });
  expect(made).toMatchObject({ drafting: null, label: null });
  expect(asked()).toBe(0);

  // By hand as a rule; by an engine where somebody asks for it.
  const text = await newsroom.server.context.editions.text({ ...en, language: 'es' });
  const blocks = Object.keys(text.segments);
  await marta.client.call('redraftPassages', { params, body: { blocks, engine: 'libretranslate' } });
  await newsroom.stored({ ...en, language: 'es' }, (now) => textOf(now).includes(fakeSpanish('The water.')));
  expect((await marta.edition({ ...en, language: 'es' })).label).toEqual({
    code: 'machine',
    text: 'Hecho por una máquina',
  });
  expect(
    await problemOf((await newsroom.as('reader')).client.call('redraftPassages', { params, body: {} })),
  ).toMatchObject({
    status: 403,
  });
}, 30_000);

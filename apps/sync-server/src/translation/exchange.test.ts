import { textBlocks } from '@copydesk/shared/article';
import { readExchange } from '@copydesk/shared/translation/exchange';
import { expect, test } from 'vitest';
import { startNewsroom } from '../testing/newsroom.ts';

test('a translation is to be had as XLIFF by its Accept header, and nothing else is', async () => {
  const newsroom = await startNewsroom();
  const sara = await newsroom.as('editor');
  const { articleId } = await sara.write('Storm in the valley', 'It hailed.');
  const params = { id: articleId };
  await sara.client.call('createEdition', { params, body: { language: 'es', engine: null } });
  const spanish = { articleId, language: 'es' };
  const window = await (await newsroom.as('translator')).open(spanish);
  const headline = textBlocks((await newsroom.stored(spanish, () => true)).content)[0];
  window.setText(headline?.attrs.id ?? '', 'Tormenta en el valle');
  await newsroom.stored(spanish, ({ content }) => JSON.stringify(content).includes('Tormenta'));

  const get = (language: string, accept: string) =>
    fetch(`${newsroom.url}/api/v1/articles/${articleId}/editions/${language}/content`, {
      headers: { accept, authorization: `Bearer ${sara.tokens.accessToken}` },
    });
  const answer = await get('es', 'application/xliff+xml, application/json;q=0.5');
  expect(answer.headers.get('content-type')).toBe('application/xliff+xml; charset=utf-8');
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const file = readExchange({ name: 'story.xlf', bytes, from: null, to: null });
  expect(file).toMatchObject({ articleId, from: 'en', to: 'es' });
  expect(file.units[0]).toMatchObject({
    source: [{ text: 'Storm in the valley' }],
    target: [{ text: 'Tormenta en el valle' }],
  });

  expect((await get('en', 'application/xliff+xml')).status).toBe(406);
  expect((await get('es', '*/*')).headers.get('content-type')).toContain('application/json');
});

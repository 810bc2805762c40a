import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import { problemOf, startNewsroom, textOf } from '../testing/newsroom.ts';

const SAMPLES = new URL('samples/', import.meta.resolve('@copydesk/shared/article'));

describe('stories', () => {
  test('making a story is idempotent: the same again is the same, anything else is a conflict', async () => {
    const newsroom = await startNewsroom();
    const [sara, omar] = [await newsroom.as('editor'), await newsroom.as('editor2')];
    const body = { id: randomUUID(), language: 'en', epoch: 'made-offline', slug: 'bridge' };
    const post = (token: string) =>
      fetch(`${newsroom.url}/api/v1/articles`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
    const first = await post(sara.tokens.accessToken);
    expect(first.status).toBe(201);
    const again = await post(sara.tokens.accessToken);
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(await first.json());
    expect((await post(omar.tokens.accessToken)).status).toBe(409);
    for (const other of [
      { ...body, epoch: 'another' },
      { ...body, language: 'fr' },
    ])
      expect(await problemOf(sara.client.call('createArticle', { body: other }))).toMatchObject({ status: 409 });
    const article = await sara.client.call('getArticle', { params: { id: body.id } });
    expect(article.editions).toEqual([
      expect.objectContaining({ language: 'en', role: 'source', epoch: 'made-offline', state: 'drafting', words: 0 }),
    ]);
  });

  test('who makes what: editors and chiefs stories, translators translations, readers neither', async () => {
    const newsroom = await startNewsroom();
    const sara = await newsroom.as('editor');
    const { articleId } = await sara.write('Headline', 'Text.');
    for (const [key, story, translation] of [
      ['translator', 403, null],
      ['reader', 403, 403],
    ] as const) {
      const person = await newsroom.as(key);
      expect((await problemOf(person.client.call('createArticle', { body: { language: 'en' } }))).status).toBe(story);
      const translate = person.client.call('createEdition', {
        params: { id: articleId },
        body: { language: 'es', engine: null },
      });
      if (translation === null) expect(await translate).toMatchObject({ role: 'translation', source: 'en' });
      else expect((await problemOf(translate)).status).toBe(translation);
    }
    expect(
      await problemOf(
        sara.client.call('createEdition', { params: { id: articleId }, body: { language: 'es', engine: null } }),
      ),
    ).toMatchObject({ status: 409 });
  });

  test('[F7] missing and forbidden get one and the same answer', async () => {
    const newsroom = await startNewsroom();
    const [sara, outsider] = [await newsroom.as('editor'), await newsroom.as('outsider')];
    const { articleId } = await sara.write('Headline', 'Text.');
    const ask = (id: string) => problemOf(outsider.client.call('getContent', { params: { id, language: 'en' } }));
    const forbidden = await ask(articleId);
    expect(forbidden.status).toBe(404);
    expect(await ask(randomUUID())).toEqual(forbidden);
    for (const path of [
      'not-an-id',
      'a'.repeat(500),
      '%2e%2e',
      `${articleId}/editions/..%2f`,
      `${articleId}/editions/EN-`,
    ]) {
      const answer = await fetch(`${newsroom.url}/api/v1/articles/${path}`, {
        headers: { authorization: `Bearer ${outsider.tokens.accessToken}` },
      });
      expect(answer.status, path).toBe(404);
    }
    expect((await outsider.client.call('listArticles', {})).articles).toEqual([]);
  });

  test('a file is imported; its text is to be had in every form and is safe to show', async () => {
    const newsroom = await startNewsroom();
    const sara = await newsroom.as('editor');
    const bytes = new Uint8Array(await readFile(new URL('harbour-bridge.en.txt', SAMPLES)));
    const article = await sara.client.importArticle({ language: 'en' }, { type: 'text/plain', bytes });
    const ref = { articleId: article.id, language: 'en' };
    const content = await sara.content(ref);
    expect(textOf(content)[0]).toBe(
      'Port Selwyn closes century-old bridge after divers find cracks below the waterline',
    );
    for (const [accept, holds] of [
      ['text/html', '<html'],
      ['text/plain', 'Port Selwyn'],
      ['application/vnd.iptc.ninjs+json', '"headlines"'],
    ] as const) {
      const answer = await fetch(`${newsroom.url}/api/v1/articles/${ref.articleId}/editions/en/content`, {
        headers: { authorization: `Bearer ${sara.tokens.accessToken}`, accept },
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(accept);
      expect(answer.headers.get('content-security-policy')).toMatch("default-src 'none'");
      expect(await answer.text()).toContain(holds);
    }
    const odd = await fetch(`${newsroom.url}/api/v1/articles/${ref.articleId}/editions/en/content`, {
      headers: { authorization: `Bearer ${sara.tokens.accessToken}`, accept: 'image/png' },
    });
    expect(odd.status).toBe(406);
    const docx = await fetch(`${newsroom.url}/api/v1/articles/import?language=en`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sara.tokens.accessToken}`, 'content-type': 'application/msword' },
      body: bytes,
    });
    expect(docx.status).toBe(415);
  });

  test('a translation whose drafting had not begun when the server died is drafted after the next start', async () => {
    const newsroom = await startNewsroom({ log: { info: () => {}, warn: () => {}, error: () => {} } });
    const chief = await newsroom.as('chief');
    const english = await chief.write('Headline', 'Text.');
    vi.spyOn(newsroom.server.context.translation, 'start').mockRejectedValueOnce(new Error('the server dies here'));
    const spanish = { ...english, language: 'es' };
    const asked = chief.client.call('createEdition', { params: { id: english.articleId }, body: { language: 'es' } });
    expect(await problemOf(asked)).toMatchObject({ status: 500 });
    await newsroom.restart();
    // No engine is set up here, and that is what it says.
    await expect
      .poll(async () => (await chief.edition(spanish)).drafting)
      .toMatchObject({ running: false, error: expect.stringContaining('No translation engine') });
  });

  test('held text is reported, seen by the chief, and cleared by its holder alone', async () => {
    const newsroom = await startNewsroom();
    const [sara, chief] = [await newsroom.as('editor'), await newsroom.as('chief')];
    const ref = await sara.write('Headline', 'Text.');
    const params = { id: ref.articleId, language: 'en', held: randomUUID() };
    const body = {
      device: 'laptop',
      code: 'frozen',
      since: new Date().toISOString(),
      words: 3,
      changes: [{ block: 'first', before: 'Text.', after: 'Text, later.' }],
    };
    await sara.client.call('reportHeld', { params, body });
    expect((await chief.edition(ref)).held).toEqual([expect.objectContaining({ name: 'editor', words: 3 })]);
    expect(await problemOf(chief.client.call('clearHeld', { params }))).toMatchObject({ status: 403 });
    // Neither by writing over it from another story.
    const other = await chief.write('Another', 'Text.');
    const over = { params: { ...params, id: other.articleId }, body: { ...body, words: 0, changes: [] } };
    expect(await problemOf(chief.client.call('reportHeld', over))).toMatchObject({ status: 403 });
    await newsroom.restart();
    expect((await chief.edition(ref)).held).toEqual([expect.objectContaining({ name: 'editor', words: 3 })]);
    await sara.client.call('clearHeld', { params });
    expect((await chief.edition(ref)).held).toEqual([]);
  });

  test('what is sent in a wrong form is refused with where and why; other trouble is a problem, too', async () => {
    const newsroom = await startNewsroom();
    const sara = await newsroom.as('editor');
    const send = (path: string, body: string, type = 'application/json', method = 'POST') =>
      fetch(newsroom.url + path, {
        method,
        headers: { 'content-type': type, authorization: `Bearer ${sara.tokens.accessToken}` },
        body,
      });
    const wrong = await send('/api/v1/articles', '{"language": "English"}');
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ issues: [{ path: 'body.language' }] });
    expect((await send('/api/v1/articles', '{"language"')).status).toBe(400);
    expect((await send('/api/v1/articles', 'x', 'application/xml')).status).toBe(415);
    expect((await send('/api/v1/articles', `{"language": "en", "slug": "${'x'.repeat(2 ** 21)}"}`)).status).toBe(413);
    expect((await fetch(`${newsroom.url}/nowhere`)).headers.get('content-type')).toMatch('application/problem+json');
    expect((await fetch(`${newsroom.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${newsroom.url}/readyz`)).status).toBe(200);
    expect((await fetch(`${newsroom.url}/api/v1/me`)).status).toBe(401);
  });
});

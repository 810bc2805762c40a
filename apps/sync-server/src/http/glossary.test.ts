import { randomUUID } from 'node:crypto';
import type { GlossaryChange } from '@copydesk/shared/api';
import { describe, expect, test, vi } from 'vitest';
import { problemOf, type Staff, startNewsroom } from '../testing/newsroom.ts';

const params = { from: 'en', to: 'es' };
const change = (source: string, target: string, more: Partial<GlossaryChange> = {}): GlossaryChange => ({
  id: randomUUID(),
  was: null,
  term: { source, target, status: 'preferred' },
  ...more,
});
const put = (who: Staff, ...changes: GlossaryChange[]) =>
  who.client.call('changeGlossary', { params, body: { changes } });

describe('the glossary', () => {
  test('is kept by translators and chiefs, read by all, and told in the feed and the audit log', async () => {
    const newsroom = await startNewsroom();
    const [marta, reader, editor] = [
      await newsroom.as('translator'),
      await newsroom.as('reader'),
      await newsroom.as('editor'),
    ];
    const told = vi.fn();
    newsroom.server.context.feed.follow(newsroom.server.context.feed.seq, told);
    const ceasefire = change('ceasefire', 'alto el fuego');
    const made = await put(
      marta,
      ceasefire,
      change('UN', 'ONU', {
        term: { source: 'UN', target: '', status: 'do-not-translate', caseSensitive: true, note: 'As it is.' },
      }),
    );
    expect(made).toMatchObject({
      version: 1,
      terms: [
        { source: 'UN', caseSensitive: true, note: 'As it is.' },
        { id: ceasefire.id, version: 1, changedBy: 'translator' },
      ],
    });
    expect(await reader.client.call('getGlossary', { params })).toEqual(made);
    expect(await reader.client.call('listGlossaries', {})).toEqual({
      glossaries: [{ ...params, version: 1, terms: 2 }],
    });
    expect((await problemOf(put(editor, change('a', 'b')))).status).toBe(403);
    await expect.poll(() => told).toHaveBeenCalledWith(expect.objectContaining({ kind: 'glossary', ...params }));
    const { entries } = await (await newsroom.as('chief')).client.call('audit', {});
    expect(entries.find(({ action }) => action === 'change-glossary')).toMatchObject({
      action: 'change-glossary',
      subject: 'en>es',
      facts: { changes: [{ id: ceasefire.id }, {}] },
    });
    await newsroom.restart();
    expect(await (await newsroom.as('reader')).client.call('getGlossary', { params })).toEqual(made);
  });

  test('lets two people change two terms, and not the same one past each other', async () => {
    const newsroom = await startNewsroom();
    const [marta, chief] = [await newsroom.as('translator'), await newsroom.as('chief')];
    const [truce, army] = [change('truce', 'tregua'), change('army', 'ejército')];
    await put(marta, truce, army);
    await put(marta, change('truce', 'alto el fuego', { id: truce.id, was: 1 }));
    const { terms } = await put(chief, change('army', 'fuerzas', { id: army.id, was: 1 }));
    expect(terms.map(({ target, version }) => [target, version])).toEqual([
      ['fuerzas', 3],
      ['alto el fuego', 2],
    ]);
    const late = await problemOf(put(chief, change('truce', 'paz', { id: truce.id, was: 1 }), change('new', 'nuevo')));
    expect(late).toMatchObject({
      status: 409,
      detail: expect.stringContaining('translator changed “truce” meanwhile'),
    });
    await put(chief, { id: truce.id, was: 2, term: null });
    const gone = await problemOf(put(marta, { id: truce.id, was: 2, term: null }));
    expect(gone).toMatchObject({ status: 409, detail: expect.stringContaining('taken out') });
    expect((await problemOf(put(marta, { ...army, was: null }))).status).toBe(409);
    const now = await marta.client.call('getGlossary', { params });
    expect(now.terms.map(({ source }) => source)).toEqual(['army']);
  });

  test('takes no term without words, without a translation that it needs, or without a proper id', async () => {
    const newsroom = await startNewsroom();
    const marta = await newsroom.as('translator');
    for (const more of [
      { term: { source: 'a', target: ' ', status: 'preferred' } },
      { term: { source: ' ', target: 'b', status: 'preferred' } },
      { id: 'x' },
    ]) {
      const body = { changes: [{ ...change('a', 'b'), ...more }] };
      expect((await problemOf(marta.client.forward('changeGlossary', { params, body }))).status).toBe(400);
    }
    expect((await marta.client.call('getGlossary', { params })).version).toBe(0);
  });
});

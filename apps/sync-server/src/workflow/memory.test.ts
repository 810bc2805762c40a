import { textBlocks } from '@copydesk/shared/article';
import { describe, expect, test } from 'vitest';
import { type Staff, startNewsroom, type TestNewsroom, textOf } from '../testing/newsroom.ts';

const BRIDGE = 'The city closed the bridge to 12 lorries.';
const PUENTE = 'La ciudad cerró el puente a 12 camiones.';

/** A story of the desk "world" with a Spanish translation, both submitted. */
async function translated(newsroom: TestNewsroom) {
  const [sara, marta, chief] = [
    await newsroom.as('editor'),
    await newsroom.as('translator'),
    await newsroom.as('chief'),
  ];
  const english = await sara.write('Harbour bridge closes', BRIDGE);
  await chief.client.call('createEdition', {
    params: { id: english.articleId },
    body: { language: 'es', engine: null },
  });
  const spanish = { ...english, language: 'es' };
  const write = async (paragraph: string) => {
    const window = await marta.open(spanish);
    const [headline, , first] = textBlocks((await marta.content(spanish)).content);
    window.setText(headline?.attrs.id ?? '', 'Cierra el puente del puerto');
    window.setText(first?.attrs.id ?? '', paragraph);
    await newsroom.stored(spanish, (text) => textOf(text).includes(paragraph));
    window.close();
    await marta.transition(spanish, 'submit');
  };
  const approve = async (ref: typeof english) => {
    const { seal } = await chief.edition(ref);
    await chief.transition(ref, 'approve', { seal });
    return seal;
  };
  await sara.transition(english, 'submit');
  await write(PUENTE);
  return { sara, marta, chief, english, spanish, approve, write };
}

async function offers(who: Staff, text = BRIDGE) {
  const { matches } = await who.client.call('matchMemory', { params: { from: 'en', to: 'es' }, query: { text } });
  return matches.map(({ score, target }) => [score, target]);
}

describe('the translation memory', () => {
  test('is filled by approving, opened to the newsroom by publishing, closed by withholding and emptied by killing', async () => {
    const newsroom = await startNewsroom();
    const { marta, chief, english, spanish, approve } = await translated(newsroom);
    const outsider = await newsroom.as('outsider');
    expect(await offers(marta)).toEqual([]);

    await approve(english);
    const seal = await approve(spanish);
    expect(await offers(marta)).toEqual([[100, PUENTE]]);
    expect(await offers(outsider)).toEqual([]);
    const [match] = (
      await marta.client.call('matchMemory', {
        params: { from: 'en', to: 'es' },
        query: { text: 'The city closed the bridge to 1,400 lorries.' },
      })
    ).matches;
    expect(match).toMatchObject({
      kind: 'numbers',
      score: 99,
      target: 'La ciudad cerró el puente a 1400 camiones.',
      articleId: english.articleId,
      headline: 'Harbour bridge closes',
      approvedBy: 'chief',
    });

    await chief.transition(spanish, 'publish', { seal });
    expect(await offers(outsider)).toEqual([[100, PUENTE]]);
    await chief.transition(spanish, 'withhold');
    expect([await offers(marta), await offers(outsider)]).toEqual([[], []]);
    await chief.transition(spanish, 'restore');
    expect(await offers(outsider)).toEqual([[100, PUENTE]]);
    await newsroom.restart();
    expect(await offers(await newsroom.as('outsider'))).toEqual([[100, PUENTE]]);
    const boss = await newsroom.as('chief');
    await boss.transition(spanish, 'kill', { note: 'It was another bridge.' });
    expect([await offers(boss), await offers(await newsroom.as('outsider'))]).toEqual([[], []]);
  });

  test('loses what is withdrawn, and the killed source’s translations with it', async () => {
    const newsroom = await startNewsroom();
    const { marta, chief, english, spanish, approve } = await translated(newsroom);
    const source = await approve(english);
    await approve(spanish);
    await chief.transition(spanish, 'withdraw');
    expect(await offers(marta)).toEqual([]);
    const seal = await approve(spanish);
    await chief.transition(spanish, 'publish', { seal });
    await chief.transition(english, 'publish', { seal: source });
    expect(await offers(marta)).toEqual([[100, PUENTE]]);
    await chief.transition(english, 'kill', { note: 'It was another bridge.' });
    expect(await offers(marta)).toEqual([]);
  });

  test('offers the newer approved version alone, and the older one again if that is withdrawn', async () => {
    const newsroom = await startNewsroom();
    const { marta, chief, english, spanish, approve, write } = await translated(newsroom);
    await approve(english);
    await chief.transition(spanish, 'publish', { seal: await approve(spanish) });
    await chief.transition(spanish, 'revise', { kind: 'correction', note: 'Better words.' });
    expect(await offers(marta)).toEqual([[100, PUENTE]]);
    const better = 'El ayuntamiento cerró el puente a 12 camiones.';
    await write(better);
    const seal = await approve(spanish);
    expect(await offers(marta)).toEqual([[100, better]]);
    expect(await offers(await newsroom.as('outsider'))).toEqual([]);
    await chief.transition(spanish, 'withdraw');
    expect(await offers(marta)).toEqual([[100, PUENTE]]);
    await chief.transition(spanish, 'approve', { seal });
    await chief.transition(spanish, 'publish', { seal });
    expect(await offers(await newsroom.as('outsider'))).toEqual([[100, better]]);
  });

  test('follows a story to another desk', async () => {
    const newsroom = await startNewsroom();
    const { chief, english, spanish, approve } = await translated(newsroom);
    await approve(english);
    await approve(spanish);
    const { people } = newsroom.server.context;
    await people.change('copydesk', chief.user.id, { roles: ['chief'], desks: ['world', 'sport'], disabled: false });
    await chief.client.call('updateArticle', { params: { id: english.articleId }, body: { desk: 'sport' } });
    expect(await offers(await newsroom.as('outsider'))).toEqual([[100, PUENTE]]);
    expect(await offers(await newsroom.as('translator'))).toEqual([]);
  });

  test('tells a copy what changed since, in order, as far as the person may see it', async () => {
    const newsroom = await startNewsroom();
    const { marta, chief, english, spanish, approve } = await translated(newsroom);
    const outsider = await newsroom.as('outsider');
    const rows = (who: Staff, query = {}) => who.client.call('memoryRows', { query });
    await approve(english);
    const seal = await approve(spanish);
    const first = await rows(marta);
    expect(first).toMatchObject({ fresh: true, gone: [], more: false });
    expect(first.rows.map(({ target }) => target)).toEqual(['Cierra el puente del puerto', PUENTE]);
    const other = await rows(outsider);
    expect([other.rows, other.gone]).toEqual([[], first.rows.map(({ id }) => id)]);

    const { seq: since, scope } = first;
    expect(await rows(marta, { since, scope })).toMatchObject({ fresh: false, rows: [], gone: [], seq: since });
    await chief.transition(spanish, 'publish', { seal });
    const news = await rows(outsider, { since: other.seq, scope: other.scope });
    expect(news).toMatchObject({ fresh: false, rows: first.rows, gone: [] });
    await chief.transition(spanish, 'kill', { note: 'It was another bridge.' });
    const last = await rows(outsider, { since: news.seq, scope: other.scope });
    expect(last).toMatchObject({ rows: [], gone: first.rows.map(({ id }) => id) });
    expect(last.seq).toBeGreaterThan(news.seq);
    expect(await rows(outsider, { since: last.seq + 1, scope: other.scope })).toMatchObject({ fresh: true });
    expect(await rows(marta, { since: last.seq, scope: other.scope })).toMatchObject({ fresh: true });
  });
});

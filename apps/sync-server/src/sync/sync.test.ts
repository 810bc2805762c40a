import { documentName } from '@copydesk/shared/sync';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { problemOf, type Staff, startNewsroom, textOf } from '../testing/newsroom.ts';

describe('documents over sockets', () => {
  test('two people with stock clients write in one text; both see it, and it is kept', async () => {
    const newsroom = await startNewsroom();
    const sara = await newsroom.as('editor');
    const omar = await newsroom.as('editor2');
    const story = await sara.write('Harbour bridge closes', 'The city closed it.');
    const [one, two] = [await sara.open(story), await omar.open(story)];
    one.append('by-sara', 'Ferries will run.');
    two.append('by-omar', 'Divers found cracks.');
    const both = expect.arrayContaining(['Ferries will run.', 'Divers found cracks.']);
    await expect.poll(() => [one.text, two.text]).toEqual([both, both]);
    expect(two.text).toEqual(one.text);
    await newsroom.stored(story, (text) => textOf(text).includes('Divers found cracks.'));
    await newsroom.restart();
    const again = await sara.content(story);
    expect(textOf(again)).toEqual(one.text);
  });

  test('sockets are refused by a close code: no token, no document, forbidden, foreign page', async () => {
    const newsroom = await startNewsroom();
    const sara = await newsroom.as('editor');
    const outsider = await newsroom.as('outsider');
    const { articleId } = await sara.write('Headline', 'Text.');
    const there = documentName(articleId, 'en');
    const missing = documentName(
      articleId.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      'en',
    );
    const code = (path: string, protocols: string[], headers: Record<string, string> = {}) =>
      new Promise<number>((resolve, reject) => {
        const socket = new WebSocket(newsroom.url.replace('http', 'ws') + path, protocols, { headers });
        socket.on('close', resolve);
        socket.on('error', reject);
      });
    const bearer = (staff: Staff) => ['copydesk.1', `bearer.${staff.tokens.accessToken}`];
    expect(await code(`/sync/${there}`, ['copydesk.1'])).toBe(4401);
    expect(await code(`/sync/${there}`, ['copydesk.1', 'bearer.x'])).toBe(4401);
    expect(await code(`/sync/${missing}`, bearer(sara))).toBe(4404);
    expect(await code(`/sync/${there}`, bearer(outsider))).toBe(4404);
    for (const path of ['/', '/sync/', '/sync/x', '/sync/%2e%2e', `/elsewhere/${there}`, `/sync/${there}/x`])
      expect(await code(path, bearer(sara)), path).toBe(4404);
    expect(await code(`/sync/${there}`, bearer(sara), { origin: 'https://elsewhere.example' })).toBe(4403);
    expect(await code(`/sync/${there}?epoch=another`, bearer(sara))).toBe(4409);
  });

  test('[A5] nobody writes an approved or closed text, and chiefs alone a submitted one', async () => {
    const newsroom = await startNewsroom();
    const [sara, chief] = [await newsroom.as('editor'), await newsroom.as('chief')];
    const story = await sara.write('Headline', 'Text.');
    const access = async () => [(await sara.edition(story)).access, (await chief.edition(story)).access];
    expect(await access()).toEqual(['write', 'write']);
    await sara.transition(story, 'submit');
    expect(await access()).toEqual(['read', 'write']);
    const { seal } = await chief.edition(story);
    await chief.transition(story, 'approve', { seal });
    expect(await access()).toEqual(['read', 'read']);
    await chief.transition(story, 'publish', { seal });
    expect(await access()).toEqual(['read', 'read']);
    const late = await chief.open(story);
    late.append('late', 'Too late.');
    const entries = async () => (await chief.client.call('audit', { query: { articleId: story.articleId } })).entries;
    await expect.poll(entries).toContainEqual(expect.objectContaining({ action: 'write-refused' }));
    expect(textOf(await chief.content(story))).not.toContain('Too late.');
  });

  test('ending a session closes its sockets; closing an account ends its sessions', async () => {
    const newsroom = await startNewsroom();
    const sara = await newsroom.as('editor');
    const elsewhere = await newsroom.as('editor');
    const story = await sara.write('Headline', 'Text.');
    const [window, other] = [await sara.open(story), await elsewhere.open(story)];
    await sara.client.call('deleteSession', {});
    expect(await window.closed).toBe(4401);
    other.append('still', 'The other computer goes on.');
    await newsroom.stored(story, (text) => textOf(text).includes('The other computer goes on.'));

    const { roles, desks, id } = elsewhere.user;
    await newsroom.server.context.people.change('test', id, { roles, desks, disabled: true });
    expect(await other.closed).toBe(4401);
    expect(await problemOf(elsewhere.client.call('me', {}))).toMatchObject({ status: 401 });
  });

  test('confirmations are attested from the connection, whatever the text claims', async () => {
    const newsroom = await startNewsroom();
    const [chief, marta] = [await newsroom.as('chief'), await newsroom.as('translator')];
    const english = await chief.write('Headline', 'Text.');
    await chief.client.call('createEdition', {
      params: { id: english.articleId },
      body: { language: 'es', engine: null },
    });
    const spanish = { ...english, language: 'es' };
    const window = await marta.open(spanish);
    const { confirmSegment, passages } = await import('@copydesk/shared/article');
    const { readEdition, writeSegment } = await import('@copydesk/editor/schema');
    const source = await newsroom.server.context.editions.text(english);
    const first = passages(readEdition(window.doc), source, [])[0];
    if (first === undefined) throw new Error('the translation has no passages');
    window.setText(first.id, 'Titular');
    const written = passages(readEdition(window.doc), source, [])[0];
    if (written === undefined) throw new Error('the passage is gone');
    writeSegment(window.doc, first.id, confirmSegment(written));
    const params = { id: spanish.articleId, language: 'es' };
    await expect
      .poll(async () => (await chief.client.call('getEvidence', { params })).passages)
      .toContainEqual(
        expect.objectContaining({
          block: first.id,
          confirmations: [expect.objectContaining({ by: marta.user.id, name: 'translator', review: false })],
        }),
      );
    expect((await chief.edition(spanish)).progress).toMatchObject({ confirmed: 1, stale: 0 });
  });
});

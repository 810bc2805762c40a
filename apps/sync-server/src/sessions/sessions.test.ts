import { createClient, fetchTransport, SESSION_OVER } from '@copydesk/shared/api';
import { describe, expect, test } from 'vitest';
import { problemOf, startNewsroom, type TestNewsroom } from '../testing/newsroom.ts';

const anonymous = (newsroom: TestNewsroom) =>
  createClient(fetchTransport({ baseUrl: newsroom.url, token: () => null }));

describe('sessions', () => {
  test('a person signs in, is known, and signs out', async () => {
    const newsroom = await startNewsroom();
    const editor = await newsroom.as('editor');
    expect(await editor.client.call('me', {})).toMatchObject({ email: 'editor@example.org', roles: ['editor'] });
    await editor.client.call('deleteSession', {});
    expect(await problemOf(editor.client.call('me', {}))).toMatchObject({ status: 401 });
  });

  test('[F7] an unknown address and a wrong password get one and the same answer', async () => {
    const newsroom = await startNewsroom();
    const client = anonymous(newsroom);
    const wrong = await problemOf(
      client.call('createSession', { body: { email: 'editor@example.org', password: 'no' } }),
    );
    const unknown = await problemOf(
      client.call('createSession', { body: { email: 'nobody@example.org', password: 'no' } }),
    );
    expect(wrong.status).toBe(401);
    expect(unknown).toEqual(wrong);
  });

  test('refresh tokens rotate, and one used twice ends the session', async () => {
    const newsroom = await startNewsroom();
    const client = anonymous(newsroom);
    const editor = await newsroom.as('editor');
    const first = editor.tokens.refreshToken;
    const next = await client.call('refreshSession', { body: { refreshToken: first } });
    expect(next.refreshToken).not.toBe(first);
    editor.tokens = next;
    expect(await editor.client.call('me', {})).toMatchObject({ name: 'editor' });
    const last = await client.call('refreshSession', { body: { refreshToken: next.refreshToken } });

    expect(await problemOf(client.call('refreshSession', { body: { refreshToken: first } }))).toMatchObject({
      status: 401,
    });
    expect(await problemOf(editor.client.call('me', {}))).toMatchObject({ status: 401 });
    expect(await problemOf(client.call('refreshSession', { body: { refreshToken: last.refreshToken } }))).toMatchObject(
      { status: 401 },
    );
  });

  test('a refresh whose answer is lost can be asked for again, but not later, nor by two', async () => {
    let now = Date.now();
    const newsroom = await startNewsroom({ clock: { now: () => new Date(now) } });
    const client = anonymous(newsroom);
    const refresh = (refreshToken: string) => client.call('refreshSession', { body: { refreshToken } });
    const { tokens } = await newsroom.as('editor');
    const lost = await refresh(tokens.refreshToken);
    now += 5_000;
    await refresh(tokens.refreshToken);
    now += 5_000;
    const arrived = await refresh(tokens.refreshToken);
    now += 600_000;
    const next = await refresh(arrived.refreshToken);
    // Whoever holds what was lost is somebody else: the session is over for both.
    expect(await problemOf(refresh(lost.refreshToken))).toMatchObject({ status: 401 });
    expect(await problemOf(refresh(next.refreshToken))).toMatchObject({ status: 401 });

    const { tokens: other } = await newsroom.as('editor');
    await refresh(other.refreshToken);
    now += 121_000;
    expect(await problemOf(refresh(other.refreshToken))).toMatchObject({ status: 401 });
  });

  test('a session that is known to be over is told apart from one that this server never heard of', async () => {
    const newsroom = await startNewsroom();
    const editor = await newsroom.as('editor');
    const refresh = (refreshToken: string) => anonymous(newsroom).call('refreshSession', { body: { refreshToken } });
    // As after a restore from a backup that is older than the session.
    expect(await problemOf(refresh('a token of a later day'))).toMatchObject({ status: 401, type: 'about:blank' });
    await editor.client.call('deleteSession', {});
    expect(await problemOf(refresh(editor.tokens.refreshToken))).toMatchObject({ status: 401, type: SESSION_OVER });
  });

  test('many tries at once are no way around the limit', async () => {
    const newsroom = await startNewsroom();
    const tries = Array.from({ length: 25 }, () =>
      problemOf(
        anonymous(newsroom).call('createSession', { body: { email: 'editor@example.org', password: 'a guess' } }),
      ),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
  });

  test('only failures are limited, and the limit names how long to wait', async () => {
    const newsroom = await startNewsroom();
    const client = anonymous(newsroom);
    for (let i = 0; i < 12; i++) await newsroom.as('editor2');
    for (let i = 0; i < 10; i++)
      await problemOf(client.call('createSession', { body: { email: 'Editor@example.org', password: 'no' } }));
    const answer = await fetch(`${newsroom.url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'editor@example.org', password: 'no' }),
    });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  });

  test('an access token is over after ten minutes, a session is not', async () => {
    let now = Date.now();
    const newsroom = await startNewsroom({ clock: { now: () => new Date(now) } });
    const editor = await newsroom.as('editor');
    now += 11 * 60_000;
    expect(await problemOf(editor.client.call('me', {}))).toMatchObject({ status: 401 });
    editor.tokens = await anonymous(newsroom).call('refreshSession', {
      body: { refreshToken: editor.tokens.refreshToken },
    });
    expect(await editor.client.call('me', {})).toMatchObject({ name: 'editor' });
  });

  test('sessions outlive a restart; forged and damaged tokens do not count', async () => {
    const newsroom = await startNewsroom();
    const editor = await newsroom.as('editor');
    await newsroom.restart();
    expect(await editor.client.call('me', {})).toMatchObject({ name: 'editor' });
    for (const accessToken of ['', 'x.y.z', `${editor.tokens.accessToken.slice(0, -2)}AA`]) {
      editor.tokens = { ...editor.tokens, accessToken };
      expect(await problemOf(editor.client.call('me', {}))).toMatchObject({ status: 401 });
    }
  });
});

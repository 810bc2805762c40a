import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problemOf, startNewsroom } from '../testing/newsroom.ts';
import { changePerson } from './command.ts';

test('[A3] an operator changes what a person may do while the server runs, and it takes effect at once', async () => {
  const newsroom = await startNewsroom();
  const { dataFolder } = newsroom.config;
  const said: string[] = [];
  const change = (...args: string[]) =>
    changePerson(dataFolder, ['--email', 'Editor@example.org', ...args], (line) => said.push(line));
  const sara = await newsroom.as('editor');
  const story = await sara.write('Harbour bridge closes', 'The city closed it.');
  expect((await sara.edition(story)).access).toBe('write');

  await change('--role', 'reader');
  expect((await sara.edition(story)).access).toBe('read');
  for (const action of ['submit', 'approve'])
    expect(await problemOf(sara.transition(story, action, { seal: 'f'.repeat(64) }))).toMatchObject({ status: 403 });
  await change('--role', 'editor', '--role', 'translator', '--desk', 'sport');
  expect(await problemOf(sara.edition(story))).toMatchObject({ status: 404 });
  expect(said).toEqual(['editor: reader; desks: world.', 'editor: editor, translator; desks: sport.']);

  await change('--desk', 'World');
  const window = await sara.open(story);
  await change('--close');
  expect(await window.closed).toBe(4401);
  expect(said.at(-1)).toMatch(/closed, and its sessions have ended/);
  await change('--reopen');
  expect((await newsroom.as('editor')).user.roles).toEqual(['editor', 'translator']);
});

test('only who may read the data folder commands the server, and only in ways that make sense', async () => {
  const newsroom = await startNewsroom();
  const { dataFolder } = newsroom.config;
  expect((await stat(join(dataFolder, 'control.json'))).mode & 0o777).toBe(0o600);
  const body = JSON.stringify({ email: 'editor@example.org', roles: ['chief'] });
  for (const authorization of [undefined, 'Bearer none', `Bearer ${(await newsroom.as('chief')).tokens.accessToken}`]) {
    const answer = await fetch(`${newsroom.url}/control/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
      body,
    });
    expect(answer.status).toBe(403);
  }
  const change = (...args: string[]) => changePerson(dataFolder, args, () => {});
  await expect(change('--email', 'nobody@example.org', '--close')).rejects.toThrow(/Nobody has the address/);
  await expect(change('--email', 'editor@example.org', '--desk', 'moon')).rejects.toThrow(/no desk moon/);
  await expect(change('--email', 'editor@example.org', '--role', 'king')).rejects.toThrow(/roles have to be known/);
  await expect(change('--email', 'editor@example.org', '--close', '--reopen')).rejects.toThrow(/not both/);
  await newsroom.server.stop();
  await expect(change('--email', 'editor@example.org', '--close')).rejects.toThrow(/not running/);
});

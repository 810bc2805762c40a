import { afterEach, expect, it, vi } from 'vitest';
import { readArguments } from './arguments.ts';

afterEach(() => vi.unstubAllEnvs());

it('reads server, folder and account, and leaves the switches of others alone', () => {
  const argv = [
    '--no-sandbox',
    '--inspect=0',
    '/opt/copydesk',
    '--server=https://desk.example:8443/x?y',
    '--data=/tmp/desk',
    '--as=editor',
    '--original-process-start-time=1',
  ];
  expect(readArguments(argv)).toEqual({ server: 'https://desk.example:8443', data: '/tmp/desk', as: 'editor' });
});

it('takes the server from the environment, else this computer', () => {
  const usual = { server: 'http://127.0.0.1:4600', data: null, as: null };
  expect(readArguments([])).toEqual(usual);
  vi.stubEnv('COPYDESK_SERVER', 'http://desk.example');
  expect(readArguments([])).toEqual({ ...usual, server: 'http://desk.example' });
});

it.each(['file:///etc', 'javascript:1', 'desk.example', ''])('"%s" is no server', (server) => {
  expect(readArguments([`--server=${server}`, '--data=', '--as']).server).toBe('http://127.0.0.1:4600');
});

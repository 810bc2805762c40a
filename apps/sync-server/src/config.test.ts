import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

test('the defaults are a server of one on this computer', () => {
  expect(readConfig({}, [])).toMatchObject({ host: '127.0.0.1', port: 4600, demo: false, name: 'Copydesk' });
});

test('what this version cannot do is refused by name, not ignored', () => {
  for (const name of ['COPYDESK_DATABASE_URL', 'COPYDESK_REDIS_URL', 'COPYDESK_OIDC_ISSUER'])
    expect(() => readConfig({ [name]: 'x' }, [])).toThrow(new RegExp(`${name} is set, but`));
});

test('settings that make no sense are named', () => {
  expect(() => readConfig({ COPYDESK_PORT: 'http' }, [])).toThrow(/COPYDESK_PORT/);
  expect(() => readConfig({}, ['--demon'])).toThrow(ConfigError);
});

test('the demo, with its known passwords, listens on this computer only', () => {
  expect(readConfig({}, ['--demo'])).toMatchObject({ demo: true, name: 'Copydesk Demo' });
  expect(() => readConfig({ COPYDESK_HOST: '0.0.0.0' }, ['--demo'])).toThrow(/--demo/);
});

test('a DeepL key of the free plan goes to the free address', () => {
  const urlFor = (key: string) => readConfig({ COPYDESK_TRANSLATION_DEEPL_KEY: key }, []).translation.deepl?.url;
  expect(urlFor('abc:fx')).toBe('https://api-free.deepl.com');
  expect(urlFor('abc')).toBe('https://api.deepl.com');
});

import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { documentName } from './documents.ts';
import { Folding } from './folding.ts';

const ID = '0b5e6f0a-0000-4000-8000-00000000000';
const [first, second, third] = [
  documentName(`${ID}1`, 'en'),
  documentName(`${ID}2`, 'en'),
  documentName(`${ID}3`, 'en'),
];

it('[H21] folds one document at a time, and goes on after one that can not be', async () => {
  const begun: { document: string; done: PromiseWithResolvers<void> }[] = [];
  const compact = (document: string) => {
    const done = Promise.withResolvers<void>();
    begun.push({ document, done });
    return done.promise;
  };
  const folding = new Folding({ compact });
  const all = [first, second, third].map((document) => folding.fold(document));
  await turn();
  expect(begun.map(({ document }) => document)).toEqual([first]);
  begun[0]?.done.resolve();
  await all[0];
  await turn();
  expect(begun.map(({ document }) => document)).toEqual([first, second]);
  begun[1]?.done.reject(new Error('the disk is full'));
  await expect(all[1]).rejects.toThrow('the disk is full');
  await turn();
  expect(begun.map(({ document }) => document)).toEqual([first, second, third]);
  begun[2]?.done.resolve();
  await all[2];
});

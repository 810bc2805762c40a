import { expect, it } from 'vitest';
import * as z from 'zod';
import { readKept } from './kept.ts';

const Person = z.object({ name: z.string() });

it('reads what was kept', () => {
  expect(readKept(Person, '{"name":"Sara"}')).toEqual({ name: 'Sara' });
});

it.each([null, '', '{"name":', '{"title":"Sara"}', 'null'])('takes %j as not kept', (json) => {
  expect(readKept(Person, json)).toBeNull();
});

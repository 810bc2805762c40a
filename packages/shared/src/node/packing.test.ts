import { expect, it } from 'vitest';
import type { LogRow } from '../sync/ports.ts';
import { packRows, unpackRows } from './packing.ts';

it('brings rows over as they were', () => {
  const rows: LogRow[] = [
    { update: Uint8Array.of(1, 2, 3), userId: 'ada', newClientIds: [], origin: 'upstream', witnessed: null },
    {
      update: new Uint8Array(70_000).fill(9),
      userId: '',
      newClientIds: [0, 2 ** 32 - 1],
      origin: 'local',
      witnessed: null,
    },
    {
      update: new Uint8Array(),
      userId: 'Ömer',
      newClientIds: [7],
      origin: 'upstream',
      witnessed: [{ at: 'now', n: 1 }],
    },
  ];
  expect(unpackRows(packRows(rows))).toEqual(rows);
  expect(unpackRows(packRows([]))).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { missingNumbers } from './warnings.ts';

describe('missingNumbers', () => {
  it('takes a number as the same however its language groups it', () => {
    expect(missingNumbers('1,250.5 people and 3 million', '1.250,5 personas y 3 millones')).toEqual([]);
    expect(missingNumbers('In 2019, 40 died', 'في ٢٠١٩ قُتل ٤٠')).toEqual([]);
  });

  it('names what is missing as the source writes it', () => {
    expect(missingNumbers('1,250 people', '250 personas')).toEqual(['1,250']);
    expect(missingNumbers('40 on Monday, 40 on Friday', '40 el lunes')).toEqual(['40']);
  });
});

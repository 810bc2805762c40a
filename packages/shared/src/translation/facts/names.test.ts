import { describe, expect, it } from 'vitest';
import { findNames, occurrences } from './names.ts';

describe('findNames', () => {
  it.each([
    ['US President Donald Trump has called on Syria.', ['Donald Trump', 'Trump']],
    ['Turkish President Tayyip Erdogan has accused Mr Putin.', ['Tayyip Erdogan', 'Erdogan', 'Putin']],
    ['Opposition to President Bashar Al Assad, who stayed.', ['Bashar Al Assad', 'Assad']],
    ['Kremlin spokesperson Dmitry Peskov said so.', ['Dmitry Peskov', 'Peskov']],
    ['In response to Mr Trump’s tweet on Monday, he left.', ['Trump']],
    ['He met George W. Bush and Ursula von der Leyen.', ['Ursula von der Leyen', 'George W. Bush', 'Leyen', 'Bush']],
    ['El presidente Pedro Sánchez habló en Madrid.', ['Pedro Sánchez', 'Sánchez']],
  ])('finds the people in: %s', (text, names) => {
    expect(findNames([text])).toEqual(names);
  });

  it.each([
    'The United Nations and the Bank of England agreed.',
    'The Syrian Civil Defence (known as the White Helmets) helped.',
    'Officials in New York said that Turkey hosts Syrians.',
    'However, in September the Kremlin and Moscow agreed.',
    'Doctors Say Russian Airstrikes Hit Hospitals in Idlib',
  ])('takes no institution, place or title-case headline for a person: %s', (text) => {
    expect(findNames([text])).toEqual([]);
  });

  it('takes no word that the text also writes small', () => {
    expect(findNames(['Rich Farmers left. They saw rich farmers go.'])).toEqual([]);
  });

  it('does not keep a surname that is a common word', () => {
    expect(findNames(['Theresa May left in May.'])).toEqual([]);
  });
});

describe('occurrences', () => {
  it('counts whole words only', () => {
    expect(occurrences('Trump, Trumpism and Trump’s', 'Trump')).toBe(2);
    expect(occurrences('1,000 and 1,000,000 and 000', '000')).toBe(1);
    expect(occurrences('a.b a+b', 'a.b')).toBe(1);
  });
});

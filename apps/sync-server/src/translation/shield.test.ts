import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lostWords, shield } from './shield.ts';

describe('shield', () => {
  it('puts placeholders for names and numbers, the longest first, and puts them back', () => {
    const shielded = shield('Donald Trump paid 1 to Trump, not 10.', ['Trump', 'Donald Trump', '1']);
    expect(shielded?.text).toBe('Xq-1 paid Xq-3 to Xq-2, not 10.');
    expect(shielded?.restore('A Xq-2 no: Xq-1 pagó Xq-3, no 10.')).toBe('A Trump no: Donald Trump pagó 1, no 10.');
  });

  it('takes a placeholder back in any case', () => {
    expect(shield('Trump wrote', ['Trump'])?.restore('XQ-1 escribió')).toBe('Trump escribió');
  });

  it.each(['sin nombre', 'Xq-1 y Xq-1', 'Xq-2', 'Xq-1 y Xq-2'])(
    'says no when a placeholder is lost or doubled: %s',
    (output) => {
      expect(shield('Trump wrote', ['Trump'])?.restore(output)).toBeNull();
    },
  );

  it('does not shield a text that holds a placeholder itself', () => {
    expect(shield('Xq-1 and Trump', ['Trump'])).toBeNull();
  });

  it('gives back any text unchanged when the engine changes nothing', () => {
    const word = fc.constantFrom('Trump', 'Donald Trump', '10', '1,000', 'and', '"', ' ', '.', '$&', '$1', 'Xq');
    fc.assert(
      fc.property(fc.array(word), (parts) => {
        const text = parts.join(' ');
        const shielded = shield(text, ['Donald Trump', 'Trump', '10', '1,000']);
        expect(shielded?.restore(shielded.text)).toBe(text);
      }),
    );
  });
});

describe('lostWords', () => {
  it('names what the output has less often', () => {
    expect(lostWords('Trump and Trump, 5 of 1,234.5', 'Trump y 5 de 1.234,5', ['Trump'])).toEqual(['Trump', '1,234.5']);
    expect(lostWords('Trump, 5%', 'Trump, 5 %', ['Trump', 'Putin'])).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { digitalSourceType } from './digital-source-type.ts';

const label = (code: 'machine' | 'partly-revised' | 'revised') => ({ code, text: 'x' });
const apertium = ['Apertium 3.8.3 eng-spa'];

describe('digitalSourceType', () => {
  it('says nothing of a text that people wrote', () => {
    expect(digitalSourceType(null, [])).toBeNull();
  });

  it.each([
    [label('machine'), ['DeepL'], 'trainedAlgorithmicMedia', 'machine-translated, not revised'],
    [label('revised'), ['DeepL'], 'compositeWithTrainedAlgorithmicMedia', 'machine-translated, revised by people'],
    [label('machine'), apertium, 'algorithmicallyEnhanced', 'machine-translated, not revised'],
    [label('partly-revised'), apertium, 'algorithmicallyEnhanced', 'machine-translated, partly revised by people'],
    [label('machine'), [], 'algorithmicallyEnhanced', 'machine-translated, not revised'],
    [null, ['DeepL'], 'compositeWithTrainedAlgorithmicMedia', 'machine-translated, revised by people'],
  ])('tells label %j of engines %j as %s', (given, engines, code, literal) => {
    expect(digitalSourceType(given, engines)).toMatchObject({
      uri: `http://cv.iptc.org/newscodes/digitalsourcetype/${code}`,
      literal,
    });
  });
});

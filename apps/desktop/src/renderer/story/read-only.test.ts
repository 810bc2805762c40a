import { describe, expect, it } from 'vitest';
import { type ReadOnlyEdition, readOnlyWords } from './read-only.ts';

const edition: ReadOnlyEdition = {
  state: 'drafting',
  public: 'never',
  version: 0,
  approvedBy: null,
  approvedAt: null,
  submittedBy: null,
  submittedAt: null,
};
const nameOf = (id: string) => (id === 'leila' ? 'Leila M.' : null);
const timeOf = () => '14:10';

describe('readOnlyWords', () => {
  it('says who approved and when', () => {
    const approved = {
      ...edition,
      state: 'approved',
      approvedBy: 'leila',
      approvedAt: '2026-11-22T14:10:00Z',
    } as const;
    expect(readOnlyWords(approved, 'This text is approved.', nameOf, timeOf)).toBe('approved by Leila M. at 14:10');
  });
  it('leaves out what is not known', () => {
    const submitted = { ...edition, state: 'submitted', submittedBy: 'gone' } as const;
    expect(readOnlyWords(submitted, '', nameOf, timeOf)).toBe('submitted');
  });
  it('says of a closed text what readers have of it', () => {
    const closed = { ...edition, state: 'closed', version: 2 } as const;
    const words = (shown: ReadOnlyEdition['public']) => readOnlyWords({ ...closed, public: shown }, '', nameOf, timeOf);
    expect(words('live')).toBe('version 2 is published');
    expect(words('withheld')).toBe('version 2 is withheld');
    expect(words('killed')).toBe('killed');
  });
  it('says who submitted what was reopened after a kill', () => {
    const again = { ...edition, state: 'submitted', public: 'killed', submittedBy: 'leila' } as const;
    expect(readOnlyWords(again, '', nameOf, timeOf)).toBe('submitted by Leila M.');
  });
  it('gives the server’s reason while a text is being written', () => {
    expect(readOnlyWords(edition, 'Only translators write this text.', nameOf, timeOf)).toBe(
      'only translators write this text',
    );
  });
});

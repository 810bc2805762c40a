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
  it('gives the server’s reason while a text is being written', () => {
    expect(readOnlyWords(edition, 'Only translators write this text.', nameOf, timeOf)).toBe(
      'only translators write this text',
    );
  });
});

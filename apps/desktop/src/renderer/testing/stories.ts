/** Stories, editions and people for tests. */
import type { Article, Edition, User } from '@copydesk/shared/api';

export const STORY_ID = '0b9f7c1e-8a54-4c6e-9a3f-1c2d3e4f5a6b';

export const sara: User = {
  id: 'u-sara',
  email: 'sara@desk.test',
  name: 'Sara Khalil',
  roles: ['editor'],
  desks: ['world'],
};

export function editionOf(change: Partial<Edition> = {}): Edition {
  return {
    articleId: STORY_ID,
    language: 'en',
    role: 'source',
    source: null,
    state: 'drafting',
    public: 'never',
    version: 0,
    epoch: 'e1',
    head: 1,
    seal: '0'.repeat(64),
    label: null,
    access: 'write',
    accessReason: '',
    drafting: null,
    headline: 'Dock workers end strike',
    words: 612,
    progress: null,
    presence: [],
    held: [],
    submittedBy: null,
    submittedAt: null,
    openedBy: null,
    approvedBy: null,
    approvedAt: null,
    note: null,
    revision: null,
    changedAt: '2026-11-22T10:00:00.000Z',
    changedBy: 'u-omar',
    actions: [],
    ...change,
  };
}

export function storyOf(change: Partial<Article> = {}): Article {
  return {
    id: STORY_ID,
    slug: 'harbour-strike',
    desk: 'world',
    assignees: [],
    due: null,
    embargo: null,
    createdAt: '2026-11-22T09:00:00.000Z',
    createdBy: 'u-omar',
    editions: [editionOf()],
    ...change,
  };
}

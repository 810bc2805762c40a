/** Stories as this computer begins and tells them without the server. */
import { BLANK_EDITION, readEdition } from '@copydesk/editor/schema';
import type { Article, Edition, User } from '@copydesk/shared/api';
import { canonicalContent, sealOf, writesRole } from '@copydesk/shared/article';
import { documentName, partsOf } from '@copydesk/shared/sync';
import * as Y from 'yjs';
import type { Catalogue } from './catalogue.ts';
import type { LocalDocuments } from './local-documents.ts';
import type { TextIndex } from './text-index.ts';

export interface NewStory {
  readonly id: string;
  readonly language: string;
  readonly epoch: string;
  readonly slug: string;
  readonly desk: string;
  readonly due: string | null;
  readonly embargo: string | null;
}

/** Whether a person may begin a story: who writes sources. */
export function mayCreate(user: User): boolean {
  return writesRole(user.roles, 'source');
}

/** A story begun on this computer, complete, as the server would tell it. */
export function newArticle(story: NewStory, user: User): Article {
  const now = new Date().toISOString();
  const blank = new Y.Doc();
  Y.applyUpdate(blank, BLANK_EDITION);
  const edition: Edition = {
    articleId: story.id,
    language: story.language,
    role: 'source',
    source: null,
    state: 'drafting',
    public: 'never',
    version: 0,
    epoch: story.epoch,
    head: 0,
    seal: sealOf(canonicalContent(readEdition(blank), null)),
    label: null,
    access: 'write',
    accessReason: '',
    drafting: null,
    headline: '',
    words: 0,
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
    changedAt: now,
    changedBy: user.id,
    actions: [],
  };
  return {
    id: story.id,
    slug: story.slug,
    desk: story.desk,
    assignees: [user.id],
    due: story.due,
    embargo: story.embargo,
    createdAt: now,
    createdBy: user.id,
    editions: [edition],
    unsent: true,
  };
}

/** A kept story, true to what is known without the line: nobody elsewhere can be seen, the text is the one here. */
export function asSeenOffline(article: Article, texts: TextIndex): Article {
  return {
    ...article,
    editions: article.editions.map((edition) => ({
      ...edition,
      ...texts.text(documentName(edition.articleId, edition.language)),
      presence: edition.presence.map((person) => ({ ...person, here: false })),
    })),
  };
}

/** Makes the documents of stories that exist here alone and could not be read. */
export async function beginAnew(documents: LocalDocuments, catalogue: Catalogue): Promise<void> {
  for (const document of documents.withUnsent()) {
    const article = documents.has(document) ? null : catalogue.get(partsOf(document).articleId);
    const [edition] = article?.editions ?? [];
    if (article?.unsent !== true || edition === undefined) continue;
    const isText = document === documentName(article.id, edition.language);
    await documents.create(document, edition.epoch, isText ? BLANK_EDITION : null);
  }
}

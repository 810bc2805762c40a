/** Both texts of a translation and what is on record about its passages: what goes into a file. */
import { readEdition } from '@copydesk/editor/schema';
import type { EditionText, PassageEvidence } from '@copydesk/shared/article';
import { defaultStyle } from '@copydesk/shared/translation';
import { type ExchangeStory, exchangeStory } from '@copydesk/shared/translation/exchange';
import type * as Y from 'yjs';
import { shownDocument } from '../opening.tsx';
import type { Story } from '../use-story.ts';
import { useEvidence } from '../use-translation.ts';

/** A translation's open documents. */
export interface PassageDocuments {
  readonly target: Y.Doc;
  /** Null: a translation without a source. */
  readonly source: Y.Doc | null;
  readonly evidence: readonly PassageEvidence[];
}

/** The same, read. */
export interface PassageTexts {
  readonly target: EditionText;
  readonly source: EditionText | null;
  readonly evidence: readonly PassageEvidence[];
}

/** Null for a source text, and until everything is there. */
export function usePassageDocuments(story: Story): PassageDocuments | null {
  const evidence = useEvidence(story);
  const target = shownDocument(story.target)?.doc ?? null;
  const source = story.source === null ? null : (shownDocument(story.sourceDocument)?.doc ?? null);
  if (story.edition.role !== 'translation' || evidence === undefined || target === null) return null;
  if (story.source !== null && source === null) return null;
  return { target, source, evidence };
}

export function readTexts({ target, source, evidence }: PassageDocuments): PassageTexts {
  return { target: readEdition(target), source: source === null ? null : readEdition(source), evidence };
}

/** The translation as it goes into a file. */
export function exchangeOf({ article, edition, source }: Story, texts: PassageTexts): ExchangeStory {
  return exchangeStory({
    ...texts,
    articleId: article.id,
    from: source?.language ?? null,
    to: edition.language,
    approved: edition.state === 'approved' || edition.state === 'closed',
    headlineMax: defaultStyle(edition.language).headlineMax,
  });
}

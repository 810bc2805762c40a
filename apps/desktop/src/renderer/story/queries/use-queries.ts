/** The questions that translators asked about a source, and what can be done with them. */
import { askQuestion, queriesOf, readQueries, replyToQuestion, takeQuestionBack } from '@copydesk/editor/schema';
import { type ArticleDoc, blockText, type EditionText, type TextBlock } from '@copydesk/shared/article';
import { type PlacedQuery, placeQueries, type Query } from '@copydesk/shared/translation';
import { useMemo } from 'react';
import { useUser } from '../../data/index.ts';
import { useNotesDocument } from '../session/use-edition-document.ts';
import { useEntries } from '../session/use-entries.ts';

export interface AskedFrom {
  readonly language: string;
  /** The target block that is being worked on. */
  readonly target: string;
}

export interface QueryDesk {
  /** In the order of the source. */
  readonly placed: readonly PlacedQuery[];
  /** Null while the notes are not open, or where the person may not write in them. */
  readonly acts: QueryActs | null;
}

export interface QueryActs {
  /** Asks about a source block, or about some words of it. */
  readonly ask: (source: TextBlock, from: AskedFrom, text: string, words: string | null) => void;
  readonly reply: (placed: PlacedQuery, text: string) => void;
  readonly takeBack: (query: Query) => void;
}

const QUERIES = { root: queriesOf, read: readQueries };

/** `source`: the language that is translated from, null for none; `content`: its text as it stands. */
export function useQueries(articleId: string, source: string | null, content: ArticleDoc | null): QueryDesk {
  const user = useUser();
  const { state } = useNotesDocument(articleId, source);
  const notes = state.phase === 'open' ? state.document.doc : null;
  const writable = state.phase === 'open' && state.access.level === 'write';
  const queries = useEntries(notes, QUERIES);
  const placed = useMemo(() => (content === null ? [] : placeQueries(queries, content)), [queries, content]);
  if (notes === null || !writable) return { placed, acts: null };
  const said = (text: string) => ({ text: text.trim(), by: user.id, name: user.name, at: new Date().toISOString() });
  return {
    placed,
    acts: {
      ask(block, from, text, words) {
        const all = blockText(block);
        const quote = words !== null && all.includes(words) ? words : all;
        askQuestion(notes, { ...said(text), ...from, source: block.attrs.id, quote, whole: quote === all });
      },
      reply({ query, block, from }, text) {
        // Who asks on about words that are gone asks about those that came in their place.
        const moved = from === null && query.by === user.id && block !== null ? blockText(block) : '';
        replyToQuestion(notes, query.id, said(text), moved === '' ? null : moved);
      },
      takeBack(query) {
        takeQuestionBack(notes, query.id);
      },
    },
  };
}

/** Source blocks that somebody asked about and nobody answered; the same set while it is the same. */
export function useAskedBlocks(
  articleId: string,
  source: string | null,
  text: Pick<EditionText, 'content'> | null,
): ReadonlySet<string> {
  const { placed } = useQueries(articleId, source, text?.content ?? null);
  const open = placed.flatMap(({ block, standing }) => (block !== null && standing === 'open' ? [block.attrs.id] : []));
  const key = open.join(' ');
  return useMemo(() => new Set(key.split(' ').filter((id) => id !== '')), [key]);
}

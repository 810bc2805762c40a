import { directionOf } from '@copydesk/shared/article';
import { useMemo } from 'react';
import '../components/copy.css';
import { condensed, wordDiff } from './words.ts';

export interface DiffTextProps {
  readonly before: string;
  readonly after: string;
  readonly language: string;
  /** Leaves out unchanged words far from any change. */
  readonly short?: boolean;
}

/** What became of a text, word by word: additions underlined, removals struck; read out as insertions and deletions. */
export function DiffText({ before, after, language, short = false }: DiffTextProps) {
  const pieces = useMemo(() => {
    const all = wordDiff(before, after, language);
    return short ? condensed(all) : all;
  }, [before, after, language, short]);
  return (
    <span className="diff" lang={language} dir={directionOf(language)}>
      {pieces.map(({ kind, text }, index) => {
        const key = `${index}${kind}`;
        if (kind === 'added') {
          return (
            <ins key={key} className="added">
              {text}
            </ins>
          );
        }
        if (kind === 'removed') {
          return (
            <del key={key} className="removed">
              {text}
            </del>
          );
        }
        return <span key={key}>{text}</span>;
      })}
    </span>
  );
}

import { directionOf } from '@copydesk/shared/article';
import { useMemo } from 'react';
import '../components/copy.css';
import { wordDiff } from './words.ts';

export interface DiffTextProps {
  readonly before: string;
  readonly after: string;
  readonly language: string;
}

/** What became of a text, word by word: additions underlined, removals struck; read out as insertions and deletions. */
export function DiffText({ before, after, language }: DiffTextProps) {
  const pieces = useMemo(() => wordDiff(before, after, language), [before, after, language]);
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

import type { SpotsByBlock } from '@copydesk/editor';
import type { PlacedQuery } from '@copydesk/shared/translation';
import { CircleHelp } from 'lucide-react';
import { useEffect, useState } from 'react';
import type * as Y from 'yjs';
import { useAction } from '../../commands/index.ts';
import { SidePanel } from '../../frame/index.ts';
import { Button, countText } from '../../ui/index.ts';
import { useEditionText } from '../use-edition-text.ts';
import styles from './queries.module.css';
import { QueryThread } from './query-thread.tsx';
import { useQueries } from './use-queries.ts';

export interface QuestionsSideProps {
  readonly articleId: string;
  readonly language: string;
  readonly doc: Y.Doc;
  /** Underlines what is asked about. */
  readonly onSpots: (spots: SpotsByBlock) => void;
  /** Shows a block of the text. */
  readonly onGo: (block: string) => void;
}

/** Translators' questions beside the source, for whoever writes it: a button in the tools and a panel that it opens. */
export function QuestionsSide({ articleId, language, doc, onSpots, onGo }: QuestionsSideProps) {
  const { content } = useEditionText(doc);
  const { placed, acts } = useQueries(articleId, language, content);
  useEffect(() => onSpots(spotsOf(placed)), [onSpots, placed]);
  const [isOpen, setOpen] = useState(false);
  const open = placed.filter(({ standing }) => standing === 'open');
  useAction({
    id: 'questions',
    name: 'Translators’ questions',
    shortcut: 'Mod+Alt+Q',
    group: 'Story',
    enabled: placed.length > 0,
    run: () => setOpen(!isOpen),
  });
  if (placed.length === 0) return null;
  return (
    <>
      <Button small kind={open.length > 0 ? 'primary' : 'plain'} onPress={() => setOpen(!isOpen)}>
        <CircleHelp size={14} aria-hidden />
        {open.length > 0 ? countText(open.length, 'open question') : 'Questions'}
      </Button>
      {isOpen && (
        <SidePanel title="Translators’ questions" onClose={() => setOpen(false)}>
          <div className={styles.panel}>
            {placed.map((one) => {
              const { block, query } = one;
              return (
                <QueryThread
                  key={query.id}
                  placed={one}
                  acts={acts}
                  source={language}
                  onGo={block === null ? undefined : () => onGo(block.attrs.id)}
                />
              );
            })}
          </div>
        </SidePanel>
      )}
    </>
  );
}

function spotsOf(placed: readonly PlacedQuery[]): SpotsByBlock {
  const spots = placed.flatMap(({ query, block, from, standing }) =>
    standing === 'open' && block !== null && from !== null
      ? [{ block: block.attrs.id, from, to: from + query.quote.length, message: query.text, look: 'asked' as const }]
      : [],
  );
  return Map.groupBy(spots, ({ block }) => block);
}

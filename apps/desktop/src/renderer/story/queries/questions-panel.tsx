import type * as Y from 'yjs';
import { type ChosenWords, useChosenWords } from '../chosen-words.ts';
import { shownDocument } from '../opening.tsx';
import type { PanelProps } from '../translate/strip/panel.ts';
import strip from '../translate/strip/strip.module.css';
import { useEditionText } from '../use-edition-text.ts';
import styles from './queries.module.css';
import { QueryThread, WordsForm } from './query-thread.tsx';
import { useQueries } from './use-queries.ts';

/** What was asked about the passage's source, in any language; and a line to ask in. */
export function QuestionsPanel(props: PanelProps) {
  const document = shownDocument(props.story.sourceDocument);
  if (document === null || props.pair === null) {
    return <p className={strip.quiet}>There is no source to ask about.</p>;
  }
  return <Questions {...props} from={props.pair.from} doc={document.doc} />;
}

type QuestionsProps = PanelProps & { readonly from: string; readonly doc: Y.Doc };

function Questions({ story, passage, language, from, doc }: QuestionsProps) {
  const chosen = useChosenWords();
  const { content } = useEditionText(doc);
  const { placed, acts } = useQueries(story.article.id, from, content);
  const [block] = passage.source;
  const ids = new Set(passage.source.map(({ attrs }) => attrs.id));
  const here = placed.filter((one) => one.block !== null && ids.has(one.block.attrs.id));
  return (
    <div className={styles.panel}>
      {here.map((one) => (
        <QueryThread key={one.query.id} placed={one} acts={acts} source={from} />
      ))}
      {acts !== null && block !== undefined && (
        <WordsForm
          label="Ask whoever writes the source: about the words chosen there, or the whole passage"
          verb="Ask"
          onSay={(text) => acts.ask(block, { language, target: passage.id }, text, wordsIn(chosen(), from))}
        />
      )}
    </div>
  );
}

/** The words chosen in the source, if that is where they were chosen. */
function wordsIn(chosen: ChosenWords | null, language: string): string | null {
  return chosen?.language === language ? chosen.text : null;
}

import type { Correction } from '@copydesk/shared/translation';
import { useCallback, useRef, useState } from 'react';
import { Button, Dialog, languageName, Select, TextField, useNotices } from '../../ui/index.ts';
import type { ChosenWords } from '../chosen-words.ts';
import { useEditionDocument } from '../session/use-edition-document.ts';
import type { Story } from '../use-story.ts';
import styles from './correct.module.css';
import { type AcceptAll, LanguageProposals } from './language-proposals.tsx';

export interface CorrectEverywhereProps {
  readonly story: Story;
  readonly chosen: ChosenWords | null;
  readonly onClose: () => void;
}

/** One name, number, date or quotation, corrected in all languages of the story: one proposal for each of its places. */
export function CorrectEverywhere({ story, chosen, onClose }: CorrectEverywhereProps) {
  const { article, edition } = story;
  const notices = useNotices();
  const known = article.editions.find(({ language }) => language === chosen?.language) ?? edition;
  const [language, setLanguage] = useState(known.language);
  const [wrong, setWrong] = useState(chosen?.text ?? '');
  const [right, setRight] = useState(chosen?.text ?? '');
  const own = useEditionDocument(article.id, language);
  const [ready, setReady] = useState<Readonly<Record<string, number>>>({});
  const acts = useRef(new Map<string, AcceptAll>());
  const onReady = useCallback((of: string, count: number, accept: AcceptAll) => {
    acts.current.set(of, accept);
    setReady((before) => (before[of] === count ? before : { ...before, [of]: count }));
  }, []);
  const correction: Correction = { language, wrong: wrong.trim(), right: right.trim() };
  const count = Object.values(ready).reduce((sum, one) => sum + one, 0);
  const acceptAll = () => {
    const written = [...acts.current.values()].reduce((sum, accept) => sum + accept(), 0);
    notices.say(written === 1 ? '1 place was corrected.' : `${written} places were corrected.`);
  };
  const first = article.editions.toSorted((a, b) => Number(b.language === language) - Number(a.language === language));
  return (
    <Dialog
      title="Correct everywhere"
      wide
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Close</Button>
          <Button kind="primary" isDisabled={count === 0} onPress={acceptAll}>
            {count === 1 ? 'Accept 1 proposal' : `Accept all ${count} proposals`}
          </Button>
        </>
      }
    >
      <div className={styles.ask}>
        <TextField
          label="What stands there"
          value={wrong}
          onChange={setWrong}
          maxLength={300}
          autoFocus={wrong === ''}
        />
        <TextField label="What is right" value={right} onChange={setRight} maxLength={300} autoFocus={wrong !== ''} />
        {article.editions.length > 1 && (
          <Select
            label="In"
            options={article.editions.map((one) => ({ id: one.language, name: languageName(one.language) }))}
            value={language}
            onChange={setLanguage}
          />
        )}
      </div>
      {correction.wrong !== '' && correction.wrong !== correction.right && (
        <div className={styles.languages}>
          {first.map((one) => (
            <LanguageProposals
              key={one.language}
              story={story}
              edition={one}
              correction={correction}
              own={own}
              onReady={onReady}
            />
          ))}
        </div>
      )}
    </Dialog>
  );
}

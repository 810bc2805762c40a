import type { Article } from '@copydesk/shared/api';
import { useState } from 'react';
import { useGo } from '../app/index.ts';
import { useAct, useCall, useUser } from '../data/index.ts';
import { Button, Dialog, languageName, type Option, ProblemNote, Select, useNotices } from '../ui/index.ts';
import { languageOptions } from '../ui/languages.ts';
import { mainEdition } from './stories.ts';

const BY_HAND = 'by-hand';
/** As a desk's settings say it. */
const NO_ENGINE = 'none';

interface MakeTranslationProps {
  readonly story: Article;
  /** The language to translate from at first; the story's main one if left out. */
  readonly from?: string;
  readonly onClose: () => void;
}

/** Adds a language to a story: drafted by an engine, or empty, to be written by hand. */
export function MakeTranslation({ story, from, onClose }: MakeTranslationProps) {
  const go = useGo();
  const user = useUser();
  const notices = useNotices();
  const create = useAct('createEdition');
  const languages = languageOptions(story.editions.map((edition) => edition.language));
  const [source, setSource] = useState(from ?? mainEdition(story, user)?.language ?? 'en');
  const [language, setLanguage] = useState(languages.find(({ id }) => id === 'es')?.id ?? languages[0]?.id ?? '');
  const [chosen, setChosen] = useState<string | null>(null);
  const engines = useEngines(story, source, language);
  const engine = chosen ?? engines.usable;

  function make(): void {
    const body = { language, source, engine: engine === BY_HAND ? null : engine };
    create.mutate(
      { params: { id: story.id }, body },
      {
        onSuccess: () => {
          const name = languageName(language);
          notices.say(engine === BY_HAND ? `${name} is ready to be written` : `${name} is being drafted`);
          onClose();
          go({ name: 'story', articleId: story.id, language, view: 'translate' });
        },
      },
    );
  }

  /** Another pair of languages has other engines. */
  function choose(set: (language: string) => void): (language: string) => void {
    return (value) => {
      set(value);
      setChosen(null);
    };
  }

  return (
    <Dialog
      title="Make a translation"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={language === ''} isPending={create.isPending} onPress={make}>
            Make the translation
          </Button>
        </>
      }
    >
      {story.editions.length > 1 && (
        <Select
          label="From"
          options={story.editions.map((edition) => ({ id: edition.language, name: languageName(edition.language) }))}
          value={source}
          onChange={choose(setSource)}
        />
      )}
      <Select label="Into" options={languages} value={language} onChange={choose(setLanguage)} />
      <Select
        label="First draft"
        options={engines.options}
        value={engine}
        onChange={setChosen}
        hint={engines.whyNone ?? 'A machine’s draft is labelled for readers until people have confirmed it.'}
      />
      <ProblemNote problem={create.error ?? engines.error} />
    </Dialog>
  );
}

interface Engines {
  readonly options: readonly Option<string>[];
  /** The first that can be used, or none: by hand. */
  readonly usable: string;
  /** Why none can, in words. */
  readonly whyNone: string | null;
  readonly error: Error | null;
}

function useEngines(story: Article, from: string, to: string): Engines {
  const { data, error } = useCall('engines', { query: { from, to, articleId: story.id } }, { enabled: to !== '' });
  const desk = useCall('people', {}).data?.desks.find(({ id }) => id === story.desk);
  const engines = data?.engines ?? [];
  const preferred = desk?.translation.engines[`${from}>${to}`];
  const available = engines.filter((engine) => engine.available);
  const usable =
    preferred === NO_ENGINE ? BY_HAND : ((available.find(({ id }) => id === preferred) ?? available[0])?.id ?? BY_HAND);
  const options = engines.map(({ id, name, available, why, remote }) => ({
    id,
    name,
    disabled: !available,
    detail: why ?? (remote ? 'The text leaves the newsroom for this service' : 'Runs in the newsroom'),
  }));
  return {
    options: [...options, { id: BY_HAND, name: 'By hand', detail: 'Empty passages beside the source' }],
    usable,
    whyNone: available.length === 0 ? (engines.find(({ why }) => why !== null)?.why ?? null) : null,
    error,
  };
}

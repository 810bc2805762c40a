import type { Article } from '@copydesk/shared/api';
import { useState } from 'react';
import { useGo } from '../app/index.ts';
import { useAct, useCall, useUser } from '../data/index.ts';
import { Button, Dialog, languageName, type Option, ProblemNote, Select, useNotices } from '../ui/index.ts';
import { languageOptions } from '../ui/languages.ts';
import { mainEdition } from './stories.ts';

const BY_HAND = 'by-hand';

/** Adds a language to a story: drafted by an engine, or empty, to be written by hand. */
export function MakeTranslation({ story, onClose }: { story: Article; onClose: () => void }) {
  const go = useGo();
  const user = useUser();
  const notices = useNotices();
  const create = useAct('createEdition');
  const languages = languageOptions(story.editions.map((edition) => edition.language));
  const [source, setSource] = useState(mainEdition(story, user)?.language ?? 'en');
  const [language, setLanguage] = useState(languages.find(({ id }) => id === 'es')?.id ?? languages[0]?.id ?? '');
  const [chosen, setChosen] = useState<string | null>(null);
  const engines = useEngines(source, language);
  const engine = chosen ?? engines.options.find(({ disabled }) => disabled !== true)?.id ?? BY_HAND;

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

  return (
    <Dialog
      title="Make a translation"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={language === ''} isPending={create.isPending} onPress={make}>
            Make translation
          </Button>
        </>
      }
    >
      {story.editions.length > 1 && (
        <Select
          label="From"
          options={story.editions.map((edition) => ({ id: edition.language, name: languageName(edition.language) }))}
          value={source}
          onChange={setSource}
        />
      )}
      <Select label="Into" options={languages} value={language} onChange={setLanguage} />
      <Select
        label="Drafted by"
        options={engines.options}
        value={engine}
        onChange={setChosen}
        hint="A machine’s draft is marked as such for readers until people have confirmed it."
      />
      <ProblemNote problem={engines.error} />
      <ProblemNote problem={create.error} />
    </Dialog>
  );
}

function useEngines(from: string, to: string): { options: readonly Option<string>[]; error: Error | null } {
  const { data, error } = useCall('engines', { query: { from, to } }, { enabled: to !== '' });
  const options = (data?.engines ?? []).map(({ id, name, available, why, remote }) => ({
    id,
    name,
    disabled: !available,
    detail: why ?? (remote ? 'The text leaves the newsroom for this service' : 'Runs in the newsroom'),
  }));
  return { options: [...options, { id: BY_HAND, name: 'Nobody: empty passages, written by hand' }], error };
}

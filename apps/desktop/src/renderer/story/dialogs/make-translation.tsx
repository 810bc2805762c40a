import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useGo } from '../../app/index.ts';
import { useAction } from '../../commands/index.ts';
import { useAct, useCall } from '../../data/index.ts';
import { Button, Dialog, IconButton, languageName, ProblemNote, Select } from '../../ui/index.ts';
import type { Story } from '../use-story.ts';
import styles from './dialogs.module.css';

/** Languages that a newsroom is likely to translate into; any other tag comes with the stories that have it. */
const LANGUAGES = ['ar', 'ca', 'de', 'en', 'es', 'fr', 'it', 'pt', 'ru', 'uk', 'zh'] as const;
const BY_HAND = 'by-hand';

/** *Make a translation*, behind a plus beside the languages. */
export function MakeTranslation({ story }: { story: Story }) {
  const [open, setOpen] = useState(false);
  const may = story.user.roles.some((role) => role === 'translator' || role === 'chief' || role === 'editor');
  useAction({
    id: 'make-translation',
    name: 'Make a translation',
    group: 'Story',
    enabled: may,
    run: () => setOpen(true),
  });
  if (!may) return null;
  return (
    <>
      <IconButton small label="Make a translation" onPress={() => setOpen(true)}>
        <Plus size={16} aria-hidden />
      </IconButton>
      {open && <MakeTranslationDialog story={story} onClose={() => setOpen(false)} />}
    </>
  );
}

function MakeTranslationDialog({ story: { article, edition }, onClose }: { story: Story; onClose: () => void }) {
  const go = useGo();
  const make = useAct('createEdition');
  const there = new Set(article.editions.map(({ language }) => language));
  const offered = LANGUAGES.filter((language) => !there.has(language));
  const [language, setLanguage] = useState<string | null>(offered.find((one) => one === 'es') ?? offered[0] ?? null);
  const [chosen, setChosen] = useState<string | null>(null);
  const engines = useCall(
    'engines',
    { query: { from: edition.language, to: language ?? 'en' } },
    { enabled: language !== null },
  );
  const usable = engines.data?.engines.find(({ available }) => available)?.id ?? BY_HAND;
  const whyNone = usable === BY_HAND ? engines.data?.engines.find(({ why }) => why !== null)?.why : null;
  const engine = chosen ?? usable;
  const submit = () => {
    if (language === null) return;
    make.mutate(
      {
        params: { id: article.id },
        body: { language, source: edition.language, engine: engine === BY_HAND ? null : engine },
      },
      {
        onSuccess: () => {
          onClose();
          go({ name: 'story', articleId: article.id, language, view: 'translate' });
        },
      },
    );
  };
  return (
    <Dialog
      title="Make a translation"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isPending={make.isPending} isDisabled={language === null} onPress={submit}>
            Make the translation
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <p>From the {languageName(edition.language)} text as it stands now.</p>
        <Select
          label="Into"
          options={offered.map((id) => ({ id, name: languageName(id) }))}
          value={offered.find((one) => one === language) ?? null}
          onChange={(value) => {
            setLanguage(value);
            setChosen(null);
          }}
        />
        <Select
          label="First draft"
          options={[
            ...(engines.data?.engines ?? []).map(({ id, name, available, why }) => ({
              id,
              name,
              detail: why ?? undefined,
              disabled: !available,
            })),
            { id: BY_HAND, name: 'By hand', detail: 'Empty passages beside the source' },
          ]}
          value={engine}
          onChange={setChosen}
          hint={whyNone ?? 'A machine’s draft is labelled for readers until it is revised.'}
        />
        <ProblemNote problem={make.error ?? engines.error} />
      </div>
    </Dialog>
  );
}

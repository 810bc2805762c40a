import type { ImportPlanInput } from '@copydesk/shared/api';
import { useState } from 'react';
import { useGo } from '../../app/index.ts';
import { useCall, useLocalAct, useUser } from '../../data/index.ts';
import { Button, Dialog, FileDrop, ProblemNote, Select, useNotices } from '../../ui/index.ts';
import { languageOptions } from '../../ui/languages.ts';
import { type ChosenFile, FILE_ENDINGS, readFile } from './file.ts';
import styles from './import.module.css';
import { PlanTable } from './plan-table.tsx';
import { usePlan } from './use-plan.ts';

/** Brings a story in from a file. Shows first what each line becomes; nothing is made until that is accepted. */
export function ImportDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return isOpen ? <OpenImport onClose={onClose} /> : null;
}

function OpenImport({ onClose }: { onClose: () => void }) {
  const go = useGo();
  const user = useUser();
  const notices = useNotices();
  const desks = useCall('people', {}).data?.desks ?? [];
  const accept = useLocalAct('acceptImport');
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [language, setLanguage] = useState('en');
  const [changes, setChanges] = useState<NonNullable<ImportPlanInput['changes']>>({});
  const desk = desks.find(({ id }) => user.desks.includes(id))?.id;
  const input = file && { ...file, language, changes, ...(desk === undefined ? {} : { desk }) };
  const { plan, error, isPending } = usePlan(input);

  function make(): void {
    if (input === null) return;
    accept.mutate(input, {
      onSuccess: ({ id }) => {
        notices.say('Story made from the file');
        onClose();
        go({ name: 'story', articleId: id, language, view: 'write' });
      },
    });
  }

  return (
    <Dialog
      title={file === null ? 'Import a file' : `Import ${file.name}`}
      wide
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          {file !== null && (
            <Button
              onPress={() => {
                setFile(null);
                setChanges({});
              }}
            >
              Another file
            </Button>
          )}
          <Button
            kind="primary"
            isDisabled={plan === undefined || isPending}
            isPending={accept.isPending}
            onPress={make}
          >
            Make story
          </Button>
        </>
      }
    >
      <div className={styles.language}>
        <Select label="Language of the text" options={languageOptions()} value={language} onChange={setLanguage} />
      </div>
      {file === null && (
        <FileDrop
          label="Drop a file here: plain text, Markdown or ninjs"
          endings={FILE_ENDINGS}
          onFile={(chosen) => void readFile(chosen).then(setFile, notices.problem)}
        />
      )}
      <ProblemNote problem={error} />
      <ProblemNote problem={accept.error} />
      {plan !== undefined && file !== null && (
        <PlanTable plan={plan} onChange={(line, kind) => setChanges({ ...changes, [line]: kind })} />
      )}
    </Dialog>
  );
}

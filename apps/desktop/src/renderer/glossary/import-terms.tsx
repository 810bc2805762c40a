import type { Glossary, GlossaryChange, GlossaryEntry } from '@copydesk/shared/api';
import {
  type FileTerm,
  type GlossaryFile,
  type GlossaryPlan,
  planGlossary,
  readGlossaryFile,
} from '@copydesk/shared/translation/exchange';
import { useState } from 'react';
import { Button, countText, Dialog, FileDrop, ProblemNote } from '../ui/index.ts';
import styles from './glossary.module.css';
import { useTermChanges } from './use-term-changes.ts';

interface ReadFile extends GlossaryFile {
  readonly name: string;
}

/** Takes terms in from a file. Says first what would become of each; nothing is changed until that is accepted. */
export function ImportTerms({ glossary, onClose }: { glossary: Glossary; onClose: () => void }) {
  const { from, to } = glossary;
  const changes = useTermChanges(glossary);
  const [file, setFile] = useState<ReadFile | null>(null);
  const [fault, setFault] = useState<Error | null>(null);
  const plan = file === null ? null : planGlossary(glossary.terms, file.terms);
  const count = plan === null ? 0 : plan.added.length + plan.changed.length;

  async function read(chosen: File): Promise<void> {
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    setFile({ name: chosen.name, ...readGlossaryFile({ name: chosen.name, bytes, from, to }) });
    setFault(null);
  }

  return (
    <Dialog
      title={file === null ? 'Import terms' : `Import ${file.name}`}
      wide
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          {file !== null && <Button onPress={() => setFile(null)}>Another file</Button>}
          <Button
            kind="primary"
            isDisabled={plan === null || count === 0}
            isPending={changes.isPending}
            onPress={() => {
              if (plan !== null) changes.takeIn(changesOf(plan)).then(onClose, setFault);
            }}
          >
            Take {countText(count, 'term')} in
          </Button>
        </>
      }
    >
      {file === null && (
        <FileDrop
          label="Drop a file here: TBX or CSV"
          endings={['.tbx', '.xml', '.csv']}
          onFile={(chosen) => void read(chosen).catch(setFault)}
        />
      )}
      <ProblemNote problem={fault} />
      {plan !== null && <Outcome plan={plan} />}
      {file !== null && file.problems.length > 0 && (
        <>
          <p>{countText(file.problems.length, 'row')} of the file cannot be taken in and will be left out:</p>
          <ul className={styles.problems}>
            {file.problems.map(({ line, message }) => (
              <li key={`${line} ${message}`}>
                Line {line}: {message}
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

function Outcome({ plan: { added, changed, same } }: { plan: GlossaryPlan<GlossaryEntry> }) {
  return (
    <>
      <p>
        {countText(added.length, 'new term')}, {countText(changed.length, 'changed term')}, {same} already here.
      </p>
      <ul className={styles.problems}>
        {changed.map(({ was, term }) => (
          <li key={was.id}>
            <bdi>{was.source}</bdi>: <bdi>{was.target || 'left as it is'}</bdi> becomes{' '}
            <bdi>{term.target || 'left as it is'}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

function changesOf({ added, changed }: GlossaryPlan<GlossaryEntry>): GlossaryChange[] {
  const wordsOf = ({ id: _id, line: _line, ...term }: FileTerm) => term;
  return [
    ...added.map((term) => ({ id: crypto.randomUUID(), was: null, term: wordsOf(term) })),
    ...changed.map(({ was, term }) => ({ id: was.id, was: was.version, term: wordsOf(term) })),
  ];
}

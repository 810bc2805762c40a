import { confirmable, DiffText, takeFromFile } from '@copydesk/editor';
import { UNDOABLE } from '@copydesk/editor/collaboration';
import { directionOf, inlineText } from '@copydesk/shared/article';
import {
  type ExchangeFile,
  type FileUnit,
  type MergePlan,
  type MergeRow,
  planMerge,
  readExchange,
} from '@copydesk/shared/translation/exchange';
import { CircleAlert, FileInput } from 'lucide-react';
import { useMemo, useState } from 'react';
import { CheckboxGroup } from 'react-aria-components';
import { Button, CheckBox, countText, Dialog, FileDrop, ProblemNote, problemOf, useNotices } from '../../ui/index.ts';
import { useEditionText } from '../use-edition-text.ts';
import type { Story } from '../use-story.ts';
import { mayWrite } from '../write-view.tsx';
import styles from './read-passages.module.css';
import { fileWords, planWords } from './read-words.ts';
import { exchangeOf, type PassageDocuments, readTexts } from './use-passage-texts.ts';

export interface ReadPassagesProps {
  readonly story: Story;
  readonly documents: PassageDocuments;
  readonly onClose: () => void;
}

const ENDINGS = ['.xlf', '.xliff', '.mqxliff', '.sdlxliff', '.tmx', '.csv', '.xml'];

interface Read {
  readonly name: string;
  readonly file: ExchangeFile;
}

/** Reads passages from a file, beside what stands here. Nothing is taken before the person says so. */
export function ReadPassages({ story, documents, onClose }: ReadPassagesProps) {
  const [read, setRead] = useState<Read | null>(null);
  const [error, setError] = useState<unknown>(null);
  const open = async (chosen: File) => {
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    const languages = { from: story.source?.language ?? null, to: story.edition.language };
    setRead({ name: chosen.name, file: readExchange({ name: chosen.name, bytes, ...languages }) });
    setError(null);
  };
  if (read !== null) return <ReadFile story={story} documents={documents} read={read} onClose={onClose} />;
  return (
    <Dialog
      title="Read passages from a file"
      wide
      isOpen
      onClose={onClose}
      footer={<Button onPress={onClose}>Cancel</Button>}
    >
      <FileDrop
        label="Drop a file here: XLIFF 1.2 or 2.1, TMX, or CSV with columns “source” and “target”"
        endings={ENDINGS}
        onFile={(chosen) => void open(chosen).catch(setError)}
      />
      {error !== null && <ProblemNote problem={problemOf(error)} />}
    </Dialog>
  );
}

function ReadFile({ story, documents, read, onClose }: ReadPassagesProps & { read: Read }) {
  const { edition } = story;
  const notices = useNotices();
  const plan = usePlan(story, documents, read.file);
  const offered = plan.rows.filter(({ kind }) => kind === 'file' || kind === 'both');
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    offered.filter(({ kind }) => kind === 'file').map(({ passage }) => passage.id),
  );
  const [confirm, setConfirm] = useState(false);
  const writable = mayWrite(story);
  const taken = offered.filter(({ passage }) => chosen.includes(passage.id));
  const take = () => {
    const lost = taken.filter((row) => !takeRow(documents, row, edition.language, confirm));
    notices.say(`${countText(taken.length - lost.length, 'passage')} taken from ${read.name}. Undo takes them back.`);
    onClose();
  };
  const warnings = [...fileWords(read.file, story), ...read.file.warnings];
  return (
    <Dialog
      title={`Passages in ${read.name}`}
      wide
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={!writable || taken.length === 0} onPress={take}>
            Take {countText(taken.length, 'passage')}
          </Button>
        </>
      }
    >
      <p>{planWords(plan)}</p>
      {!writable && <p className={styles.warning}>This text cannot be written in now, so nothing can be taken.</p>}
      {warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          <CircleAlert size={14} aria-hidden /> {warning}
        </p>
      ))}
      {offered.length > 0 && (
        <CheckboxGroup
          className={styles.rows ?? ''}
          aria-label="Passages to take"
          value={[...chosen]}
          onChange={setChosen}
          isDisabled={!writable}
        >
          {offered.map((row) => (
            <Row key={row.passage.id} row={row} story={story} />
          ))}
        </CheckboxGroup>
      )}
      {taken.some(confirmable) && (
        <CheckBox isSelected={confirm} onChange={setConfirm}>
          I have read them, and confirm in my name those that the file calls translated. Otherwise they wait to be
          confirmed here.
        </CheckBox>
      )}
      {plan.unmatched.length > 0 && <Unmatched units={plan.unmatched} story={story} />}
    </Dialog>
  );
}

/** The file beside the texts as they are now: what others write meanwhile shows at once. */
function usePlan(story: Story, { target, source, evidence }: PassageDocuments, file: ExchangeFile): MergePlan {
  const targetText = useEditionText(target);
  // A hook can't be left out: without a source it reads the target, which says nothing new.
  const sourceText = useEditionText(source ?? target);
  return useMemo(() => {
    const texts = { target: targetText, source: source === null ? null : sourceText, evidence };
    return planMerge(file, exchangeOf(story, texts));
  }, [file, story, source, evidence, targetText, sourceText]);
}

function takeRow(documents: PassageDocuments, row: MergeRow, language: string, confirm: boolean): boolean {
  const { target, source } = readTexts(documents);
  return takeFromFile(documents.target, row, { target, source, language, confirm, origin: UNDOABLE });
}

function Row({ row: { passage, kind, unit, target, sourceDiffers }, story }: { row: MergeRow; story: Story }) {
  const { edition, source } = story;
  const here = inlineText(passage.target);
  const there = inlineText(target);
  return (
    <div className={styles.row}>
      <CheckBox value={passage.id} label={`Take: ${there}`} />
      <div className={styles.sides}>
        {source !== null && (
          <p className={styles.source} lang={source.language} dir={directionOf(source.language)}>
            {inlineText(passage.source)}
          </p>
        )}
        {kind === 'both' && (
          <p className={styles.both}>
            <CircleAlert size={14} aria-hidden /> Changed here too. Taking the file’s words replaces these:
          </p>
        )}
        <p className={styles.words}>
          {here === there ? (
            <span lang={edition.language} dir={directionOf(edition.language)}>
              {there} <span className={styles.quiet}>(bold, italic or a link differs)</span>
            </span>
          ) : (
            <DiffText before={here} after={there} language={edition.language} />
          )}
        </p>
        {sourceDiffers && (
          <p className={styles.both}>
            <CircleAlert size={14} aria-hidden /> Translated from other source words than today’s; taken, it is stale.
          </p>
        )}
        {unit.notes.map((note) => (
          <p key={note} className={styles.note}>
            Note in the file: <bdi>{note}</bdi>
          </p>
        ))}
      </div>
    </div>
  );
}

/** What the file has that no passage here answers to, so that it can still be read and copied. */
function Unmatched({ units, story }: { units: readonly FileUnit[]; story: Story }) {
  const { edition, source } = story;
  return (
    <section aria-label="Passages without a place">
      <h3 className={styles.heading}>
        <FileInput size={14} aria-hidden /> Without a place in this story
      </h3>
      {units.map((unit) => (
        <div key={unit.line} className={styles.row}>
          <span className={styles.quiet}>Line {unit.line}</span>
          <div className={styles.sides}>
            {source !== null && (
              <p className={styles.source} lang={source.language} dir={directionOf(source.language)}>
                {inlineText(unit.source ?? [])}
              </p>
            )}
            <p className={styles.words} lang={edition.language} dir={directionOf(edition.language)}>
              {inlineText(unit.target ?? [])}
            </p>
          </div>
        </div>
      ))}
    </section>
  );
}

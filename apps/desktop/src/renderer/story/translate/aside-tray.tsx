import { UNDOABLE } from '@copydesk/editor/collaboration';
import { type AsidePassage, asideOf, dropAside, readAside, restoreAside } from '@copydesk/editor/schema';
import { blockText, directionOf } from '@copydesk/shared/article';
import { memo, useState } from 'react';
import type * as Y from 'yjs';
import { useAction } from '../../commands/index.ts';
import { Button, countText, Dialog, languageName, Time } from '../../ui/index.ts';
import { useEntries } from '../session/use-entries.ts';
import styles from './aside-tray.module.css';

const ASIDE = { root: asideOf, read: readAside };

export interface AsideTrayProps {
  readonly doc: Y.Doc;
  readonly language: string;
  readonly sourceLanguage: string | null;
  readonly writable: boolean;
  /** Puts the caret into a passage that was put back. */
  readonly onBack: (id: string) => void;
}

/** What was kept aside because its source was deleted, behind a button; nothing where nothing is. */
export const AsideTray = memo((props: AsideTrayProps) => {
  const aside = useEntries(props.doc, ASIDE);
  const [open, setOpen] = useState(false);
  useAction({
    id: 'aside',
    name: 'See what is kept aside',
    shortcut: 'Aux+K',
    group: 'Translation',
    enabled: aside.length > 0,
    run: () => setOpen(true),
  });
  if (aside.length === 0) return null;
  return (
    <>
      <Button small onPress={() => setOpen(true)}>
        Kept aside: {aside.length}
      </Button>
      {open && <AsideDialog {...props} aside={aside} onClose={() => setOpen(false)} />}
    </>
  );
});

function AsideDialog({
  aside,
  onClose,
  ...props
}: AsideTrayProps & { readonly aside: readonly AsidePassage[]; readonly onClose: () => void }) {
  return (
    <Dialog
      title={`Kept aside: ${countText(aside.length, 'passage')}`}
      isOpen
      wide
      onClose={onClose}
      footer={<Button onPress={onClose}>Close</Button>}
    >
      <p className={styles.why}>
        What these were made from was deleted. They are no part of the text, and stay here until somebody decides.
      </p>
      <ul className={styles.list}>
        {aside.map((passage) => (
          <AsideItem key={passage.id} passage={passage} onClose={onClose} {...props} />
        ))}
      </ul>
    </Dialog>
  );
}

function AsideItem({
  passage,
  doc,
  language,
  sourceLanguage,
  writable,
  onBack,
  onClose,
}: AsideTrayProps & { readonly passage: AsidePassage; readonly onClose: () => void }) {
  const [dropping, setDropping] = useState(false);
  const putBack = () => {
    restoreAside(doc, passage.id, UNDOABLE);
    onClose();
    onBack(passage.id);
  };
  return (
    <li className={styles.item}>
      <div className={styles.texts}>
        {sourceLanguage !== null && (
          <del className={styles.text} lang={sourceLanguage} dir={directionOf(sourceLanguage)}>
            {passage.sourceText}
          </del>
        )}
        <p className={styles.text} lang={language} dir={directionOf(language)}>
          {blockText(passage.block)}
        </p>
      </div>
      <div className={styles.foot}>
        {dropping ? (
          <>
            <span>Drop this {languageName(language)} passage for good?</span>
            <Button small onPress={() => setDropping(false)}>
              Keep it
            </Button>
            <Button small kind="danger" autoFocus onPress={() => dropAside(doc, passage.id, UNDOABLE)}>
              Drop for good
            </Button>
          </>
        ) : (
          <>
            <span className={styles.when}>
              Aside since <Time at={passage.at} />
            </span>
            <Button small isDisabled={!writable} onPress={() => setDropping(true)}>
              Drop
            </Button>
            <Button small kind="primary" isDisabled={!writable} onPress={putBack}>
              Put back
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

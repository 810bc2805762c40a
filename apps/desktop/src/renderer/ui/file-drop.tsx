import { FileText } from 'lucide-react';
import { type DropItem, DropZone, FileTrigger, Text } from 'react-aria-components';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import styles from './file-drop.module.css';
import { useNotices } from './notices.tsx';

export interface FileDropProps {
  /** What may be dropped here, as a sentence. */
  readonly label: string;
  /** File name endings offered when choosing, such as `.csv`. */
  readonly endings: readonly string[];
  readonly onFile: (file: File) => void;
}

/** A place to drop a file, or to choose one. */
export function FileDrop({ label, endings, onFile }: FileDropProps) {
  const notices = useNotices();
  const drop = (items: readonly DropItem[]) => {
    const item = items.find(({ kind }) => kind === 'file');
    if (item?.kind === 'file') item.getFile().then(onFile, notices.problem);
  };
  return (
    <DropZone className={classes(styles.drop)} onDrop={({ items }) => drop(items)}>
      <FileText size={24} aria-hidden />
      <Text slot="label">{label}</Text>
      <FileTrigger
        acceptedFileTypes={endings}
        onSelect={(files) => {
          const file = files?.[0];
          if (file !== undefined) onFile(file);
        }}
      >
        <Button>Choose a file</Button>
      </FileTrigger>
    </DropZone>
  );
}

import { FileText } from 'lucide-react';
import { type DropItem, DropZone, FileTrigger, Text } from 'react-aria-components';
import { Button, useNotices } from '../../ui/index.ts';
import { type ChosenFile, FILE_ENDINGS, readFile } from './file.ts';
import styles from './import.module.css';

/** A place to drop a file, or to choose one. */
export function FileDrop({ onFile }: { onFile: (file: ChosenFile) => void }) {
  const notices = useNotices();
  const take = (file: Promise<File> | File | undefined) => {
    if (file === undefined) return;
    Promise.resolve(file).then(readFile).then(onFile, notices.problem);
  };
  return (
    <DropZone className={styles.drop ?? ''} onDrop={({ items }) => take(fileOf(items))}>
      <FileText size={24} aria-hidden />
      <Text slot="label">Drop a file here: plain text, Markdown or ninjs</Text>
      <FileTrigger acceptedFileTypes={FILE_ENDINGS} onSelect={(files) => take(files?.[0])}>
        <Button>Choose a file</Button>
      </FileTrigger>
    </DropZone>
  );
}

function fileOf(items: readonly DropItem[]): Promise<File> | undefined {
  const item = items.find(({ kind }) => kind === 'file');
  return item?.kind === 'file' ? item.getFile() : undefined;
}

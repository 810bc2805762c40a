import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { useAction } from '../commands/index.ts';
import styles from './desk.module.css';

/** Searches the stories on this computer as one types. */
export function SearchBox({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useAction({
    id: 'search-desk',
    name: 'Search the stories on the desk',
    shortcut: '/',
    group: 'Desk',
    run: () => input.current?.focus(),
  });
  return (
    <SearchField className={styles.search ?? ''} aria-label="Search stories" value={text} onChange={onChange}>
      <Search size={14} aria-hidden />
      <Input ref={input} className={styles.searchInput ?? ''} placeholder="Search headlines and texts" dir="auto" />
      {text !== '' && (
        <Button className={styles.clear ?? ''} aria-label="Clear the search">
          <X size={14} aria-hidden />
        </Button>
      )}
    </SearchField>
  );
}

import { useAction } from '../../../commands/index.ts';
import type { OfferedTerm } from '../use-glossary.ts';
import type { MemoryInUse } from '../use-memory.ts';
import { MEMORY_KEYS } from './memory-panel.tsx';
import type { PanelProps } from './panel.ts';

interface AidKeysProps extends Pick<PanelProps, 'onReplace' | 'onInsert'> {
  readonly memory: MemoryInUse;
  readonly terms: readonly OfferedTerm[];
}

/** The keys that put in what memory and glossary offer, whichever aid is shown. */
export function AidKeys({ memory, terms, onReplace, onInsert }: AidKeysProps) {
  return (
    <>
      {MEMORY_KEYS.map((shortcut, index) => {
        const match = memory.matches[index];
        return (
          <AidKey
            key={shortcut}
            id={`memory-${index + 1}`}
            name={index === 0 ? 'Use the best match from the memory' : 'Use the second match from the memory'}
            shortcut={shortcut}
            run={match === undefined ? null : () => (match.part === null ? onReplace : onInsert)(match.target)}
          />
        );
      })}
      {terms.length === 0 && (
        <AidKey id="term-none" name="Insert the first term of the glossary" shortcut="Aux+Shift+1" run={null} />
      )}
      {terms.map(({ term, insert, shortcut }) =>
        insert === null || shortcut === null ? null : (
          <AidKey
            key={term.id}
            id={`term-${shortcut}`}
            name={`Insert the term “${insert}”`}
            shortcut={shortcut}
            run={() => onInsert(insert)}
          />
        ),
      )}
    </>
  );
}

interface AidKeyProps {
  readonly id: string;
  readonly name: string;
  readonly shortcut: string;
  readonly run: (() => void) | null;
}

function AidKey({ id, name, shortcut, run }: AidKeyProps) {
  useAction({ id, name, shortcut, group: 'Translation', enabled: run !== null, run: () => run?.() });
  return null;
}

import type { Glossary, GlossaryEntry } from '@copydesk/shared/api';
import { useState } from 'react';
import { useGo } from '../app/index.ts';
import { useAction } from '../commands/index.ts';
import { useLocalCall, useProfile, useUser } from '../data/index.ts';
import { Button, ProblemNote, Select, TextField } from '../ui/index.ts';
import { languageOptions } from '../ui/languages.ts';
import styles from './glossary.module.css';
import { ImportTerms } from './import-terms.tsx';
import { SaveGlossary } from './save-glossary.tsx';
import { TermDialog } from './term-dialog.tsx';
import { TermTable } from './term-table.tsx';
import { useTermChanges } from './use-term-changes.ts';

interface Pair {
  readonly from: string;
  readonly to: string;
}

const FIRST: Pair = { from: 'en', to: 'es' };

/** The newsroom's terms for a pair of languages. */
export default function GlossaryScreen({ pair: asked }: { pair: Pair | null }) {
  const go = useGo();
  const known = useLocalCall('glossaries', {}).data?.glossaries ?? [];
  const pair = asked ?? known[0] ?? FIRST;
  const { from, to } = pair;
  const { data, error } = useLocalCall('glossary', { from, to });
  const show = (next: Pair) => {
    if (next.from !== next.to) go({ name: 'glossary', pair: next });
  };
  return (
    <div className={styles.screen}>
      <h1>Glossary</h1>
      <div className={styles.pair}>
        <Select label="From" options={languageOptions([to])} value={from} onChange={(id) => show({ from: id, to })} />
        <Select label="Into" options={languageOptions([from])} value={to} onChange={(id) => show({ from, to: id })} />
      </div>
      <ProblemNote problem={error} />
      {data?.glossary === null && (
        <p className={styles.quiet}>
          The glossary is not on this computer yet. It comes when the line to the server is back.
        </p>
      )}
      {data?.glossary != null && <Terms key={`${from}>${to}`} glossary={data.glossary} />}
    </div>
  );
}

type Open = { readonly what: 'import' } | { readonly what: 'term'; readonly term: GlossaryEntry | null } | null;

function Terms({ glossary }: { glossary: Glossary }) {
  const user = useUser();
  const offline = useProfile()?.line.state !== 'online';
  const mayEdit = user.roles.includes('translator') || user.roles.includes('chief');
  const editable = mayEdit && !offline;
  const [open, setOpen] = useState<Open>(null);
  const [text, setText] = useState('');
  const changes = useTermChanges(glossary);
  const wanted = text.trim().toLowerCase();
  const found = glossary.terms.filter(({ source, target, note = '' }) =>
    [source, target, note].some((words) => words.toLowerCase().includes(wanted)),
  );
  useAction({
    id: 'glossary-add',
    name: 'Add a term',
    shortcut: 'Mod+Shift+E',
    group: 'Glossary',
    enabled: editable,
    run: () => setOpen({ what: 'term', term: null }),
  });
  return (
    <>
      <div className={styles.tools}>
        <TextField label="Search the terms" value={text} onChange={setText} />
        <div className={styles.buttons}>
          <SaveGlossary glossary={glossary} />
          <Button isDisabled={!editable} onPress={() => setOpen({ what: 'import' })}>
            Import a file
          </Button>
          <Button kind="primary" isDisabled={!editable} onPress={() => setOpen({ what: 'term', term: null })}>
            Add a term
          </Button>
        </div>
      </div>
      {!mayEdit && <p className={styles.quiet}>Translators and desk chiefs keep the glossary; you can read it.</p>}
      {mayEdit && offline && (
        <p className={styles.quiet}>You are offline: you can read the glossary, and change it when the line is back.</p>
      )}
      <ProblemNote problem={changes.error} />
      {glossary.terms.length === 0 ? (
        <p className={styles.quiet}>No terms yet. Add the first one, or import a file (TBX or CSV).</p>
      ) : (
        <TermTable
          glossary={glossary}
          terms={found}
          editable={editable}
          onEdit={(term) => setOpen({ what: 'term', term })}
          onRemove={changes.remove}
        />
      )}
      {open?.what === 'term' && <TermDialog glossary={glossary} term={open.term} onClose={() => setOpen(null)} />}
      {open?.what === 'import' && <ImportTerms glossary={glossary} onClose={() => setOpen(null)} />}
    </>
  );
}

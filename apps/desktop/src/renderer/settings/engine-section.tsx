import type { DeskTranslation } from '@copydesk/shared/api';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useCall } from '../data/index.ts';
import { Button, CheckBox, IconButton, languageName, type Option, Select } from '../ui/index.ts';
import { languageOptions } from '../ui/languages.ts';
import { Section } from './section.tsx';
import styles from './settings.module.css';

const BY_HAND: Option<string> = { id: 'none', name: 'By hand', detail: 'Empty passages beside the source' };

interface EngineSectionProps {
  readonly translation: DeskTranslation;
  readonly onChange: (change: Partial<DeskTranslation>) => void;
}

/** Which engine drafts which pair of languages, and what may leave the house. */
export function EngineSection({ translation: { engines, remoteWhenEmbargoed }, onChange }: EngineSectionProps) {
  const pairs = Object.keys(engines).sort();
  return (
    <Section
      title="Engines"
      about="Which engine drafts a translation when nobody chooses. Pairs not named here go to the first engine that is there."
    >
      {pairs.length > 0 && (
        <ul className={styles.pairs}>
          {pairs.map((pair) => (
            <PairLine
              key={pair}
              pair={pair}
              engine={engines[pair] ?? null}
              onChoose={(engine) => onChange({ engines: { ...engines, [pair]: engine } })}
              onRemove={() => {
                const { [pair]: _, ...rest } = engines;
                onChange({ engines: rest });
              }}
            />
          ))}
        </ul>
      )}
      <NewPair taken={pairs} onAdd={(pair) => onChange({ engines: { ...engines, [pair]: BY_HAND.id } })} />
      <CheckBox isSelected={remoteWhenEmbargoed} onChange={(allowed) => onChange({ remoteWhenEmbargoed: allowed })}>
        Embargoed stories may go to engines outside the newsroom
      </CheckBox>
    </Section>
  );
}

interface PairLineProps {
  readonly pair: string;
  readonly engine: string | null;
  readonly onChoose: (engine: string) => void;
  readonly onRemove: () => void;
}

function PairLine({ pair, engine, onChoose, onRemove }: PairLineProps) {
  const [from = '', to = ''] = pair.split('>');
  const { data } = useCall('engines', { query: { from, to } });
  const known = (data?.engines ?? []).map(({ id, name, why, remote }) => ({
    id,
    name,
    detail: why ?? (remote ? 'The text leaves the newsroom for this service' : 'Runs in the newsroom'),
  }));
  const missing = engine !== null && engine !== BY_HAND.id && !known.some(({ id }) => id === engine);
  const gone = missing ? [{ id: engine, name: engine, detail: 'Not set up on the server' }] : [];
  const name = `${languageName(from)} into ${languageName(to)}`;
  return (
    <li className={styles.pair}>
      <Select label={name} options={[...known, ...gone, BY_HAND]} value={engine} onChange={onChoose} />
      <IconButton label={`Remove ${name}`} onPress={onRemove}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
    </li>
  );
}

function NewPair({ taken, onAdd }: { taken: readonly string[]; onAdd: (pair: string) => void }) {
  const [from, setFrom] = useState('en');
  const [to, setTo] = useState('es');
  const pair = `${from}>${to}`;
  return (
    <div className={styles.newPair}>
      <Select label="From" options={languageOptions()} value={from} onChange={setFrom} />
      <Select label="Into" options={languageOptions()} value={to} onChange={setTo} />
      <Button isDisabled={from === to || taken.includes(pair)} onPress={() => onAdd(pair)}>
        <Plus size={16} aria-hidden />
        Add this pair
      </Button>
    </div>
  );
}

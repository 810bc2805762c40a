import type { DeskTranslation } from '@copydesk/shared/api';
import { defaultStyle, type HouseStyleChange, type QuoteMarks } from '@copydesk/shared/translation';
import { useState } from 'react';
import { languageName, Select, TextField } from '../ui/index.ts';
import { LanguageChoice } from './language-choice.tsx';
import { Section } from './section.tsx';
import styles from './settings.module.css';

const USUAL = 'usual';
const QUOTES: Record<string, QuoteMarks> = {
  curly: { open: '“', close: '”', innerOpen: '‘', innerClose: '’' },
  angled: { open: '«', close: '»', innerOpen: '“', innerClose: '”' },
  french: { open: '«\u00a0', close: '\u00a0»', innerOpen: '“', innerClose: '”' },
  german: { open: '„', close: '“', innerOpen: '‚', innerClose: '‘' },
  polish: { open: '„', close: '”', innerOpen: '«', innerClose: '»' },
};
const shown = ({ open, close, innerOpen, innerClose }: QuoteMarks) => `${open}a ${innerOpen}b${innerClose} c${close}`;
const DIGITS = { latin: '0123456789', arabic: '٠١٢٣٤٥٦٧٨٩' };
const MILLIONS = { words: 'three million', digits: '3 million' };

interface StyleSectionProps {
  readonly styles: DeskTranslation['styles'];
  readonly onChange: (styles: DeskTranslation['styles']) => void;
}

/** How this desk writes numbers, quotations and headlines in each language, where it is not the usual way. */
export function StyleSection({ styles: changes, onChange }: StyleSectionProps) {
  const [language, setLanguage] = useState('es');
  const usual = defaultStyle(language);
  const own = changes[language] ?? {};

  function set(change: HouseStyleChange): void {
    const next = Object.fromEntries(Object.entries({ ...own, ...change }).filter(([, value]) => value !== undefined));
    const { [language]: _, ...others } = changes;
    onChange(Object.keys(next).length === 0 ? others : { ...others, [language]: next });
  }

  const quotes = Object.entries(QUOTES).find(([, marks]) => shown(marks) === (own.quotes && shown(own.quotes)))?.[0];
  const name = languageName(language);
  return (
    <Section title="House style" about={`What translators are warned about. Unchanged, it is the usual ${name}.`}>
      <LanguageChoice label="Language" value={language} set={Object.keys(changes)} onChange={setLanguage} />
      <div className={styles.grid}>
        <Select
          label="Digits"
          options={choices(DIGITS, DIGITS[usual.digits])}
          value={own.digits ?? USUAL}
          onChange={(value) => set({ digits: value === 'latin' || value === 'arabic' ? value : undefined })}
        />
        <Select
          label="Quotation marks"
          options={choices(mapValues(QUOTES, shown), shown(usual.quotes))}
          value={quotes ?? USUAL}
          onChange={(value) => set({ quotes: QUOTES[value] })}
        />
        <Select
          label="Round millions"
          options={choices(MILLIONS, MILLIONS[usual.millions])}
          value={own.millions ?? USUAL}
          onChange={(value) => set({ millions: value === 'words' || value === 'digits' ? value : undefined })}
        />
        <HeadlineLength key={language} own={own.headlineMax} usual={usual.headlineMax} onChange={set} />
      </div>
    </Section>
  );
}

interface HeadlineLengthProps {
  readonly own: number | undefined;
  readonly usual: number;
  readonly onChange: (change: HouseStyleChange) => void;
}

function HeadlineLength({ own, usual, onChange }: HeadlineLengthProps) {
  const [text, setText] = useState(own?.toString() ?? '');
  const wrong = text !== '' && !/^[1-9]\d{0,2}$/.test(text);
  return (
    <TextField
      label="Longest headline, in characters"
      value={text}
      placeholder={String(usual)}
      error={wrong ? 'A number from 1 to 999, or nothing' : undefined}
      onChange={(value) => {
        setText(value);
        if (value === '') onChange({ headlineMax: undefined });
        else if (/^[1-9]\d{0,2}$/.test(value)) onChange({ headlineMax: Number(value) });
      }}
    />
  );
}

function choices(names: Readonly<Record<string, string>>, usual: string) {
  return [{ id: USUAL, name: `As usual: ${usual}` }, ...Object.entries(names).map(([id, name]) => ({ id, name }))];
}

function mapValues<T>(record: Readonly<Record<string, T>>, value: (of: T) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, of]) => [key, value(of)]));
}

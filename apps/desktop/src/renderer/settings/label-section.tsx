import type { Desk, DeskTranslation } from '@copydesk/shared/api';
import { LabelCode, labelText } from '@copydesk/shared/article';
import { useState } from 'react';
import { directionOf, Select, TextField } from '../ui/index.ts';
import { LanguageChoice } from './language-choice.tsx';
import { Section } from './section.tsx';
import styles from './settings.module.css';

const WHEN: Record<LabelCode, string> = {
  machine: 'While nothing is confirmed',
  'partly-revised': 'While some is confirmed',
  revised: 'When all is confirmed',
};
const RULES = [
  { id: 'show', name: 'Readers are told that a machine translated it and people revised it' },
  { id: 'omit', name: 'No label: an editor answers for the text' },
] as const;

interface LabelSectionProps {
  readonly whenRevised: Desk['labelWhenRevised'];
  readonly wording: DeskTranslation['labelWording'];
  readonly onWhenRevised: (rule: Desk['labelWhenRevised']) => void;
  readonly onWording: (wording: DeskTranslation['labelWording']) => void;
}

/** What readers are told about machine translation, and in which words. */
export function LabelSection({ whenRevised, wording, onWhenRevised, onWording }: LabelSectionProps) {
  const [language, setLanguage] = useState('es');
  const own = wording[language] ?? {};

  function word(code: LabelCode, text: string): void {
    const { [code]: _, ...rest } = own;
    const sentences = text.trim() === '' ? rest : { ...rest, [code]: text };
    const { [language]: __, ...others } = wording;
    onWording(Object.keys(sentences).length === 0 ? others : { ...others, [language]: sentences });
  }

  return (
    <Section
      title="Label"
      about="What readers see above a machine’s translation. It follows from what people confirmed."
    >
      <Select label="When every passage is confirmed" options={RULES} value={whenRevised} onChange={onWhenRevised} />
      <LanguageChoice label="In the words of" value={language} set={Object.keys(wording)} onChange={setLanguage} />
      <div className={styles.sentences} lang={language} dir={directionOf(language)}>
        {LabelCode.options.map((code) => (
          <TextField
            key={code}
            label={WHEN[code]}
            value={own[code] ?? ''}
            onChange={(text) => word(code, text)}
            maxLength={400}
            placeholder={labelText(code, language, { from: language === 'en' ? 'es' : 'en' })}
          />
        ))}
      </div>
      <p className={styles.quiet}>
        Left empty, ours is used. {'{source}'} stands for the name of the language it was translated from.
      </p>
    </Section>
  );
}

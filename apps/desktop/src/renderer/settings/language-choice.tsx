import { languageName, Select } from '../ui/index.ts';
import { languageOptions } from '../ui/languages.ts';

interface LanguageChoiceProps {
  readonly label: string;
  readonly value: string;
  /** Languages that something is set for; told beside their names. */
  readonly set: readonly string[];
  readonly onChange: (language: string) => void;
}

/** Which language is being set up. */
export function LanguageChoice({ label, value, set, onChange }: LanguageChoiceProps) {
  const offered = languageOptions();
  const others = set.filter((tag) => !offered.some(({ id }) => id === tag));
  const options = [...offered, ...others.map((id) => ({ id, name: languageName(id) }))];
  return (
    <Select
      label={label}
      value={value}
      onChange={onChange}
      options={options.map(({ id, name }) => ({ id, name, detail: set.includes(id) ? 'As set here' : undefined }))}
    />
  );
}

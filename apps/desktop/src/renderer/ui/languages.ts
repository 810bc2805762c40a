import { languageName } from './times.ts';

/** Languages offered for new stories and translations, by tag. */
const OFFERED = ['en', 'es', 'ar', 'fr', 'de', 'pt', 'ca', 'it', 'ru', 'uk', 'tr', 'fa', 'zh', 'ja'] as const;

export interface LanguageOption {
  readonly id: string;
  readonly name: string;
}

/** Languages to choose from, without those in `taken`, by name. */
export function languageOptions(taken: readonly string[] = []): LanguageOption[] {
  return OFFERED.filter((tag) => !taken.includes(tag)).map((id) => ({ id, name: languageName(id) }));
}

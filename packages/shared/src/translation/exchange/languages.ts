import { LanguageTag } from '../../article/model.ts';

/** A language of a file as a tag of ours ("EN-us" is "en-US"), or null where it is none. */
export function tagOf(written: string | undefined): LanguageTag | null {
  if (written === undefined) return null;
  try {
    const [canonical] = Intl.getCanonicalLocales(written.trim().replaceAll('_', '-'));
    return LanguageTag.safeParse(canonical).data ?? null;
  } catch {
    return null;
  }
}

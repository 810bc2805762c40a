/** The label in the words of readers, per language. */
import { baseLanguage, languageName } from './language.ts';
import type { LabelCode } from './model.ts';

export interface LabelContext {
  /** What the machine translated from; null where that is unknown (an imported machine text, and what carries its label). */
  readonly from: string | null;
  /** Names of those who revised the text, only of people who agreed to be named. */
  readonly names?: readonly string[];
  /** The desk's own sentences by language; `{source}` in one stands for the name of the language translated from. */
  readonly wording?: Readonly<Record<string, { readonly [code in LabelCode]?: string | undefined }>> | undefined;
}

/** One language's sentences. `from` is that language's phrase for "from English", or ''. */
interface Wording {
  readonly from: (name: string) => string;
  readonly sentences: Record<LabelCode, (from: string) => string>;
  readonly by: (names: string) => string;
}

const startsWithVowel = (name: string) => /^[aeiouyhàâäéèêëîïôöùûü]/i.test(name);

const WORDINGS: Record<string, Wording> = {
  en: {
    from: (name) => ` from ${name}`,
    sentences: {
      machine: (from) => `Machine translation${from}. Not checked by an editor.`,
      'partly-revised': (from) => `Machine translation${from}, revised in part by our newsroom.`,
      revised: (from) => `Translated${from} by machine and revised by our newsroom.`,
    },
    by: (names) => `Revised by ${names}.`,
  },
  es: {
    from: (name) => ` del ${name}`,
    sentences: {
      machine: (from) => `Traducción automática${from}. No la ha comprobado ningún editor.`,
      'partly-revised': (from) => `Traducción automática${from}, revisada en parte por nuestra redacción.`,
      revised: (from) => `Traducción automática${from} revisada por nuestra redacción.`,
    },
    by: (names) => `Revisión: ${names}.`,
  },
  fr: {
    from: (name) => (startsWithVowel(name) ? ` de l’${name}` : ` du ${name}`),
    sentences: {
      machine: (from) => `Traduction automatique${from}, non vérifiée par la rédaction.`,
      'partly-revised': (from) => `Traduction automatique${from}, révisée en partie par notre rédaction.`,
      revised: (from) => `Traduction automatique${from}, révisée par notre rédaction.`,
    },
    by: (names) => `Révision : ${names}.`,
  },
  de: {
    from: (name) => ` aus dem ${/sch$/.test(name) ? `${name}en` : name}`,
    sentences: {
      machine: (from) => `Maschinelle Übersetzung${from}. Nicht redaktionell geprüft.`,
      'partly-revised': (from) => `Maschinelle Übersetzung${from}, von unserer Redaktion teilweise überarbeitet.`,
      revised: (from) => `Maschinelle Übersetzung${from}, von unserer Redaktion überarbeitet.`,
    },
    by: (names) => `Überarbeitung: ${names}.`,
  },
  pt: {
    from: (name) => ` do ${name}`,
    sentences: {
      machine: (from) => `Tradução automática${from}. Não foi verificada por nenhum editor.`,
      'partly-revised': (from) => `Tradução automática${from}, revista em parte pela nossa redação.`,
      revised: (from) => `Tradução automática${from} revista pela nossa redação.`,
    },
    by: (names) => `Revisão: ${names}.`,
  },
  ar: {
    from: (name) => ` من ${name}`,
    sentences: {
      machine: (from) => `ترجمة آلية${from}، لم يراجعها محرر.`,
      'partly-revised': (from) => `ترجمة آلية${from}، راجع فريق التحرير لدينا جزءًا منها.`,
      revised: (from) => `ترجمة آلية${from}، راجعها فريق التحرير لدينا.`,
    },
    by: (names) => `المراجعة: ${names}.`,
  },
};
const FALLBACK = 'en';

/** The language the label for `language` is worded in: its own if we have words for it, else English. */
export function labelLanguage(language: string): string {
  const base = baseLanguage(language);
  return Object.hasOwn(WORDINGS, base) ? base : FALLBACK;
}

/** A desk's own sentence, for the language itself or for its base; undefined if it has none, or it lacks what it needs. */
function ownSentence(code: LabelCode, language: string, { wording = {}, from }: LabelContext): string | undefined {
  const own = wording[language]?.[code] ?? wording[baseLanguage(language)]?.[code];
  if (own?.includes('{source}') !== true) return own;
  return from === null
    ? undefined
    : own.replaceAll('{source}', languageName(baseLanguage(from), baseLanguage(language)));
}

/** The label as readers of `language` see it. */
export function labelText(code: LabelCode, language: string, context: LabelContext): string {
  const worded = labelLanguage(language);
  const wording = WORDINGS[worded];
  if (!wording) throw new Error(`no label wording for ${worded}`);
  const from = context.from === null ? '' : wording.from(languageName(baseLanguage(context.from), worded));
  const sentence = ownSentence(code, language, context) ?? wording.sentences[code](from);
  if (code === 'machine' || !context.names?.length) return sentence;
  const names = new Intl.ListFormat(worded, { type: 'conjunction' }).format(context.names);
  return `${sentence} ${wording.by(names)}`;
}

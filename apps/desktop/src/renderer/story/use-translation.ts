import {
  createTranslationStore,
  type Translation,
  type TranslationFacts,
  type TranslationStore,
} from '@copydesk/editor';
import type { PassageEvidence } from '@copydesk/shared/article';
import { styleOf } from '@copydesk/shared/translation';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useCall } from '../data/index.ts';
import { useGlossary } from './translate/use-glossary.ts';
import type { Story } from './use-story.ts';

export interface OpenTranslation {
  readonly store: TranslationStore;
  readonly translation: Translation;
  readonly facts: TranslationFacts;
}

/** What is on record about each passage; empty until known. */
export function useEvidence({ article, edition }: Story): readonly PassageEvidence[] | undefined {
  const params = { id: article.id, language: edition.language };
  return useCall('getEvidence', { params }, { enabled: edition.role === 'translation' }).data?.passages;
}

const never = () => () => undefined;
const none = () => null;

/** The story's translation as it stands; null while one of its documents is still being opened. */
export function useTranslation(story: Story): OpenTranslation | null {
  const { edition, source, desk } = story;
  const evidence = useEvidence(story);
  const targetDoc = story.target.state.phase === 'open' ? story.target.state.document.doc : null;
  const sourceDoc = story.sourceDocument.state.phase === 'open' ? story.sourceDocument.state.document.doc : null;
  const ready = edition.role === 'translation' && evidence !== undefined && (source === null || sourceDoc !== null);

  const carried = source?.label?.code ?? null;
  const rule = desk?.labelWhenRevised ?? 'show';
  const wording = desk?.translation.labelWording;
  const change = desk?.translation.styles[edition.language];
  const { terms } = useGlossary(source === null ? null : { from: source.language, to: edition.language });
  const style = useMemo(() => styleOf(edition.language, change), [edition.language, change]);
  const facts = useMemo<TranslationFacts>(
    () => ({
      language: edition.language,
      sourceLanguage: source?.language ?? null,
      evidence: evidence ?? [],
      carried,
      rule,
      wording,
      style,
      terms,
    }),
    [edition.language, source?.language, evidence, carried, rule, wording, style, terms],
  );
  const [store, setStore] = useState<TranslationStore | null>(null);
  useEffect(() => {
    if (!ready || targetDoc === null) return undefined;
    const made = createTranslationStore(targetDoc, sourceDoc, NO_FACTS);
    setStore(made);
    return () => {
      setStore(null);
      made.close();
    };
  }, [ready, targetDoc, sourceDoc]);
  useEffect(() => store?.setFacts(facts), [store, facts]);
  const translation = useSyncExternalStore(store?.subscribe ?? never, store?.read ?? none);
  // Until the first facts have reached a new store, what it says of the label would be wrong. Later ones reach it a
  // moment after they are known; nothing may be taken off the screen for that.
  if (store === null || translation === null || translation.facts === NO_FACTS) return null;
  return { store, translation, facts: translation.facts };
}

const NO_FACTS: TranslationFacts = {
  language: 'und',
  sourceLanguage: null,
  evidence: [],
  carried: null,
  rule: 'show',
};

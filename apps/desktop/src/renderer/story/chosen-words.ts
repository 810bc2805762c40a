/** The words that were last chosen in a text, kept while a menu or the palette has the focus. */
import { useEffect, useRef } from 'react';

export interface ChosenWords {
  readonly text: string;
  /** The language of the text that they stand in. */
  readonly language: string;
}

/** A correction is a name, a number, a date or a quotation: longer choices are something else. */
const MOST = 300;

/** Reads the last choice when it is called. */
export function useChosenWords(): () => ChosenWords | null {
  const last = useRef<ChosenWords | null>(null);
  useEffect(() => {
    const note = () => {
      const words = chosenWords(document.getSelection());
      if (words !== null) last.current = words;
    };
    document.addEventListener('selectionchange', note);
    return () => document.removeEventListener('selectionchange', note);
  }, []);
  return () => last.current;
}

function chosenWords(selection: Selection | null): ChosenWords | null {
  const text = selection?.toString().trim() ?? '';
  const node = selection?.anchorNode;
  const element = node instanceof Element ? node : node?.parentElement;
  const copy = element?.closest('.copy[lang]');
  const language = copy?.getAttribute('lang');
  return text === '' || text.length > MOST || !language ? null : { text, language };
}

/** What newsrooms that take the text are told about how it was made (IPTC digital source type). */
import type { Label } from '@copydesk/shared/article';

export interface DigitalSourceType {
  readonly name: string;
  readonly uri: string;
  readonly literal: string;
}

const VOCABULARY = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
const CREATED = { name: 'Created using Generative AI', uri: `${VOCABULARY}trainedAlgorithmicMedia` };
const EDITED = { name: 'Edited using Generative AI', uri: `${VOCABULARY}compositeWithTrainedAlgorithmicMedia` };
const ALTERED = { name: 'Algorithmically-altered media', uri: `${VOCABULARY}algorithmicallyEnhanced` };

const LITERALS = {
  machine: 'machine-translated, not revised',
  'partly-revised': 'machine-translated, partly revised by people',
  revised: 'machine-translated, revised by people',
} as const;

/**
 * The type of a text by its label and by the engines it was made with; null where no machine had a part in it. The
 * vocabulary has no code for "machine-translated": `literal` says it exactly. A text whose label the desk's rule omits
 * was still made that way, and is told as revised.
 */
export function digitalSourceType(label: Label | null, engines: readonly string[]): DigitalSourceType | null {
  if (label === null && engines.length === 0) return null;
  const code = label?.code ?? 'revised';
  const literal = LITERALS[code];
  // Engines by rules, and those that a file doesn't name, are not called generative.
  if (!engines.some(isNeural)) return { ...ALTERED, literal };
  return { ...(code === 'machine' ? CREATED : EDITED), literal };
}

function isNeural(engine: string): boolean {
  return !engine.startsWith('Apertium');
}

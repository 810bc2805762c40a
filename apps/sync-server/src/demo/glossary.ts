import type { GlossaryTerm } from '@copydesk/shared/translation';

/** A few terms for the demo's stories, English into Spanish. */
export const DEMO_GLOSSARY: readonly Omit<GlossaryTerm, 'id'>[] = [
  { source: 'ferry', target: 'transbordador', status: 'preferred' },
  { source: 'ferry', target: 'ferri', status: 'forbidden', note: 'House style: transbordador.' },
  { source: 'port authority', target: 'autoridad portuaria', status: 'preferred' },
  { source: 'mayor', target: 'alcaldesa', status: 'preferred', note: 'Dorothea Quill is a woman.' },
  { source: 'pier', target: 'pilar', status: 'preferred', note: 'Of a bridge; “muelle” is where boats land.' },
  { source: 'Coastal Press', target: '', status: 'do-not-translate', caseSensitive: true },
];

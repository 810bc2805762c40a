/** Where an edition stands, in the words of the newsroom; one glyph and one phrase each, colour only third. */
import type { Edition } from '@copydesk/shared/api';

export type StateGlyph =
  | 'drafting'
  | 'translating'
  | 'submitted'
  | 'approved'
  | 'live'
  | 'revising'
  | 'withheld'
  | 'killed'
  | 'spiked';
export type StateTone = 'work' | 'wait' | 'good' | 'stop';

export interface EditionStateWords {
  readonly glyph: StateGlyph;
  readonly tone: StateTone;
  /** One or two words, for a tag: "drafting". */
  readonly word: string;
  /** More exactly, for titles and the bottom bar: "Version 2 is live, a correction is being drafted". */
  readonly sentence: string;
}

/** What of an edition decides its words. */
export type StatedEdition = Pick<Edition, 'state' | 'public' | 'version' | 'revision' | 'drafting'>;

/** The words for where `edition` stands. */
export function editionStateWords(edition: StatedEdition): EditionStateWords {
  const { drafting, version } = edition;
  if (edition.public === 'killed') {
    return {
      glyph: 'killed',
      tone: 'stop',
      word: 'killed',
      sentence: `Killed after version ${version}${next(edition)}`,
    };
  }
  if (edition.state === 'spiked') {
    return { glyph: 'spiked', tone: 'stop', word: 'spiked', sentence: 'Spiked: not to be published' };
  }
  if (drafting?.running) {
    const progress = `${drafting.done} of ${drafting.total}`;
    return {
      glyph: 'translating',
      tone: 'work',
      word: `translating ${drafting.done}/${drafting.total}`,
      sentence: `The translation is being drafted: ${progress} passages`,
    };
  }
  const words = workWords(edition);
  if (edition.public === 'withheld') {
    return {
      glyph: 'withheld',
      tone: 'stop',
      word: 'withheld',
      sentence: `Version ${version} is taken down while it is checked${next(edition)}`,
    };
  }
  return words;
}

/** Where the next version of a text stands that readers no longer get. */
function next(edition: StatedEdition): string {
  return edition.state === 'closed' ? '' : `; the next version is ${workWords(edition).word}`;
}

function workWords({ state, public: published, version, revision }: StatedEdition): EditionStateWords {
  const live = published === 'live' ? `Version ${version} is live` : null;
  switch (state) {
    case 'submitted':
      return {
        glyph: 'submitted',
        tone: 'wait',
        word: 'awaiting approval',
        sentence: live ? `${live}; the next one awaits approval` : 'Awaiting approval',
      };
    case 'approved':
      return {
        glyph: 'approved',
        tone: 'good',
        word: 'approved',
        sentence: live ? `${live}; the next one is approved, not yet published` : 'Approved, not yet published',
      };
    case 'closed':
      return { glyph: 'live', tone: 'good', word: 'published', sentence: live ?? 'Published' };
    case 'drafting':
    case 'spiked':
      return live
        ? {
            glyph: 'revising',
            tone: 'work',
            word: 'revising',
            sentence: `${live}; ${revision === null || revision === undefined ? 'the next one' : revisionWords[revision]} is being drafted`,
          }
        : { glyph: 'drafting', tone: 'work', word: 'drafting', sentence: 'Being drafted' };
  }
}

const revisionWords = { update: 'an update', correction: 'a correction', clarification: 'a clarification' } as const;

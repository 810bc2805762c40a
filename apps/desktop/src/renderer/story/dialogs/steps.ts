/** The acts that are explained before they are done: what will happen where, and what they ask for. */
import type { Article, Edition } from '@copydesk/shared/api';
import type { Action, Scope } from '@copydesk/shared/article';
import { languageName } from '../../ui/index.ts';

export interface StepWords {
  readonly action: Action;
  /** In the menu and as the dialog's title. */
  readonly name: string;
  readonly summary: string;
  /** On the button that does it. */
  readonly verb: string;
  readonly danger: boolean;
  readonly asks: readonly ('kind' | 'note' | 'scope' | 'slug')[];
  /** What it means for each text it takes in. */
  readonly effect: (edition: Edition) => string;
}

const version = ({ version: number }: Edition) => `version ${number}`;

export const STEPS: readonly StepWords[] = [
  {
    action: 'revise',
    name: 'Revise',
    summary: 'Open the next version; the published one stays',
    verb: 'Open the next version',
    danger: false,
    asks: ['kind'],
    effect: (edition) => `Readers keep ${version(edition)} while the next one is written.`,
  },
  {
    action: 'withhold',
    name: 'Withhold',
    summary: 'Take it down while it is checked',
    verb: 'Withhold',
    danger: true,
    asks: ['note', 'scope'],
    effect: (edition) => `Readers no longer get ${version(edition)}. It can be put back.`,
  },
  {
    action: 'restore',
    name: 'Put back',
    summary: 'Before readers again, as it was',
    verb: 'Put it back',
    danger: false,
    asks: ['scope'],
    effect: (edition) => `Readers get ${version(edition)} again.`,
  },
  {
    action: 'kill',
    name: 'Kill',
    summary: 'Take it down for good',
    verb: 'Kill the text',
    danger: true,
    asks: ['note', 'scope', 'slug'],
    effect: (edition) => `${capital(version(edition))} is taken down everywhere, and every outlet is told to drop it.`,
  },
  {
    action: 'reopen',
    name: 'Reopen',
    summary: 'Begin the next version of a killed text',
    verb: 'Reopen',
    danger: false,
    asks: ['note'],
    effect: () => 'The next version can be written. Nothing is published by this.',
  },
  {
    action: 'discard',
    name: 'Discard the revision',
    summary: 'Go back to the published version',
    verb: 'Discard the revision',
    danger: true,
    asks: [],
    effect: (edition) => `What was written since ${version(edition)} leaves the text. Readers notice nothing.`,
  },
  {
    action: 'spike',
    name: 'Spike',
    summary: 'Not to be published; can be revived',
    verb: 'Spike the text',
    danger: true,
    asks: ['note'],
    effect: () => 'Nobody writes in it any more. It is kept and can be revived.',
  },
  {
    action: 'revive',
    name: 'Revive',
    summary: 'Draft a spiked text again',
    verb: 'Revive',
    danger: false,
    asks: [],
    effect: () => 'It is being drafted again, as it was left.',
  },
];

/** The texts that an act takes in: this one, or every language where it is possible. */
export function takenIn(article: Article, edition: Edition, { action }: StepWords, scope: Scope): readonly Edition[] {
  if (scope === 'this') return [edition];
  return article.editions.filter((one) => one.language === edition.language || one.actions.includes(action));
}

/** One line per text: what will happen where. */
export function effectLines(step: StepWords, editions: readonly Edition[]): string[] {
  return editions.map((edition) => `${languageName(edition.language)}: ${step.effect(edition)}`);
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

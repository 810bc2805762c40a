import type { BodyOf, Edition } from '@copydesk/shared/api';
import type { Action } from '@copydesk/shared/article';
import { useEffect, useRef } from 'react';
import { useAct } from '../../data/index.ts';
import { languageName, useNotices } from '../../ui/index.ts';
import type { Story } from '../use-story.ts';

export type Step = BodyOf<'transition'>;

export interface Transition {
  readonly isPending: boolean;
  /** Takes a step and says what came of it, or what stood against it, in a notice, until the next one or the text is left. */
  run(step: Step): void;
  /** Takes a step; rejects with `ProblemError` for the caller to show. */
  take(step: Step): Promise<Edition>;
}

const DONE: Partial<Record<Action, string>> = {
  submit: 'was submitted for approval.',
  recall: 'is yours again.',
  return: 'went back with your note.',
  approve: 'is approved.',
  withdraw: 'is no longer approved.',
  publish: 'is published.',
  revise: 'is open for its next version.',
  discard: 'is back at its published version.',
  spike: 'is spiked.',
  revive: 'is being drafted again.',
  withhold: 'is withheld from readers.',
  restore: 'is before readers again.',
  kill: 'is killed.',
  reopen: 'is open for its next version.',
};

/** Takes workflow steps with a story's edition. */
export function useTransition({ article, edition }: Pick<Story, 'article' | 'edition'>): Transition {
  const act = useAct('transition');
  const notices = useNotices();
  const take = async (step: Step) => {
    const after = await act.mutateAsync({ params: { id: article.id, language: edition.language }, body: step });
    const done = DONE[step.action];
    if (done !== undefined) notices.say(`The ${languageName(edition.language)} text ${done}`);
    return after;
  };
  const untell = useRef(() => {});
  useEffect(() => () => untell.current(), []);
  return {
    isPending: act.isPending,
    take,
    run(step) {
      untell.current();
      take(step).catch((error: unknown) => {
        untell.current = notices.problem(error);
      });
    },
  };
}

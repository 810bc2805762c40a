import { type Glossary, type GlossaryChange, type GlossaryEntry, MOST_GLOSSARY_CHANGES } from '@copydesk/shared/api';
import { useAct } from '../data/index.ts';
import { countText, useNotices } from '../ui/index.ts';

export type TermWords = NonNullable<GlossaryChange['term']>;

/** What a person does to a glossary; each act is refused where somebody else was faster with the same term. */
export function useTermChanges({ from, to }: Pick<Glossary, 'from' | 'to'>) {
  const notices = useNotices();
  const act = useAct('changeGlossary');
  const send = (changes: GlossaryChange[]) => act.mutateAsync({ params: { from, to }, body: { changes } });

  return {
    error: act.error,
    isPending: act.isPending,
    /** `was` null: a new term. */
    save(was: GlossaryEntry | null, term: TermWords, done: () => void): void {
      const change = { id: was?.id ?? crypto.randomUUID(), was: was?.version ?? null, term };
      act.mutate(
        { params: { from, to }, body: { changes: [change] } },
        {
          onSuccess: () => {
            notices.say(was === null ? 'Term added' : 'Term changed');
            done();
          },
        },
      );
    },
    remove({ id, version, source }: GlossaryEntry): void {
      act.mutate(
        { params: { from, to }, body: { changes: [{ id, was: version, term: null }] } },
        { onSuccess: () => notices.say(`“${source}” taken out`) },
      );
    },
    /** In parts, as many as one call takes. Taken in again after a fault, a file adds nothing twice. */
    async takeIn(changes: readonly GlossaryChange[]): Promise<void> {
      for (let start = 0; start < changes.length; start += MOST_GLOSSARY_CHANGES) {
        await send(changes.slice(start, start + MOST_GLOSSARY_CHANGES));
      }
      notices.say(`${countText(changes.length, 'term')} taken in`);
    },
  };
}

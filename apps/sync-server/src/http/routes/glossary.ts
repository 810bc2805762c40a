import { type GlossaryChange, MOST_GLOSSARY_TERMS } from '@copydesk/shared/api';
import type { ServerContext } from '../../context.ts';
import { forbidden, HttpProblem } from '../../problem.ts';
import type { Router } from '../register.ts';

/** Of a small change the audit log tells every term, of a file's worth how many. */
const MOST_TOLD = 20;

/** The newsroom's glossaries: anybody reads them, translators and desk chiefs keep them. */
export function glossaryRoutes({ route }: Router, { store, clock, feed }: ServerContext): void {
  route('listGlossaries', async () => ({ glossaries: await store.call('glossaries') }));
  route('getGlossary', ({ params }) => store.call('glossary', params.from, params.to));

  route('changeGlossary', async ({ caller, params, body }) => {
    const { id, name, roles } = caller.user;
    if (!roles.includes('translator') && !roles.includes('chief'))
      throw forbidden('Translators and desk chiefs keep the glossary. Nothing was changed.');
    if (new Set(body.changes.map((change) => change.id)).size < body.changes.length)
      throw new HttpProblem(400, 'Not understood', 'One term is changed twice at once. Nothing was changed.');
    const act = {
      at: clock.now().toISOString(),
      actor: id,
      action: 'change-glossary',
      subject: `${params.from}>${params.to}`,
      articleId: null,
      facts: { ...factsOf(body.changes), device: caller.device },
    };
    const author = { name, most: MOST_GLOSSARY_TERMS, act };
    const result = await store.call('changeGlossary', params, body.changes, author);
    switch (result.outcome) {
      case 'moved':
        throw new HttpProblem(409, 'Changed by somebody else', movedWords(result.terms[0]), {
          issues: result.terms.map((term) => ({
            path: term.id,
            message: `${term.source}: changed by ${term.changedBy}`,
          })),
        });
      case 'full':
        throw new HttpProblem(
          413,
          'The glossary is full',
          `A glossary holds ${MOST_GLOSSARY_TERMS.toLocaleString('en')} terms. Nothing was changed; take out what is not needed.`,
        );
      case 'done':
        feed.wake();
        return result.glossary;
    }
  });
}

function movedWords(term: { source: string; changedBy: string } | undefined): string {
  if (term === undefined)
    return 'A term was taken out meanwhile. Nothing was changed; look at the glossary as it is now.';
  return `${term.changedBy} changed “${term.source}” meanwhile. Nothing was changed; look at the term as it is now.`;
}

function factsOf(changes: readonly GlossaryChange[]) {
  return changes.length > MOST_TOLD ? { count: changes.length } : { changes };
}

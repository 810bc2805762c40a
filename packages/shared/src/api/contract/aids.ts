/** Calls about what helps a translator: glossaries and the translation memory. */
import * as z from 'zod';
import { LanguageTag } from '../../article/model.ts';
import { ContextHash, MemoryMatch, MemoryRow } from '../../translation/memory/match.ts';
import { Glossary, GlossaryChange, GlossaryPair, MOST_GLOSSARY_CHANGES } from '../glossary.ts';
import { endpoint, none } from './endpoint.ts';

const languages = z.object({ from: LanguageTag, to: LanguageTag });

export const aidEndpoints = {
  listGlossaries: endpoint({
    method: 'GET',
    path: '/glossary',
    status: 200,
    params: none,
    query: none,
    body: none,
    response: z.object({ glossaries: z.array(GlossaryPair) }),
  }),
  getGlossary: endpoint({
    method: 'GET',
    path: '/glossary/{from}/{to}',
    status: 200,
    params: languages,
    query: none,
    body: none,
    response: Glossary,
  }),
  /** All of the changes or none: 409 if a term is another by now than the one that its change was made from. */
  changeGlossary: endpoint({
    method: 'PUT',
    path: '/glossary/{from}/{to}',
    status: 200,
    params: languages,
    query: none,
    body: z.object({ changes: z.array(GlossaryChange).min(1).max(MOST_GLOSSARY_CHANGES) }),
    response: Glossary,
  }),
  matchMemory: endpoint({
    method: 'GET',
    path: '/memory/{from}/{to}',
    status: 200,
    params: languages,
    query: z.object({
      text: z.string().min(1).max(20_000),
      before: ContextHash.optional().describe('hash of the text before, for a match in the same place'),
      after: ContextHash.optional(),
    }),
    body: none,
    response: z.object({ matches: z.array(MemoryMatch) }),
  }),
  /** What changed in the memory after `since`, as far as who asks may see it: for a copy. */
  memoryRows: endpoint({
    method: 'GET',
    path: '/memory',
    status: 200,
    params: none,
    query: z.object({
      since: z.coerce.number().int().min(0).optional(),
      scope: z.string().max(4000).optional().describe('as the last answer named it'),
    }),
    body: none,
    response: z.object({
      fresh: z.boolean().describe('begin anew: what the copy has is not what the person may see now'),
      rows: z.array(MemoryRow),
      gone: z.array(z.int()).describe('ids that the copy must not offer'),
      seq: z.int().describe('the place to go on from'),
      more: z.boolean(),
      scope: z.string().describe('whose view this is; to be given back with `since`'),
    }),
  }),
} as const;

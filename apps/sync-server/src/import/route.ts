/** `POST /api/v1/articles/import`: the body is the file. */
import { IMPORT_TYPES, importQuery } from '@copydesk/shared/api';
import {
  blockText,
  ImportError,
  type ImportPlan,
  LineKind,
  newSegment,
  planImport,
  textBlocks,
} from '@copydesk/shared/article';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Clock, ImportedArticle, NewEvidence, ServerContext } from '../context.ts';
import { requireCaller } from '../http/caller.ts';
import { HttpProblem } from '../problem.ts';

/** Equal to the cap of a document: what is larger could not be edited anyway. */
export const MAX_IMPORT_BYTES = 16 * 1024 * 1024;
/** ninjs is often sent under the name of plain JSON. */
const TYPES = [...IMPORT_TYPES, 'application/json'];

const STATUS: Readonly<Record<ImportError['code'], readonly [number, string]>> = {
  unsupported: [415, 'Format not supported'],
  encoding: [422, 'Encoding not readable'],
  empty: [422, 'Nothing to import'],
  'too-large': [413, 'Too large'],
  invalid: [422, 'File not readable'],
};

/** Adds the route in a scope of its own, because here bodies are files and not JSON. */
export function registerImport(app: FastifyInstance, context: ServerContext): void {
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      TYPES,
      { parseAs: 'buffer', bodyLimit: MAX_IMPORT_BYTES },
      async (_request: FastifyRequest, body: Buffer) => body,
    );
    scope.addContentTypeParser('*', async () => {
      throw unsupported();
    });
    scope.post('/api/v1/articles/import', { bodyLimit: MAX_IMPORT_BYTES }, async (request, reply) => {
      const caller = await requireCaller(context, request);
      const query = readQuery(request.query);
      const plan = readPlan(request, query);
      if (query.dryRun) return plan;
      const imported = toImport(plan, query.desk ?? null, context.clock);
      return reply.status(201).send(await context.articles.import(caller, imported));
    });
    done();
  });
}

type Query = z.output<typeof importQuery>;

function readQuery(given: unknown): Query {
  const parsed = importQuery.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new HttpProblem(
    400,
    'Not understood',
    'The address must say the language of the file, such as ?language=en. Nothing was imported.',
    { issues: parsed.error.issues.map(({ path, message }) => ({ path: ['query', ...path].join('.'), message })) },
  );
}

function readPlan({ body, headers }: FastifyRequest, { language, as }: Query): ImportPlan {
  // No parser runs for a body that is not there.
  const bytes = body instanceof Uint8Array ? body : new Uint8Array();
  const changes = readChanges(as);
  try {
    return planImport({ name: 'The file', type: headers['content-type'] ?? '', bytes, language, changes });
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    const [status, title] = STATUS[error.code];
    throw new HttpProblem(status, title, error.detail);
  }
}

/** `3:paragraph,4:dropped`, whose form the query's schema has checked. */
function readChanges(as: string | undefined): Record<number, LineKind> {
  const changes: Record<number, LineKind> = {};
  for (const part of as?.split(',') ?? []) {
    const [line, name] = part.split(':');
    const kind = LineKind.safeParse(name);
    if (!kind.success)
      throw new HttpProblem(400, 'Not understood', `A line cannot become "${name}". Nothing was imported.`, {
        issues: [{ path: 'query.as', message: `one of ${LineKind.options.join(', ')}` }],
      });
    changes[Number(line)] = kind.data;
  }
  return changes;
}

function unsupported(): HttpProblem {
  return new HttpProblem(
    415,
    'Format not supported',
    'Plain text, Markdown and ninjs files can be imported. Nothing was imported.',
    {},
    { 'accept-post': IMPORT_TYPES.join(', ') },
  );
}

/** The story a plan makes. A text that says a machine translated it brings evidence of each block as it came. */
export function toImport(plan: ImportPlan, desk: string | null, clock: Clock): ImportedArticle {
  const isMachine = plan.role === 'translation';
  const blocks = isMachine ? textBlocks(plan.content) : [];
  const at = clock.now().toISOString();
  return {
    language: plan.language,
    role: plan.role,
    text: {
      content: plan.content,
      fields: {},
      segments: Object.fromEntries(blocks.map((block) => [block.attrs.id, newSegment([])])),
    },
    evidence: blocks.map(
      (block): NewEvidence => ({
        block: block.attrs.id,
        origin: 'import',
        engine: null,
        sourceText: null,
        output: blockText(block),
        at,
      }),
    ),
    labelLine: plan.label,
    slug: slugOf(plan.headline),
    desk,
  };
}

/** A short name for lists: the first words of the headline. */
function slugOf(headline: string): string {
  return (
    headline
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 5)
      .join('-') ?? ''
  );
}

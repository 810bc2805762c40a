import type { Article } from '@copydesk/shared/api';
import type { ImportPlan } from '@copydesk/shared/article';
import Fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ImportedArticle, ServerContext } from '../context.ts';
import { HttpProblem } from '../problem.ts';
import { MAX_IMPORT_BYTES, registerImport } from './route.ts';

const USER = { id: 'u1', email: 'a@b.test', name: 'Ana', roles: ['editor' as const], desks: [] };
const MADE: Article = {
  id: '0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11',
  slug: '',
  desk: 'world',
  assignees: [],
  due: null,
  embargo: null,
  createdAt: '2026-11-22T09:00:00.000Z',
  createdBy: 'u1',
  editions: [],
};
const WIRE = `Headline of the story

A standfirst that says a little more about it

Beta V.1.0 - Powered by automated translation

First paragraph of the story, which is long enough.

Second paragraph.`;
const SOURCE =
  'Headline of the story\n\nA standfirst that says a little more about it\n\nFirst paragraph of the story.';

/** The route alone, over a desk that only notes what it was given. */
async function setup() {
  const imported: ImportedArticle[] = [];
  const app = Fastify();
  onTestFinished(() => app.close());
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof HttpProblem) return reply.status(error.problem.status).send(error.problem);
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    return reply.status(status).send({ detail: String(error) });
  });
  const context: Pick<ServerContext, 'sessions' | 'articles' | 'clock'> = {
    sessions: {
      verify: async (token: string) => (token === 'good' ? { user: USER, sessionId: 's', device: 'd' } : null),
    } as ServerContext['sessions'],
    articles: {
      import: async (_by: unknown, input: ImportedArticle) => {
        imported.push(input);
        return MADE;
      },
    } as ServerContext['articles'],
    clock: { now: () => new Date('2026-11-22T09:00:00Z') },
  };
  registerImport(app, context as ServerContext);
  const post = (payload: string | Buffer, options: { type?: string; query?: string; token?: string } = {}) =>
    app.inject({
      method: 'POST',
      url: `/api/v1/articles/import?${options.query ?? 'language=en'}`,
      headers: {
        'content-type': options.type ?? 'text/plain',
        authorization: `Bearer ${options.token ?? 'good'}`,
      },
      payload,
    });
  return { post, imported };
}

describe('POST /articles/import', () => {
  it('makes a story from a plain text and answers with it', async () => {
    const { post, imported } = await setup();
    const response = await post(SOURCE, { query: 'language=en&desk=world' });
    expect(response.statusCode).toBe(201);
    expect(response.json()).toEqual(MADE);
    expect(imported[0]).toMatchObject({
      language: 'en',
      role: 'source',
      desk: 'world',
      labelLine: null,
      evidence: [],
      slug: 'headline-of-the-story',
    });
    expect(imported[0]?.text.content.content[0]).toMatchObject({ type: 'headline' });
  });

  it('keeps the label line and evidence of each block of a machine text', async () => {
    const { post, imported } = await setup();
    expect((await post(WIRE)).statusCode).toBe(201);
    const [story] = imported;
    expect(story).toMatchObject({ role: 'translation', labelLine: 'Beta V.1.0 - Powered by automated translation' });
    expect(JSON.stringify(story?.text.content)).not.toContain('Powered by');
    expect(story?.evidence.map(({ origin, output }) => [origin, output])).toEqual([
      ['import', 'Headline of the story'],
      ['import', 'A standfirst that says a little more about it'],
      ['import', 'First paragraph of the story, which is long enough.'],
      ['import', 'Second paragraph.'],
    ]);
    expect(Object.keys(story?.text.segments ?? {})).toEqual(story?.evidence.map(({ block }) => block));
  });

  it('only says what each line would become when asked to', async () => {
    const { post, imported } = await setup();
    const response = await post(WIRE, { query: 'language=en&dryRun=1' });
    expect(response.statusCode).toBe(200);
    const plan = response.json<ImportPlan>();
    expect(plan.lines.map(({ as }) => as)).toEqual(['headline', 'standfirst', 'label', 'paragraph', 'paragraph']);
    expect(imported).toEqual([]);
  });

  it('takes the lines that a person changed', async () => {
    const { post } = await setup();
    const plan = (await post(SOURCE, { query: 'language=en&dryRun=1&as=3:paragraph,5:dropped' })).json<ImportPlan>();
    expect(plan.lines.map(({ line, as }) => [line, as])).toEqual([
      [1, 'headline'],
      [3, 'paragraph'],
      [5, 'dropped'],
    ]);
  });

  it('takes ninjs, under the name of plain JSON too', async () => {
    const { post, imported } = await setup();
    const item = JSON.stringify({
      uri: 'urn:x:1',
      headlines: [{ value: 'Head' }],
      bodies: [{ contentType: 'text/html', value: '<p>Body</p>' }],
    });
    for (const type of ['application/vnd.iptc.ninjs+json', 'application/json; charset=utf-8'])
      expect((await post(item, { type })).statusCode).toBe(201);
    expect(imported).toHaveLength(2);
  });

  it.each([
    ['a type that is not read', { type: 'application/pdf' }, 415],
    ['no language', { query: '' }, 400],
    ['a language that is none', { query: 'language=../x' }, 400],
    ['a line made into nothing known', { query: 'language=en&as=3:banana' }, 400],
    ['nobody signed in', { token: 'bad' }, 401],
  ])('refuses %s', async (_, options, status) => {
    const { post, imported } = await setup();
    const response = await post(SOURCE, options);
    expect(response.statusCode).toBe(status);
    expect(imported).toEqual([]);
  });

  it.each([
    ['a file without text', Buffer.from(' \n'), 422],
    ['an empty file', Buffer.alloc(0), 422],
    ['broken JSON', Buffer.from('{"uri":'), 422],
  ])('refuses %s in words', async (_, payload, status) => {
    const { post } = await setup();
    const response = await post(payload, status === 422 && payload.includes('{') ? { type: 'application/json' } : {});
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ detail: expect.stringMatching(/\.$/) });
  });

  it('refuses a file above 16 MiB', async () => {
    const { post } = await setup();
    expect((await post(Buffer.alloc(MAX_IMPORT_BYTES + 1, 'a'))).statusCode).toBe(413);
  });
});

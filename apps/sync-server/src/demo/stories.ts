/** The demo's stories and glossary, which are made once. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { type ImportPlan, planImport } from '@copydesk/shared/article';
import { type Caller, COPYDESK, type ServerContext } from '../context.ts';
import { toImport } from '../import/route.ts';
import { DEMO_ACCOUNTS, DEMO_DESK } from './accounts.ts';
import { DEMO_GLOSSARY } from './glossary.ts';

const SAMPLES = new URL('samples/', import.meta.resolve('@copydesk/shared/article'));

/**
 * Makes a small glossary, sample stories, and of the first one that people wrote a machine translation into Spanish,
 * which goes on in the background.
 */
export async function seedStories(context: ServerContext): Promise<void> {
  await seedGlossary(context);
  const original = (await importSamples(context)).find(({ role }) => role === 'source');
  if (original === undefined) return;
  translateStory(context, original.id).catch((error: unknown) => {
    context.log.warn('demo-untranslated', { error: String(error) });
  });
}

function callerFor({ registry }: ServerContext, key: string): Caller {
  const email = DEMO_ACCOUNTS.find((account) => account.key === key)?.email;
  const user = registry.users().find((row) => row.email === email);
  if (user === undefined) throw new Error(`the demo has no ${key}`);
  return { user, sessionId: COPYDESK.sessionId, device: 'demo' };
}

async function seedGlossary({ store, clock }: ServerContext): Promise<void> {
  const pair = { from: 'en', to: 'es' };
  if ((await store.call('glossary', pair.from, pair.to)).version > 0) return;
  const changes = DEMO_GLOSSARY.map((term) => ({ id: randomUUID(), was: null, term }));
  const facts = { count: changes.length, device: 'demo' };
  const act = { actor: COPYDESK.userId, action: 'change-glossary', subject: 'en>es', articleId: null, facts };
  const author = { name: COPYDESK.name, most: changes.length, act: { ...act, at: clock.now().toISOString() } };
  await store.call('changeGlossary', pair, changes, author);
}

/** The stories, in the order of their files. */
async function importSamples(context: ServerContext): Promise<{ id: string; role: ImportPlan['role'] }[]> {
  const editor = callerFor(context, 'editor');
  const stories: { id: string; role: ImportPlan['role'] }[] = [];
  for (const name of (await readdir(SAMPLES)).filter((file) => file.endsWith('.en.txt')).sort()) {
    const bytes = await readFile(new URL(name, SAMPLES));
    const plan = planImport({ name, type: 'text/plain', bytes, language: 'en' });
    const { id } = await context.articles.import(editor, toImport(plan, DEMO_DESK.id, context.clock));
    stories.push({ id, role: plan.role });
  }
  return stories;
}

async function translateStory(context: ServerContext, articleId: string): Promise<void> {
  const engines = await context.translation.engines('en', 'es');
  if (!engines.some((engine) => engine.available)) return;
  await context.articles.translate(callerFor(context, 'translator'), articleId, { language: 'es' });
}

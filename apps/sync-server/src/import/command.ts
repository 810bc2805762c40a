/** `npm run import -- FILE --language en`: imports a file through the API and says what became of each line. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Client,
  createClient,
  fetchTransport,
  type ImportFile,
  NetworkError,
  ProblemError,
} from '@copydesk/shared/api';
import { type ImportedLine, LanguageTag } from '@copydesk/shared/article';
import { isLoopback } from '../config.ts';
import { IMPORT_EXTENSIONS, importTypeOf } from './file-types.ts';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

const USAGE = `npm run import -- FILE --language en [--server URL] [--email ADDRESS] [--password PASSWORD] [--dry-run]

  FILE         ${IMPORT_EXTENSIONS.join(', ')}
  --language   the language of the text, such as en or pt-BR
  --server     the server's address (COPYDESK_SERVER; http://127.0.0.1:4600 if not given)
  --email      who imports (COPYDESK_EMAIL); left out, the demo newsroom's editor, on a demo server alone
  --password   (COPYDESK_PASSWORD, which other people on this machine cannot read)
  --desk       the desk the story goes to
  --as         lines that are something else, such as 3:paragraph,4:dropped
  --dry-run    only say what each line would become`;

/** What is wrong with the command, or why it could not be done; for the person at the terminal. */
class CommandError extends Error {}

/** Runs the command. Resolves with the exit status: 0 done, 1 not done, 2 not understood. */
export async function importCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { out, err } = surroundings;
  if (args.includes('--help')) {
    out(USAGE);
    return 0;
  }
  let options: Options;
  try {
    options = readOptions(args, surroundings.env);
  } catch (error) {
    err(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return 2;
  }
  try {
    await run(options, out);
    return 0;
  } catch (error) {
    const reason = why(error);
    err(reason.includes('Nothing was imported') ? reason : `${reason}\nNothing was imported.`);
    return 1;
  }
}

interface Options {
  readonly file: string;
  readonly language: string;
  readonly type: string;
  readonly server: string;
  readonly account: { readonly email: string; readonly password: string } | null;
  readonly desk: string | undefined;
  readonly as: string | undefined;
  readonly dryRun: boolean;
}

function readOptions(args: readonly string[], env: Surroundings['env']): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      language: { type: 'string' },
      server: { type: 'string' },
      email: { type: 'string' },
      password: { type: 'string' },
      desk: { type: 'string' },
      as: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new CommandError('Name one file to import.');
  const language = LanguageTag.safeParse(values.language);
  if (!language.success) throw new CommandError('Say the language of the text, such as --language en.');
  const type = importTypeOf(file);
  if (type === null)
    throw new CommandError(
      `${basename(file)} cannot be imported: its name must end in one of ${IMPORT_EXTENSIONS.join(', ')}.`,
    );
  const email = values.email ?? env.COPYDESK_EMAIL;
  const password = values.password ?? env.COPYDESK_PASSWORD;
  if ((email === undefined) !== (password === undefined))
    throw new CommandError('Give both an email address and a password, or neither.');
  return {
    file,
    language: language.data,
    type,
    server: readServer(values.server ?? env.COPYDESK_SERVER ?? `http://127.0.0.1:${env.COPYDESK_PORT || '4600'}`),
    account: email === undefined || password === undefined ? null : { email, password },
    desk: values.desk,
    as: values.as,
    dryRun: values['dry-run'],
  };
}

function readServer(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, '')));
  if (isSafe) return address;
  throw new CommandError(
    `${address} is not a safe address for a password and a text: use https:, or http: on this machine.`,
  );
}

async function run(options: Options, out: Surroundings['out']): Promise<void> {
  const { file, language, type, server, desk, as, dryRun } = options;
  const upload: ImportFile = { type, bytes: await contentsOf(file) };
  const query = { language, ...(desk === undefined ? {} : { desk }), ...(as === undefined ? {} : { as }) };
  let token: string | null = null;
  const client = createClient(fetchTransport({ baseUrl: server, token: () => token }));
  const account = options.account ?? (await demoEditor(client, server));
  const session = await client.call('createSession', { body: { ...account, device: 'npm run import' } });
  token = session.accessToken;
  try {
    const plan = await client.planImport(query, upload);
    for (const line of plan.lines) out(lineInWords(line));
    for (const warning of plan.warnings) out(`! ${warning}`);
    const what = plan.role === 'translation' ? 'a machine translation' : 'a source text';
    if (dryRun) {
      out(`${basename(file)} would become ${what} in ${language}. Nothing was imported (--dry-run).`);
      return;
    }
    const article = await client.importArticle(query, upload);
    out(`${basename(file)} is now ${what} in ${language}, as ${session.user.name}.`);
    out(article.id);
  } finally {
    // The session ends by itself; that it could not be ended now changes nothing for the person.
    await client.call('deleteSession', {}).catch(() => undefined);
  }
}

async function contentsOf(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') throw new CommandError(`There is no file ${file}.`);
    if (code === 'EISDIR') throw new CommandError(`${file} is a folder. Name one file in it.`);
    throw new CommandError(`${file} cannot be read (${code ?? error}).`);
  }
}

/** The demo newsroom's editor, whose password everybody knows, because it exists on demo servers alone. */
async function demoEditor(client: Client, server: string): Promise<{ email: string; password: string }> {
  const { demo } = await client.call('newsroom', {});
  const editor = demo?.accounts.find(({ role }) => role === 'editor');
  if (editor) return { email: editor.email, password: editor.password };
  throw new CommandError(`${server} is not a demo server: say who imports, with --email and --password.`);
}

function lineInWords({ line, as, text, flags }: ImportedLine): string {
  const shown = [...text].length > 70 ? `${[...text].slice(0, 69).join('')}…` : text;
  const remarks = flags.length > 0 ? `  (${flags.join('; ')})` : '';
  return `${String(line).padStart(4)}  ${as.padEnd(10)}  ${printable(shown)}${remarks}`;
}

/** A file's control characters must not reach the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

function why(error: unknown): string {
  if (error instanceof ProblemError) {
    const issues = error.problem.issues?.map(({ path, message }) => `\n  ${path}: ${message}`) ?? [];
    return error.message + issues.join('');
  }
  if (error instanceof NetworkError) return `${error.message} Start it with npm run server, or name it with --server.`;
  return error instanceof Error ? error.message : String(error);
}

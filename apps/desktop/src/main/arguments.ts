import { parseArgs } from 'node:util';

export interface Arguments {
  /** The sync server. */
  readonly server: string;
  /** Folder of the replicas; null for the usual one. */
  readonly data: string | null;
  /** Demo account to go straight in as. */
  readonly as: string | null;
}

const DEFAULT_SERVER = 'http://127.0.0.1:4600';

/** Reads the command line. What it does not know (Chromium's own switches) is left alone. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: { server: { type: 'string' }, data: { type: 'string' }, as: { type: 'string' } },
  });
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  const server = URL.parse(text(values.server) ?? process.env.COPYDESK_SERVER ?? DEFAULT_SERVER);
  const isHttp = server?.protocol === 'http:' || server?.protocol === 'https:';
  return { server: server && isHttp ? server.origin : DEFAULT_SERVER, data: text(values.data), as: text(values.as) };
}

/** The environment of the server, read once at the start. */
import { resolve } from 'node:path';
import * as z from 'zod';
import type { CrowdLimits } from './net/crowd.ts';

const port = z.coerce.number('not a port, which is a number from 0 to 65535').int().min(0).max(65535);

const count = z.coerce.number().int().min(1).max(1_000_000);

const Environment = z.object({
  COPYDESK_PORT: port.default(4600),
  COPYDESK_HOST: z.string().min(1).default('127.0.0.1'),
  COPYDESK_DATA: z.string().min(1).default('.copydesk/server'),
  /** Addresses of proxies before the server, of which one may be on this computer. */
  COPYDESK_PROXIES: z.string().default('127.0.0.1,::1'),
  COPYDESK_MAX_CONNECTIONS: count.default(20_000),
  COPYDESK_MAX_CONNECTIONS_PER_ADDRESS: count.default(5_000),
  COPYDESK_MAX_UPGRADES_PER_ADDRESS: count.default(2_000),
  COPYDESK_MAX_CONNECTIONS_PER_USER: count.default(5_000),
  /** Short ones can be guessed. */
  COPYDESK_METRICS_TOKEN: z.string().min(16, 'shorter than 16 characters').optional(),
  COPYDESK_NAME: z.string().min(1).max(100).default('Copydesk'),
  /** A whole inspection reads everything that is stored, so not daily; damage should be known while old backups are. */
  COPYDESK_INSPECT_HOURS: z.coerce.number().int().min(0).max(500).default(168),
  /** `apertium` where it is installed, unless another is named. */
  COPYDESK_TRANSLATION_ENGINE: z.string().min(1).max(50).optional(),
  /** The command of a local Apertium; `off` does without. */
  COPYDESK_TRANSLATION_APERTIUM: z.string().min(1).default('apertium'),
  COPYDESK_TRANSLATION_APY_URL: z.url().optional(),
  COPYDESK_TRANSLATION_LIBRETRANSLATE_URL: z.url().optional(),
  COPYDESK_TRANSLATION_LIBRETRANSLATE_KEY: z.string().min(1).optional(),
  COPYDESK_TRANSLATION_DEEPL_URL: z.url().optional(),
  COPYDESK_TRANSLATION_DEEPL_KEY: z.string().min(1).optional(),
  COPYDESK_TRANSLATION_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(30_000),
});

export interface TranslationConfig {
  /** Preferred engine, or null: the first available one. */
  readonly engine: string | null;
  /** Command of a local Apertium, or null: none. */
  readonly apertium: string | null;
  readonly apyUrl: string | null;
  readonly libreTranslate: { readonly url: string; readonly key: string | null } | null;
  readonly deepl: { readonly url: string; readonly key: string } | null;
  readonly timeoutMs: number;
}

export interface ServerConfig {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Folder for the database, the secret and what is published. */
  readonly dataFolder: string;
  /** The newsroom's name. */
  readonly name: string;
  readonly demo: boolean;
  /** Hours from one inspection of all that is stored to the next; 0: never. */
  readonly inspectEveryHours: number;
  /** Addresses that speak for others. */
  readonly proxies: readonly string[];
  readonly crowd: CrowdLimits;
  /** Whoever has it may read `/metrics`; null: who asks from this computer, and not through a proxy. */
  readonly metricsToken: string | null;
  readonly translation: TranslationConfig;
  /** Checks every answer against the contract; for tests. */
  readonly checkResponses: boolean;
}

/** The configuration is not usable; `message` says which setting and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Settings of the design that this server does not have yet: refusing beats ignoring them. */
const notYet: readonly { readonly prefix: string; readonly what: string }[] = [
  { prefix: 'COPYDESK_DATABASE_URL', what: 'PostgreSQL' },
  { prefix: 'COPYDESK_REDIS_URL', what: 'several servers over Redis' },
  { prefix: 'COPYDESK_OIDC_', what: 'single sign-on' },
];

/**
 * Reads the configuration from the environment and the command line (`--demo`).
 * Throws `ConfigError` with a sentence for the person who starts the server.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, args: readonly string[]): ServerConfig {
  const unknown = args.find((arg) => arg !== '--demo');
  if (unknown !== undefined) throw new ConfigError(`Unknown option ${unknown}. The only one is --demo.`);
  const demo = args.includes('--demo');
  for (const { prefix, what } of notYet) {
    const name = Object.keys(env).find((key) => key.startsWith(prefix) && env[key] !== '');
    if (name !== undefined)
      throw new ConfigError(`${name} is set, but this version does not support ${what}. Unset it to start on SQLite.`);
  }
  const given = Object.fromEntries(Object.entries(env).filter(([key, value]) => key.startsWith('COPYDESK_') && value));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`${issue?.path.join('.') ?? 'The environment'}: ${issue?.message ?? 'not valid'}.`);
  }
  const e = parsed.data;
  if (demo && !isLoopback(e.COPYDESK_HOST))
    throw new ConfigError(
      `--demo has well-known passwords and listens on this computer only, but COPYDESK_HOST is ${e.COPYDESK_HOST}. Unset COPYDESK_HOST, or start without --demo.`,
    );
  const deeplKey = e.COPYDESK_TRANSLATION_DEEPL_KEY;
  return {
    host: e.COPYDESK_HOST,
    port: e.COPYDESK_PORT,
    dataFolder: resolve(e.COPYDESK_DATA),
    name: demo ? 'Copydesk Demo' : e.COPYDESK_NAME,
    demo,
    inspectEveryHours: e.COPYDESK_INSPECT_HOURS,
    proxies: e.COPYDESK_PROXIES.split(',')
      .map((address) => address.trim())
      .filter((address) => address !== ''),
    crowd: {
      connections: e.COPYDESK_MAX_CONNECTIONS,
      connectionsPerAddress: e.COPYDESK_MAX_CONNECTIONS_PER_ADDRESS,
      upgradesPerAddress: e.COPYDESK_MAX_UPGRADES_PER_ADDRESS,
      connectionsPerUser: e.COPYDESK_MAX_CONNECTIONS_PER_USER,
    },
    metricsToken: e.COPYDESK_METRICS_TOKEN ?? null,
    checkResponses: false,
    translation: {
      engine: e.COPYDESK_TRANSLATION_ENGINE ?? null,
      apertium: e.COPYDESK_TRANSLATION_APERTIUM === 'off' ? null : e.COPYDESK_TRANSLATION_APERTIUM,
      apyUrl: e.COPYDESK_TRANSLATION_APY_URL ?? null,
      libreTranslate:
        e.COPYDESK_TRANSLATION_LIBRETRANSLATE_URL === undefined
          ? null
          : {
              url: e.COPYDESK_TRANSLATION_LIBRETRANSLATE_URL,
              key: e.COPYDESK_TRANSLATION_LIBRETRANSLATE_KEY ?? null,
            },
      deepl:
        deeplKey === undefined
          ? null
          : {
              // Keys of the free plan end in ":fx" and work at another address only.
              url:
                e.COPYDESK_TRANSLATION_DEEPL_URL ??
                (deeplKey.endsWith(':fx') ? 'https://api-free.deepl.com' : 'https://api.deepl.com'),
              key: deeplKey,
            },
      timeoutMs: e.COPYDESK_TRANSLATION_TIMEOUT_MS,
    },
  };
}

/** True for the names of this computer's own loopback interface. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

import { documentTables, type Migration } from '@copydesk/shared/node';
import { people } from './110-people.ts';
import { sessions } from './120-sessions.ts';
import { articles } from './130-articles.ts';
import { editions } from './140-editions.ts';
import { checkpoints } from './150-checkpoints.ts';
import { evidence } from './160-evidence.ts';
import { held } from './170-held.ts';
import { deskWork } from './180-desk-work.ts';
import { audit } from './190-audit.ts';
import { changes } from './200-changes.ts';
import { deskSettings } from './210-desk-settings.ts';
import { following } from './220-following.ts';
import { memory } from './230-memory.ts';
import { glossary } from './240-glossary.ts';
import { keptOffline } from './250-kept-offline.ts';
import { presenceClock } from './260-presence-clock.ts';
import { checksums } from './270-checksums.ts';

/** The server's database, step by step. */
export const migrations: readonly Migration[] = [
  documentTables,
  people,
  sessions,
  articles,
  editions,
  checkpoints,
  evidence,
  held,
  deskWork,
  audit,
  changes,
  deskSettings,
  following,
  memory,
  glossary,
  keptOffline,
  presenceClock,
  checksums,
];

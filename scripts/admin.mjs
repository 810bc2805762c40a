/** Accounts and the audit log, from the command line. */
import { become, ensureInstalled } from './lib/setup.mjs';

ensureInstalled();
become('apps/sync-server/src/admin.ts');

/** The sync server alone (docs/OPERATIONS.md). */
import { become, ensureInstalled } from './lib/setup.mjs';

ensureInstalled();
become('apps/sync-server/src/main.ts');

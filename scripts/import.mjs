/** Imports a file as a story, through the API. */
import { become, ensureInstalled } from './lib/setup.mjs';

ensureInstalled();
become('apps/sync-server/src/import/cli.ts');

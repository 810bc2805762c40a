/** The sync server alone (docs/OPERATIONS.md). */
import { become, ensureInstalled, ensureServerBuilt } from './lib/setup.mjs';

ensureInstalled();
become(ensureServerBuilt());

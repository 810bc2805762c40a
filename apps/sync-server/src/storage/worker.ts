/** The one thread that writes the server's database. */
import { runStoreWorker } from '@copydesk/shared/node';
import { migrations } from './migrations/index.ts';
import { operations } from './operations.ts';

runStoreWorker(operations, migrations);

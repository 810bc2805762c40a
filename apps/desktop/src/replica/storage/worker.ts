/** The replica's store worker: the only writer of its database file. */
import { runStoreWorker } from '@copydesk/shared/node';
import { migrations, operations } from './operations.ts';

runStoreWorker(operations, migrations);

/** A store worker's operations on a real SQLite file, run in this process, so that a world of them starts in no time. */
import { type Migration, type Operations, openDatabase, type StoreClient } from '@copydesk/shared/node';
import { fromMessage } from '@copydesk/shared/node/sqlite-errors';
import { commitGroup } from '@copydesk/shared/node/store-worker';
import { StoreError } from '@copydesk/shared/sync';

export interface InProcessStore<Ops extends Operations> extends StoreClient<Ops> {
  /** As when the process dies: what is committed is there, nothing more happens. */
  crash(): void;
}

export function openInProcess<Ops extends Operations>(
  file: string,
  operations: Ops,
  migrations: readonly Migration[],
): InProcessStore<Ops> {
  const db = openDatabase(file, migrations);
  // What dies here is the process, not the machine: no commit has to wait for the disk.
  db.pragma('synchronous = OFF');
  let open = true;

  async function call(name: string, ...args: unknown[]): Promise<unknown> {
    if (!open) throw new StoreError('closed', 'This process is dead.');
    const [answer] = commitGroup(db, operations, [{ id: 1, name, args }]);
    if (answer === undefined) throw new Error(`no answer to ${name}`);
    if (answer.ok) return answer.result;
    throw fromMessage(answer.error);
  }

  const crash = () => {
    if (!open) return;
    open = false;
    db.close();
  };
  return {
    ready: async () => {},
    call: call as StoreClient<Ops>['call'],
    checkpoint: () => {},
    close: async () => crash(),
    crash,
  };
}

/**
 * A program that compacts a document and kills itself before or after a chosen statement:
 * `node compaction-victim.ts <file> <document> <point>`. Points count from 0: 2n is before statement n, 2n + 1 after it.
 * Prints each statement as it comes to it; ends by itself if there are fewer points.
 */
import { writeSync } from 'node:fs';
import { documentOperations, documentTables, openDatabase } from '@copydesk/shared/node';
import { commitGroup } from '@copydesk/shared/node/store-worker';
import type { Database } from 'better-sqlite3';

const [file = '', document = '', point = ''] = process.argv.slice(2);

/** Runs `visit` before and after each statement of a connection. */
function watch(db: Database, visit: (sql: string) => void): void {
  const around = <Args extends unknown[], Result>(sql: string, run: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      visit(`before ${sql}`);
      const result = run(...args);
      visit(`after ${sql}`);
      return result;
    };
  };
  const { exec, prepare } = db;
  db.exec = (sql) => around(sql, () => exec.call(db, sql))();
  db.prepare = ((sql: string) => {
    const statement = prepare.call(db, sql);
    for (const method of ['run', 'get', 'all'] as const)
      statement[method] = around(sql, statement[method].bind(statement)) as never;
    return statement;
  }) as typeof db.prepare;
}

let visited = 0;
const db = openDatabase(file, [documentTables]);
watch(db, (what) => {
  writeSync(1, `${what.replaceAll(/\s+/g, ' ')}\n`);
  if (visited++ === Number(point)) process.kill(process.pid, 'SIGKILL');
});
const [answer] = commitGroup(db, documentOperations(), [{ id: 1, name: 'compactDocument', args: [document] }]);
if (answer?.ok !== true) throw new Error('the document was not compacted');

/**
 * What a power cut leaves of a SQLite database in WAL mode. A disk keeps what was synced, and of what was written after
 * that any sectors it likes. When SQLite syncs is known (https://sqlite.org/pragma.html#pragma_synchronous): with FULL
 * the log at each commit; with NORMAL only around a checkpoint, which moves the log's pages into the database. So what
 * is certain is the files as they were after the last commit (FULL) or checkpoint (NORMAL), and of the changes between
 * then and the cut an arbitrary part is on the disk, torn by sectors. Which of the two holds is read from the
 * connection, not assumed: a store that asks for too little is found out.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

const SECTOR = 512;
const FULL = 2;

interface Files {
  readonly database: Buffer;
  readonly log: Buffer;
}

function read(file: string): Files {
  const log = `${file}-wal`;
  return { database: readFileSync(file), log: existsSync(log) ? readFileSync(log) : Buffer.alloc(0) };
}

/** Follows one database that this process alone writes. */
export class PowerSupply {
  readonly #file: string;
  readonly #db: Database;
  #certain: Files;
  #checkpointAt: bigint;

  constructor(file: string, db: Database) {
    this.#file = file;
    this.#db = db;
    this.#certain = read(file);
    this.#checkpointAt = this.#databaseWritten();
  }

  /** To be called after each commit. True if there was a checkpoint in it: nothing else writes the database file. */
  committed(): boolean {
    const at = this.#databaseWritten();
    if (at === this.#checkpointAt) return false;
    this.#checkpointAt = at;
    this.#certain = read(this.#file);
    return true;
  }

  /** To be called before the commit that is cut off: all so far was answered. */
  answered(): void {
    if (this.#db.pragma('synchronous', { simple: true }) === FULL) this.#certain = read(this.#file);
  }

  #databaseWritten(): bigint {
    return statSync(this.#file, { bigint: true }).mtimeNs;
  }

  /**
   * Writes to `target` what is left if the power goes now: while a commit is being written that nobody was told of, or
   * after commits that were not synced. `random` says which sectors reached the disk. A commit that ended in a
   * checkpoint is certain: then the power goes just after it.
   */
  cut(target: string, random: () => number): void {
    this.committed();
    const now = read(this.#file);
    writeFileSync(target, this.#certain.database);
    writeFileSync(`${target}-wal`, torn(this.#certain.log, now.log, random));
  }
}

/** The old bytes, with some of the sectors in which the new ones differ; it may end early, at any sector. */
function torn(before: Buffer, after: Buffer, random: () => number): Buffer {
  const share = random();
  const grown = after.length - before.length;
  const length = grown <= 0 ? before.length : before.length + Math.floor(random() * (grown + 1));
  const disk = Buffer.alloc(length);
  before.copy(disk);
  for (let at = 0; at < length; at += SECTOR) {
    if (random() < share) after.copy(disk, at, at, Math.min(at + SECTOR, length));
  }
  return disk;
}

/** What the system says of a process, of the disk and of itself. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const TICKS_PER_SECOND = 100;
const PAGE = 4_096;

/** Processor time that a process has used so far, all threads, in milliseconds. Linux only; NaN elsewhere. */
export function cpuOf(pid: number): { readonly total: number; readonly kernel: number } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, kernel] = [Number(fields[11]), Number(fields[12])].map((ticks) => (ticks * 1_000) / TICKS_PER_SECOND);
    return { total: (user ?? NaN) + (kernel ?? NaN), kernel: kernel ?? NaN };
  } catch {
    return { total: NaN, kernel: NaN };
  }
}

/** Memory that a process holds, in kB. Linux only; NaN elsewhere. */
export function rssOf(pid: number): number {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE) / 1_024;
  } catch {
    return NaN;
  }
}

/** The value below which a share of the numbers lies. Sorts them in place. NaN of none. */
export function percentile(numbers: number[] | Float64Array, share: number): number {
  numbers.sort((a, b) => a - b);
  return numbers[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? NaN;
}

export function median(numbers: readonly number[]): number {
  return percentile([...numbers], 0.5);
}

/** Milliseconds that one small commit takes on the disk of `folder`, with the server's own settings. */
export function commitTime(folder: string): { readonly p50: number; readonly p99: number } {
  const db = new Database(join(folder, 'commits.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE row (data BLOB)');
  const insert = db.prepare('INSERT INTO row VALUES (?)');
  const times = Array.from({ length: 200 }, () => {
    const from = performance.now();
    insert.run(Buffer.alloc(100));
    return performance.now() - from;
  });
  db.close();
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

export function machine(): { readonly processor: string; readonly cores: number; readonly load: number } {
  const [first] = cpus();
  return { processor: first?.model ?? 'unknown', cores: cpus().length, load: loadavg()[0] ?? NaN };
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Waits until `holds` or the time is over; says which. */
export async function until(holds: () => boolean, ms: number): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end; ) {
    if (holds()) return true;
    await sleep(20);
  }
  return holds();
}

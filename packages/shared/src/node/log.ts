import { writeSync } from 'node:fs';
import type { Log } from '../sync/ports.ts';

const STDERR = 2;

type Write = (line: string) => void;

/** Writes at once, so that the last lines before an exit are not lost. A line that can't be written is dropped. */
function toStderr(line: string): void {
  try {
    writeSync(STDERR, line);
  } catch {
    // Nobody reads stderr any more (EPIPE) or it is full (EAGAIN): no log is worth stopping for.
  }
}

/** A structured log: one JSON object a line on stderr. Callers never hand it tokens or article text. */
export function createLog(name: string, write: Write = toStderr): Log {
  const line = (level: string) => (event: string, facts?: Record<string, unknown>) => {
    write(`${JSON.stringify({ time: new Date().toISOString(), level, name, event, ...facts })}\n`);
  };
  return { info: line('info'), warn: line('warn'), error: line('error') };
}

/** Tells a server that was stopped from one that died: a mark lies in the data folder for as long as one runs. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CrashMark {
  /** The server that had the folder last did not come to its end. */
  readonly crashed: boolean;
  /** The database is closed. `checked`: and it was found whole since the crash, if there was one. */
  stopped(checked: boolean): void;
}

/** Sets the mark. The folder must be there and locked. */
export function setCrashMark(dataFolder: string): CrashMark {
  const file = join(dataFolder, 'running');
  const crashed = existsSync(file);
  if (!crashed) writeFileSync(file, '', { flush: true });
  return {
    crashed,
    stopped(checked) {
      if (!crashed || checked) rmSync(file, { force: true });
    },
  };
}

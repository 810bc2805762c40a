import type { Log } from '@copydesk/shared/sync';

/** Of each kind of event, this many lines within the window are written; a flood of bad frames must not fill the disk. */
const LINES = 50;
const WINDOW_MS = 10_000;

interface Window {
  lines: number;
  left: number;
}

/** A log that a flood does not fill: what is beyond the limit is counted, and the count written at the end of the window. */
export function limitFloods(log: Log): Log {
  const windows = new Map<string, Window>();

  function limited(level: keyof Log): Log[keyof Log] {
    return (event, facts) => {
      const window = windows.get(event) ?? { lines: 0, left: 0 };
      if (window.lines === 0) {
        windows.set(event, window);
        setTimeout(() => {
          windows.delete(event);
          if (window.left > 0) log.warn('lines-left-out', { of: event, lines: window.left });
        }, WINDOW_MS).unref();
      }
      window.lines += 1;
      if (window.lines > LINES) window.left += 1;
      else log[level](event, facts);
    };
  }

  return { info: limited('info'), warn: limited('warn'), error: limited('error') };
}

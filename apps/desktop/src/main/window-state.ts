/** Where the last window stood and what it showed, for the next start: offline, nobody could sign in to find it again. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import * as z from 'zod';
import { isAppPath, placeOf } from './addresses.ts';

const State = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(400),
  height: z.int().min(300),
  maximized: z.boolean(),
  place: z.string().refine(isAppPath),
});
type State = z.infer<typeof State>;

const FIRST = { width: 1280, height: 800 };

/** Size, and place on the screen if that is still there. */
export function lastBounds(file: string): { bounds: Partial<Rectangle>; maximized: boolean } {
  const state = read(file);
  if (!state) return { bounds: FIRST, maximized: false };
  const { x, y, width, height, maximized } = state;
  const area = screen.getDisplayMatching({ x, y, width, height }).workArea;
  const isVisible = x < area.x + area.width && x + width > area.x && y >= area.y && y < area.y + area.height;
  return { bounds: isVisible ? { x, y, width, height } : { width, height }, maximized };
}

/** The path that the last window showed; the sign-in page if there was none. */
export function lastPlace(file: string): string {
  return read(file)?.place ?? '/';
}

/** Keeps where a window stands and what it shows, whenever it shows something else and when it closes. */
export function rememberWindow(window: BrowserWindow, file: string): void {
  const remember = () => {
    const place = placeOf(window.webContents.getURL()) ?? '/';
    const state: State = { ...window.getNormalBounds(), maximized: window.isMaximized(), place };
    try {
      // Renamed into place, so that a crash leaves the old state or the new one.
      writeFileSync(`${file}.new`, JSON.stringify(state));
      renameSync(`${file}.new`, file);
    } catch (error) {
      // The next window opens at its first size, at the sign-in page; nothing else is lost.
      process.stderr.write(`window state not kept: ${String(error)}\n`);
    }
  };
  window.on('close', remember);
  window.webContents.on('did-navigate', remember);
  window.webContents.on('did-navigate-in-page', remember);
}

function read(file: string): State | null {
  try {
    return State.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Not there yet, or of another version.
    return null;
  }
}

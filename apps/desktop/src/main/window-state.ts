/** Where the last window stood, for the next one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import * as z from 'zod';

const State = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(400),
  height: z.int().min(300),
  maximized: z.boolean(),
});
type State = z.infer<typeof State>;

const FIRST = { width: 1280, height: 800 };

/** Size, and place if it is still on a screen. */
export function lastBounds(file: string): { bounds: Partial<Rectangle>; maximized: boolean } {
  const state = read(file);
  if (!state) return { bounds: FIRST, maximized: false };
  const { maximized, ...bounds } = state;
  const area = screen.getDisplayMatching(bounds).workArea;
  const isVisible =
    bounds.x < area.x + area.width &&
    bounds.x + bounds.width > area.x &&
    bounds.y >= area.y &&
    bounds.y < area.y + area.height;
  return { bounds: isVisible ? bounds : { width: bounds.width, height: bounds.height }, maximized };
}

/** Keeps a window's bounds when it closes. */
export function rememberBounds(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    const state: State = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      writeFileSync(file, JSON.stringify(state));
    } catch (error) {
      // The next window opens at its first size; nothing else is lost.
      process.stderr.write(`window bounds not kept: ${String(error)}\n`);
    }
  });
}

function read(file: string): State | null {
  try {
    return State.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Not there yet, or of another version.
    return null;
  }
}

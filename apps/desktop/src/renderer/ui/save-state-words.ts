/**
 * What is saved, where, and what may I do, in words. Pure: the bottom bar shows it, tests read it.
 */
import type { DiskState, DocumentState, LineState, ProfileState } from '@copydesk/shared/api';
import type { Connection } from '../bridge/index.ts';
import { countText } from './counts.ts';
import { type Locale, momentText } from './times.ts';

export interface SaveFacts {
  readonly line: LineState;
  readonly disk: DiskState;
  /** How far the copies for offline have come; told where no document is open. */
  readonly fetching?: ProfileState['fetching'];
  /** The window's channel to this computer's store; `lost` while that restarts, `ended` when it will not come back. */
  readonly connection?: Connection;
  /** How far this computer's text of the document has come; null where no document is open, or not yet known. */
  readonly document: DocumentState | null;
  /** True while the window holds edits that this computer has not yet put on its disk. */
  readonly inWindowOnly?: boolean;
  /** Why the person may only read, as words that follow "Read only: "; null or left out if they may write. */
  readonly readOnly?: string | null;
  /** Passages (or blocks) of this story that the server did not take and that are kept here. */
  readonly heldPassages?: number;
}

export type SaveTone = 'good' | 'waiting' | 'reading' | 'held' | 'failing';

export interface SaveWords {
  readonly tone: SaveTone;
  /** One line, such as "Saved on server". */
  readonly text: string;
  /** What that means for the text, and what to do; for the menu behind the line. */
  readonly detail: string;
}

const DISK_REASONS: Record<Extract<DiskState, { state: 'failing' }>['reason'], string> = {
  full: 'disk full',
  readonly: 'disk cannot be written',
  corrupt: 'file damaged',
  busy: 'file in use by another program',
  io: 'disk failing',
};

const NOT_KEPT =
  'Stories of this desk are not kept on computers: it is erased here once all of it was sent and no window shows it.';

/** The words for `facts`; the gravest thing is said first. */
export function saveStateWords(facts: SaveFacts, now = new Date(), locale?: Locale): SaveWords {
  const { line, disk, document } = facts;
  if (facts.connection === 'ended') {
    return {
      tone: 'failing',
      text: 'Not saving: this window is no longer connected',
      detail:
        'Copydesk on this computer was restarted or signed out. Save a copy of what you wrote last, then open Copydesk again.',
    };
  }
  if (facts.connection === 'lost') {
    return {
      tone: 'waiting',
      text: 'Copydesk is restarting on this computer',
      detail: 'What you type stays in this window and is saved when it is back, in a moment.',
    };
  }
  if (disk.state === 'failing') {
    const onward =
      line.state === 'online'
        ? 'What you type still goes to the server.'
        : 'What you type is only in this window: save a copy.';
    return {
      tone: 'failing',
      text: `Cannot save on this computer: ${DISK_REASONS[disk.reason]}`,
      detail: `${disk.message} ${onward}`.trim(),
    };
  }
  if (facts.heldPassages !== undefined && facts.heldPassages > 0) {
    return {
      tone: 'held',
      text: `Held: ${countText(facts.heldPassages, 'passage')}`,
      detail: 'The server did not take this text. It is kept on this computer until you take it in or save a copy.',
    };
  }
  if (line.state === 'signed-out') {
    return {
      tone: 'waiting',
      text:
        document === null ? 'Signed out' : (savedHere(document, now, locale) ?? 'Signed out, saved on this computer'),
      detail: `${line.reason} What is here stays here; sign in again to send it.`.trim(),
    };
  }
  if (facts.readOnly !== undefined && facts.readOnly !== null) {
    return { tone: 'reading', text: `Read only: ${facts.readOnly}`, detail: 'You can read, comment and save a copy.' };
  }
  if (facts.inWindowOnly === true) {
    return {
      tone: 'waiting',
      text: 'Saving on this computer',
      detail: 'This takes a moment. Your text is in this window.',
    };
  }
  const unsent = document === null ? null : savedHere(document, now, locale);
  const leaving = document?.keptOffline === false ? ` ${NOT_KEPT}` : '';
  if (line.state === 'offline') {
    const since = momentText(line.since, now, locale);
    const how = line.byChoice
      ? 'You chose to work offline.'
      : 'The server cannot be reached; it is tried again by itself.';
    return {
      tone: 'waiting',
      text: unsent ?? `Offline since ${since}`,
      detail: `Offline since ${since}. ${how} What you write is saved on this computer and sent when the line is back.${leaving}`,
    };
  }
  if (document !== null && document.link === 'closed' && document.detail !== '') {
    return { tone: 'failing', text: unsent ?? 'Saved on this computer, not on the server', detail: document.detail };
  }
  if (unsent !== null) {
    return {
      tone: 'waiting',
      text: unsent,
      detail: `It is on this computer\u2019s disk and on its way to the server.${leaving}`,
    };
  }
  if (document === null) return lineOnly(line, facts.fetching ?? null);
  if (document.link === 'refused') {
    return { tone: 'reading', text: `Saved on this computer: ${document.detail}`, detail: document.detail };
  }
  if (line.state === 'connecting' || document.link !== 'live') {
    return {
      tone: 'waiting',
      text: 'Saved on this computer, connecting',
      detail: 'Everything you wrote is on this computer.',
    };
  }
  return {
    tone: 'good',
    text: 'Saved on server',
    detail:
      document.keptOffline === false
        ? `Everything you wrote is on the server. ${NOT_KEPT}`
        : 'Everything you wrote is on the server and on this computer.',
  };
}

/** Where no document is open there is nothing to be saved: only the line's own state. */
function lineOnly(line: LineState, fetching: ProfileState['fetching']): SaveWords {
  if (line.state === 'online' && fetching !== null) {
    return {
      tone: 'waiting',
      text: `Fetching stories for offline: ${fetching.done} of ${fetching.total}`,
      detail: 'Those that are here can be read and written without the line. What you open comes first.',
    };
  }
  return line.state === 'online'
    ? { tone: 'good', text: 'Connected', detail: 'What others write and decide arrives here at once.' }
    : {
        tone: 'waiting',
        text: 'Connecting',
        detail: 'This is what is on this computer; news follows when the line is there.',
      };
}

/** "Saved on this computer, about 40 words not sent since 17:58", or null if all was sent. */
function savedHere(document: DocumentState, now: Date, locale: Locale): string | null {
  if (document.unsentSince === null) return null;
  const what = document.unsentWords === 0 ? 'changes' : `about ${countText(document.unsentWords, 'word')}`;
  return `Saved on this computer, ${what} not sent since ${momentText(document.unsentSince, now, locale)}`;
}

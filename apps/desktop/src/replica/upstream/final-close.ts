import { CLOSE } from '@copydesk/shared/sync';
import type { LocalDocument } from './local-document.ts';

const DAMAGED = 'This story’s text is damaged on the server, and whoever runs the server has to mend it.';
const SAFE_HERE = 'Your copy is safe here, and so is what you write in it.';

/** What the server's last word means, and whether another try without what it would not take makes sense. */
export interface LastWord {
  readonly detail: string;
  readonly again: boolean;
}

/** Does to the copy here what a final close code asks for. Rejects with `StoreError` if that could not be kept. */
export async function takeFinalClose(code: number, local: LocalDocument): Promise<LastWord> {
  const detail = closedDetail(code);
  switch (code) {
    case CLOSE.signIn.code:
      return { detail, again: true };
    case CLOSE.updateApp.code:
      return { detail, again: false };
    case CLOSE.damaged.code: {
      // Nothing here is at fault: what is pending stays so, for when the server's text has been mended.
      const held = (await local.serverEpoch()) !== null;
      return { detail: held ? `${detail} ${SAFE_HERE}` : detail, again: false };
    }
    case CLOSE.otherHistory.code:
      await local.forget('The server has another copy of this story, made anew.');
      break;
    case CLOSE.tooLarge.code:
    case 1009:
      await local.hold('too-large', detail);
      break;
    case CLOSE.forbidden.code:
    case CLOSE.noSuchDocument.code:
      // First, so that nothing more is written into what is held.
      await local.accessLost(detail);
      await local.hold('revoked', detail);
      break;
    default:
      await local.hold('not-taken', detail);
  }
  return { detail, again: true };
}

function closedDetail(code: number): string {
  switch (code) {
    case CLOSE.forbidden.code:
      return 'You may no longer open this story.';
    case CLOSE.noSuchDocument.code:
      return 'The server does not have this story.';
    case CLOSE.tooLarge.code:
    case 1009:
      return 'The text is too large for the server.';
    case CLOSE.damaged.code:
      return DAMAGED;
    case CLOSE.signIn.code:
      return 'Sign in again to send what is on this computer.';
    case CLOSE.updateApp.code:
      return 'This version of the app is too old for the server. Update the app.';
    default:
      return 'The server ended the connection for good. Save a copy and restart the app.';
  }
}

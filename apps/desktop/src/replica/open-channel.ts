/** Leads a window's channel to its profile's replica. */
import { ProblemError } from '@copydesk/shared/api';
import { FolderInUse } from '@copydesk/shared/node';
import { CLOSE, type Log, StoreError } from '@copydesk/shared/sync';
import { type Channel, type ChannelEnd, type ChannelPath, parseChannelPath } from './channel.ts';
import { type Profiles, ProfilesStopped } from './profiles.ts';
import { serveRpc, unusableProblem } from './rpc.ts';

/** A window that sends this much before its profile is open is not one of ours. */
const MAX_EARLY_BYTES = 1024 * 1024;

/** Takes a channel over: opens the profile if need be, keeps what arrives meanwhile, and closes with a code if it is wrong. */
export function openChannel(profiles: Profiles, path: string, channel: Channel, log: Log): ChannelEnd {
  const target = parseChannelPath(path);
  let early: (string | Uint8Array)[] = [];
  let earlyBytes = 0;
  let end: ChannelEnd | null = null;
  let gone = false;

  function refuse(close: { code: number; reason: string }): void {
    gone = true;
    early = [];
    channel.close(close.code, close.reason);
  }

  /** The end that the path leads to, or null if nobody is signed in there. */
  async function find(to: ChannelPath): Promise<ChannelEnd | null> {
    if (to.profile === null) return profiles.visitor(channel);
    const replica = await profiles.open(to.profile);
    if (replica === null || gone) return null;
    return to.kind === 'rpc' ? replica.openRpc(channel) : replica.openDocument(to.document, to.epoch, channel);
  }

  async function attach(to: ChannelPath): Promise<void> {
    const found = await find(to);
    if (gone) {
      found?.closed();
    } else if (found === null) {
      refuse(CLOSE.signIn);
    } else {
      end = found;
      for (const data of early) pass(found, data);
      early = [];
    }
  }

  function pass(to: ChannelEnd, data: string | Uint8Array): void {
    if (typeof data === 'string') to.text(data);
    else to.bytes(data);
  }

  function receive(data: string | Uint8Array): void {
    if (gone) return;
    if (end) {
      pass(end, data);
      return;
    }
    earlyBytes += data.length;
    if (earlyBytes > MAX_EARLY_BYTES) refuse(CLOSE.tooSlow);
    else early.push(data);
  }

  /**
   * Stays with a window whose profile cannot be opened: each call is answered with why, until it can be opened; then
   * the window comes back by itself.
   */
  function explain(to: Extract<ChannelPath, { kind: 'rpc' }>, first: StoreError | FolderInUse): void {
    let why = first;
    const answer = async () => {
      try {
        await profiles.open(to.profile);
        refuse(CLOSE.draining);
      } catch (error) {
        if (!(error instanceof StoreError || error instanceof FolderInUse)) throw error;
        why = error;
      }
      throw new ProblemError(unusableProblem(why));
    };
    end = serveRpc(channel, answer, null, () => () => {}, log);
    for (const data of early) pass(end, data);
    early = [];
  }

  if (target === null) {
    refuse(CLOSE.noSuchDocument);
  } else {
    const to = target;
    attach(to).catch((error: unknown) => {
      if (error instanceof ProfilesStopped) return refuse(CLOSE.draining);
      log.error('channel-failed', { error: String(error) });
      if (to.kind === 'rpc' && (error instanceof StoreError || error instanceof FolderInUse)) return explain(to, error);
      refuse(CLOSE.storage);
    });
  }
  return {
    text: receive,
    bytes: receive,
    closed() {
      if (gone) return;
      gone = true;
      end?.closed();
    },
  };
}

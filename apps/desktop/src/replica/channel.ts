/**
 * A window's way to its replica, whatever carries it (a WebSocket under browser-host, a MessagePort in Electron), and
 * where its path leads.
 */
import {
  CLOSE,
  type DocumentName,
  documentName,
  type Log,
  type PeerSocket,
  parseDocumentName,
} from '@copydesk/shared/sync';
import type { Profiles } from './profiles.ts';

/** The replica's end of a channel. */
export interface Channel extends PeerSocket {
  sendText(text: string): void;
}

/** What a channel's carrier calls. */
export interface ChannelEnd {
  text(data: string): void;
  bytes(data: Uint8Array): void;
  /** The channel is gone. Idempotent. */
  closed(): void;
}

/** `profile` null: the page before sign-in. */
export type ChannelPath =
  | { readonly kind: 'visitor'; readonly profile: null }
  | { readonly kind: 'rpc'; readonly profile: string }
  | {
      readonly kind: 'sync';
      readonly profile: string;
      readonly document: DocumentName;
      readonly epoch: string | null;
    };

/** A window that sends this much before its profile is open is not one of ours. */
const MAX_EARLY_BYTES = 1024 * 1024;

/** Reads `/p/{profile}/rpc` and `/p/{profile}/sync/{document}?epoch=`; null if it is neither. */
export function parseChannelPath(path: string): ChannelPath | null {
  const url = URL.parse(path, 'http://replica.invalid');
  const parts = url?.pathname.split('/').slice(1) ?? [];
  const [p, profile, kind, document] = parts;
  if (!url || p !== 'p' || !profile) return null;
  if (kind === 'rpc' && parts.length === 3) {
    return profile === '-' ? { kind: 'visitor', profile: null } : { kind, profile };
  }
  const name = kind === 'sync' && parts.length === 4 ? parseDocumentName(document ?? '') : null;
  if (kind !== 'sync' || !name || profile === '-') return null;
  const { articleId, language, notes } = name;
  return { kind, profile, document: documentName(articleId, language, notes), epoch: url.searchParams.get('epoch') };
}

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

  if (target === null) {
    refuse(CLOSE.noSuchDocument);
  } else {
    attach(target).catch((error: unknown) => {
      log.error('channel-failed', { error: String(error) });
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

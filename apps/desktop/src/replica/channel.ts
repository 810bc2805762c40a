/**
 * A window's way to its replica, whatever carries it (a WebSocket under browser-host, a MessagePort in Electron), and
 * where its path leads.
 */
import { type DocumentName, documentName, type PeerSocket, parseDocumentName } from '@copydesk/shared/sync';

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

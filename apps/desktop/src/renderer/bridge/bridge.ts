/**
 * The window's one way out: everything a screen asks, hears or opens goes through a `Bridge`, so that screens do not
 * know whether they run in Electron or in a browser.
 */
import type {
  CallInput,
  EndpointName,
  LocalCallName,
  LocalEvent,
  LocalInput,
  LocalResponse,
  ResponseOf,
} from '@copydesk/shared/api';

/** The window's channel to its replica: `lost` is being mended by itself, `ended` is final (sign in again). */
export type Connection = 'open' | 'lost' | 'ended';

export interface Bridge {
  readonly platform: 'browser' | 'electron';
  /** The profile this window works as, `-` before sign-in; also the second part of its address, `/p/{profile}/`. */
  readonly profile: string;
  /** A call of the REST contract, answered by the replica. Rejects with `ProblemError`. */
  call<N extends EndpointName>(name: N, input: CallInput<N>): Promise<ResponseOf<N>>;
  /** A call that only the replica knows. Rejects with `ProblemError`. */
  localCall<N extends LocalCallName>(name: N, input: LocalInput<N>): Promise<LocalResponse<N>>;
  /** Calls `listener` for each thing the replica says unasked; returns what stops that. */
  onEvent(listener: (event: LocalEvent) => void): () => void;
  /** Calls `listener` at each change of the channel to the replica; returns what stops that. */
  onConnection(listener: (connection: Connection) => void): () => void;
  /** For `WebsocketProvider`'s `WebSocketPolyfill`. */
  readonly WebSocket: typeof WebSocket;
  /** `WebsocketProvider`'s server address: the document's name is appended to it. */
  readonly syncUrl: string;
  /** Opens another window at an address such as `/p/{profile}/story/...` or `/as/{demo account}`. */
  openWindow(address: string): void;
  /** Lets the person keep a file. Resolves with false if they changed their mind. */
  saveFile(name: string, type: string, bytes: Uint8Array): Promise<boolean>;
  /** Ends the channel; for tests and when the window goes. */
  close(): void;
}

/**
 * What the preload script gives the window as `window.copydesk` in Electron. Under browser-host there is none.
 *
 * Addresses are the same in both houses: `/` is the sign-in page, `/p/{profile}/...` a signed-in person's windows.
 * Channels have the paths that browser-host's WebSockets have:
 * - `/p/{profile}/rpc` (`/p/-/rpc` before sign-in): text frames, `RpcRequest` one way and `RpcMessage` the other.
 *   For an endpoint of the contract `input` is `{params, query, body}`, each `{}` if it has none; for a local call it
 *   is that call's input. A call without a result answers `result: null`. `signIn` answers `{profile}`: go to
 *   `/p/{profile}/`. The first message of a channel is the event `profile`.
 * - `/p/{profile}/sync/{document}?epoch=`: y-websocket's frames as bytes.
 */

/** `type` of the window message that brings a channel's port (`event.ports[0]`); `channel` is what `openChannel` returned. */
export const PORT_MESSAGE = 'copydesk:port';
export interface PortMessage {
  readonly type: typeof PORT_MESSAGE;
  readonly channel: string;
}

export interface CopydeskApi {
  readonly platform: 'electron';
  /** The profile of this window's address when it was loaded, `-` on the sign-in page. */
  readonly profile: string;
  /**
   * Opens a channel to the replica. Returns its name at once; the port follows as a window message (`PortMessage`).
   * Over the port go `PortFrame`s (`@copydesk/shared/api`): wait for `open`; `close` is the last one.
   */
  openChannel(path: string): string;
  /** Opens another window at a path such as `/p/{profile}/story/...`. */
  openWindow(path: string): void;
  /** Asks where to save and writes the file. Resolves to false if the person cancelled; rejects with words for the person. */
  saveFile(name: string, type: string, bytes: Uint8Array): Promise<boolean>;
}

declare global {
  interface Window {
    readonly copydesk?: CopydeskApi;
  }
}

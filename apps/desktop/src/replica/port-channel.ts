/** A window's MessagePort as a channel: `PortFrame`s, the first `open`, the last `close` with code and reason. */
import { PortFrame } from '@copydesk/shared/api';
import { CLOSE } from '@copydesk/shared/sync';
import type { Channel, ChannelEnd } from './channel.ts';

/** What Electron's `MessagePortMain` and Node's `MessagePort` have in common, as far as it is used here. */
export interface Port {
  postMessage(message: PortFrame): void;
  start(): void;
  close(): void;
}

export interface PortChannel {
  readonly channel: Channel;
  /** Says `open`, and lets messages come to `end`. */
  attach(end: ChannelEnd): void;
  /** A message arrived at the port. */
  message(data: unknown): void;
  /** The other side closed the port, or its window is gone. */
  closed(): void;
}

export function portChannel(port: Port): PortChannel {
  let state: 'open' | 'closed' = 'open';
  let end: ChannelEnd | null = null;

  function over(): void {
    if (state === 'closed') return;
    state = 'closed';
    port.close();
    end?.closed();
  }

  function post(frame: PortFrame): void {
    if (state === 'open') port.postMessage(frame);
  }

  const channel: Channel = {
    // Ports do not tell what waits in them; both ends are on this computer.
    bufferedAmount: 0,
    send: (data) => post({ kind: 'bytes', data }),
    sendText: (data) => post({ kind: 'text', data }),
    close(code, reason) {
      post({ kind: 'close', code, reason });
      over();
    },
    terminate: over,
  };

  return {
    channel,
    attach(to) {
      end = to;
      if (state === 'closed') return to.closed();
      post({ kind: 'open' });
      port.start();
    },
    message(data) {
      if (state === 'closed') return;
      const frame = PortFrame.safeParse(data);
      if (!frame.success || frame.data.kind === 'open')
        return channel.close(CLOSE.badFrame.code, CLOSE.badFrame.reason);
      if (frame.data.kind === 'text') end?.text(frame.data.data);
      else if (frame.data.kind === 'bytes') end?.bytes(frame.data.data);
      else over();
    },
    closed: over,
  };
}

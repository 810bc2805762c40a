import { MessageChannel } from 'node:worker_threads';
import type { PortFrame } from '@copydesk/shared/api';
import { peerSocketContract } from '@copydesk/shared/sync/testing';
import { describe, expect, it } from 'vitest';
import type { Channel } from './channel.ts';
import { portChannel } from './port-channel.ts';
import { Changes } from './testing/window.ts';

/** A port channel, its carrier and what its window saw. */
function connect() {
  const { port1, port2 } = new MessageChannel();
  const changes = new Changes();
  const frames: PortFrame[] = [];
  const said: (string | Uint8Array)[] = [];
  let ended = 0;
  let code: number | null = null;
  const { channel, attach, message, closed } = portChannel(port1);
  port1.on('message', message);
  port1.on('close', closed);
  port2.on('message', (frame: PortFrame) => {
    frames.push(frame);
    if (frame.kind === 'close') code = frame.code;
    changes.happened();
  });
  port2.on('close', () => {
    code ??= 1006;
    changes.happened();
  });
  attach({
    text: (data) => said.push(data),
    bytes: (data) => said.push(data),
    closed: () => {
      ended += 1;
      changes.happened();
    },
  });
  return { channel, port1, port2, changes, frames, said, ended: () => ended, code: () => code };
}

peerSocketContract('a MessagePort', async () => {
  const { channel, port2, changes, frames, code } = connect();
  const received = () => frames.flatMap((frame) => (frame.kind === 'bytes' ? [frame.data] : []));
  return {
    socket: channel satisfies Channel,
    received,
    receivedCount: (count) => changes.until(() => received().length >= count),
    closed: async () => {
      await changes.until(() => code() !== null);
      return code() ?? 0;
    },
    end: async () => port2.close(),
  };
});

describe('portChannel', () => {
  it('says open first, passes text and bytes, and ends once when the window goes', async () => {
    const { port1, port2, changes, frames, said, ended } = connect();
    await changes.until(() => frames.length > 0);
    expect(frames[0]).toEqual({ kind: 'open' });
    port1.on('message', () => changes.happened());
    port2.postMessage({ kind: 'text', data: 'a call' } satisfies PortFrame);
    port2.postMessage({ kind: 'bytes', data: Uint8Array.of(1, 2) } satisfies PortFrame);
    await changes.until(() => said.length === 2);
    expect(said).toEqual(['a call', Uint8Array.of(1, 2)]);
    port2.postMessage({ kind: 'close', code: 1000, reason: '' } satisfies PortFrame);
    await changes.until(() => ended() > 0);
    port2.close();
    expect(ended()).toBe(1);
  });

  it('closes on what is not a frame', async () => {
    const { port2, changes, code } = connect();
    port2.postMessage({ kind: 'bytes', data: 'no bytes' });
    await changes.until(() => code() !== null);
    expect(code()).toBe(4400);
  });
});

/** The line between one replica and the server: frames wait in it until the test moves them, and are lost with it. */
import type { Hub, PeerIdentity } from '@copydesk/shared/sync';
import { createSocketPair } from '@copydesk/shared/sync/testing';
import type { OpenSocket, SocketEvents, UpstreamSocket } from '../../../apps/desktop/src/replica/upstream/socket.ts';

export interface HandLine {
  readonly open: OpenSocket;
  /** Moves up to `count` frames of each socket, up and down. Gives how many moved. */
  move(count?: number): number;
  /** Everything on the way is lost. */
  cut(): void;
}

interface Wire {
  readonly up: Uint8Array[];
  moveUp(count: number): number;
  moveDown(count: number): number;
  end(code: number): void;
}

/** `server`: the hub at the far end, a new one after a crash. */
export function createHandLine(server: () => Hub, peer: PeerIdentity): HandLine {
  const wires = new Set<Wire>();

  function open({ document, epoch }: Parameters<OpenSocket>[0], events: SocketEvents): UpstreamSocket {
    const far = createSocketPair();
    const up: Uint8Array[] = [];
    let life: 'opening' | 'open' | 'over' = 'opening';
    const connection = server().connect({ document, peer, epoch, socket: far.socket });
    const wire: Wire = {
      up,
      moveUp(count) {
        const frames = life === 'open' ? up.splice(0, count) : [];
        for (const frame of frames) connection.receive(frame);
        return frames.length;
      },
      moveDown(count) {
        const before = far.queued.length;
        far.flush(count);
        return before - far.queued.length;
      },
      end(code) {
        if (life === 'over') return;
        life = 'over';
        wires.delete(wire);
        up.length = 0;
        far.onFrame = () => {};
        connection.closed();
        queueMicrotask(() => events.closed(code, ''));
      },
    };
    far.onFrame = (frame) => events.message(frame);
    far.onClose = () => wire.end(typeof far.closed === 'object' ? (far.closed?.code ?? 1006) : 1006);
    wires.add(wire);
    queueMicrotask(() => {
      if (life !== 'opening') return;
      life = 'open';
      events.opened();
    });
    return {
      get isOpen() {
        return life === 'open';
      },
      send: (frame) => void (life === 'open' && up.push(frame)),
      close() {
        wire.moveUp(Infinity);
        wire.end(1000);
      },
      terminate: () => wire.end(1006),
    };
  }

  return {
    open,
    move(count = Infinity) {
      let moved = 0;
      for (const wire of [...wires]) moved += wire.moveUp(count) + wire.moveDown(count);
      return moved;
    },
    cut() {
      for (const wire of [...wires]) wire.end(1006);
    },
  };
}

import { documentName } from '../documents.ts';
import { accessPolicyContract, documentStoreContract, peerSocketContract } from './contracts.ts';
import { createMemoryStore } from './memory-store.ts';
import { createSocketPair } from './socket-pair.ts';

documentStoreContract('in memory', async () => {
  const store = createMemoryStore();
  return {
    store,
    create: async (document, epoch) => store.create(document, epoch),
    reopen: async () => store,
    end: async () => {},
  };
});

peerSocketContract('in memory', async () => {
  const far = createSocketPair();
  const received: Uint8Array[] = [];
  far.onFrame = (frame) => received.push(frame);
  far.flow();
  return {
    socket: far.socket,
    received: () => received,
    receivedCount: async () => {},
    closed: async () => (far.closed === null || far.closed === 'terminated' ? 1006 : far.closed.code),
    end: async () => {},
  };
});

accessPolicyContract('a plain table', async () => {
  const document = documentName('0b5e6f0a-0000-4000-8000-00000000000c', 'en');
  const writers = new Set(['ana']);
  const person = (userId: string) => ({ userId, name: userId, sessionId: userId });
  return {
    policy: {
      access(peer, asked) {
        if (asked !== document || peer.userId === 'eva') return null;
        return writers.has(peer.userId)
          ? { level: 'write', reason: '' }
          : { level: 'read', reason: 'Only Ana writes this.' };
      },
    },
    document,
    writer: person('ana'),
    reader: person('ben'),
    outsider: person('eva'),
    demoteWriter: async () => {
      writers.delete('ana');
    },
    end: async () => {},
  };
});

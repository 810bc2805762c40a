export * from './contracts.ts';
export * from './memory-store.ts';
export * from './socket-pair.ts';
export * from './test-peer.ts';

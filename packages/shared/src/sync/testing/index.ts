export * from './memory-store.ts';
export * from './socket-pair.ts';

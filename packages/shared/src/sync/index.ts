export * from './allowance.ts';
export * from './close-codes.ts';
export * from './documents.ts';
export * from './hub.ts';
export * from './hub-api.ts';
export * from './limits.ts';
export * from './ports.ts';
export * from './protocol.ts';

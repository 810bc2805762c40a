export * from './close-codes.ts';
export * from './hub-api.ts';
export * from './limits.ts';
export * from './ports.ts';

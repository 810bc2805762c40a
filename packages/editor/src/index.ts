export * from './collaboration/index.ts';
export * from './schema/index.ts';

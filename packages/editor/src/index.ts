/** The editor for a window. Node has `@copydesk/editor/schema`, which needs neither React nor the DOM. */
export * from './collaboration/index.ts';
export * from './components/index.ts';
export * from './review/index.ts';
export * from './schema/index.ts';
export * from './translation/index.ts';

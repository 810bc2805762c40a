export * from './channel.ts';
export * from './client.ts';
export * from './contract.ts';
export * from './copydesk-id.ts';
export * from './glossary.ts';
export * from './import.ts';
export * from './local.ts';
export * from './resources.ts';

export * from './contract.ts';
export * from './import.ts';
export * from './local.ts';
export * from './channel.ts';

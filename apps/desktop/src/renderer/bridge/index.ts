export type { Bridge, Connection } from './bridge.ts';
export { BridgeContext, useBridge } from './context.ts';

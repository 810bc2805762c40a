export type { Bridge } from './bridge.ts';
export { BridgeContext, useBridge } from './context.ts';

import { createContext, useContext } from 'react';
import type { Bridge } from './bridge.ts';

export const BridgeContext = createContext<Bridge | null>(null);

/** The bridge of this window. Throws outside `BridgeContext`. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (bridge === null) throw new Error('useBridge is called outside BridgeContext');
  return bridge;
}

export { useEvents } from './events.ts';
export { UserContext, useConnection, useDocumentState, usePeople, useProfile, useUser } from './profile.ts';
export { type CallOptions, callKey, localCallKey, useAct, useCall, useLocalAct, useLocalCall } from './queries.ts';

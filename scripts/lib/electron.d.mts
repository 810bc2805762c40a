/** Types of `electron.mjs`, for the tests. */
type Found = { readonly binary: string; readonly why?: never } | { readonly binary?: never; readonly why: string };
export function locateElectron(): Found;
export function findElectron(): Found;

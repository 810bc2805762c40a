export { type Action, useAction } from './actions.tsx';
export { shortcutText } from './shortcuts.ts';

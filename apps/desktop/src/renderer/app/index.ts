export { type Destination, useGo, useHref, useRoute } from './router.tsx';
export type { DeskFilter, Route, StoryView } from './routes.ts';

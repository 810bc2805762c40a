import { createContext, type ReactNode, useCallback, useContext, useMemo, useSyncExternalStore } from 'react';
import { RouterProvider as AriaRouter } from 'react-aria-components';
import { useBridge } from '../bridge/index.ts';
import { hrefOf, type Route, routeOf } from './routes.ts';

export type Destination = Exclude<Route, { name: 'nowhere' }>;

interface Router {
  readonly route: Route;
  /** The address of a destination in this window's profile, for links. */
  readonly href: (to: Destination) => string;
  readonly go: (to: Destination) => void;
}

const RouterContext = createContext<Router | null>(null);
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

function push(address: string): void {
  if (address !== location.pathname + location.search) history.pushState(null, '', address);
  for (const listener of listeners) listener();
}

/** Gives its children the route, and lets every React Aria link and menu item with `href` go there without a reload. */
export function Router({ children }: { children: ReactNode }) {
  const { profile } = useBridge();
  const address = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  const href = useCallback((to: Destination) => hrefOf(profile, to), [profile]);
  const router = useMemo<Router>(() => {
    const [pathname = '', search = ''] = address.split('?');
    return { route: routeOf(pathname, search), href, go: (to) => push(href(to)) };
  }, [address, href]);
  return (
    <RouterContext value={router}>
      <AriaRouter navigate={push}>{children}</AriaRouter>
    </RouterContext>
  );
}

function useRouter(): Router {
  const router = useContext(RouterContext);
  if (router === null) throw new Error('Routes are used outside Router');
  return router;
}

/** Where this window is. */
export function useRoute(): Route {
  return useRouter().route;
}

/** Goes to a screen: `go({ name: 'story', articleId, language, view: 'write' })`. */
export function useGo(): (to: Destination) => void {
  return useRouter().go;
}

/** Makes addresses for links: `href({ name: 'held' })`. */
export function useHref(): (to: Destination) => string {
  return useRouter().href;
}

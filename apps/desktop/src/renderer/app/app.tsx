import type { User } from '@copydesk/shared/api';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { type Bridge, BridgeContext, useBridge } from '../bridge/index.ts';
import { ActionsProvider } from '../commands/actions.tsx';
import { createQueryClient } from '../data/client.ts';
import { UserContext, useEvents, useLocalCall, usePeople } from '../data/index.ts';
import { Desk } from '../desk/desk.tsx';
import { useSeeing } from '../desk/seen.ts';
import { Frame } from '../frame/frame.tsx';
import { SignIn } from '../sign-in/sign-in.tsx';
import { ButtonLink, HueContext, huesOf, ProblemNote } from '../ui/index.ts';
import { NoticesProvider } from '../ui/notices.tsx';
import styles from './app.module.css';
import { Boundary } from './boundary.tsx';
import { Router, useHref, useRoute } from './router.tsx';
import { NO_PROFILE } from './routes.ts';

const StoryScreen = lazy(() => import('../story/StoryScreen.tsx'));
const SettingsScreen = lazy(() => import('../settings/SettingsScreen.tsx'));
const GlossaryScreen = lazy(() => import('../glossary/GlossaryScreen.tsx'));
const HeldScreen = lazy(() => import('../story/HeldScreen.tsx'));

/** A whole window: everything below it speaks to the replica through `bridge`. */
export function App({ bridge }: { bridge: Bridge }) {
  const [client] = useState(createQueryClient);
  return (
    <BridgeContext value={bridge}>
      <QueryClientProvider client={client}>
        <NoticesProvider>
          <ActionsProvider>
            <Router>
              <Boundary>
                <Window />
              </Boundary>
            </Router>
          </ActionsProvider>
        </NoticesProvider>
      </QueryClientProvider>
    </BridgeContext>
  );
}

function Window() {
  useEvents();
  const { profile } = useBridge();
  return profile === NO_PROFILE ? <SignIn /> : <SignedIn />;
}

function SignedIn() {
  const { data: profile, error, refetch } = useLocalCall('profile', {});
  const left = profile !== undefined && profile.user === null;
  useEffect(() => {
    if (left) location.assign('/');
  }, [left]);
  if (error) {
    return (
      <div className={styles.page}>
        <ProblemNote problem={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (profile === undefined || profile.user === null) return null;
  return <Workplace user={profile.user} />;
}

function Workplace({ user }: { user: User }) {
  const route = useRoute();
  const people = usePeople();
  const hues = useMemo(() => huesOf(people.keys()), [people]);
  useSeeing(route.name === 'story' ? route.articleId : null);
  const place = route.name === 'story' ? `${route.articleId}.${route.language}` : route.name;
  return (
    <UserContext value={user}>
      <HueContext value={hues}>
        <Frame>
          <Boundary key={place}>
            <Suspense fallback={null}>
              <Screen />
            </Suspense>
          </Boundary>
        </Frame>
      </HueContext>
    </UserContext>
  );
}

function Screen() {
  const route = useRoute();
  switch (route.name) {
    case 'desk':
      return <Desk filter={route.filter} />;
    case 'story':
      return <StoryScreen articleId={route.articleId} language={route.language} view={route.view} />;
    case 'held':
      return <HeldScreen />;
    case 'glossary':
      return <GlossaryScreen pair={route.pair} />;
    case 'settings':
      return <SettingsScreen />;
    case 'nowhere':
      return <Nowhere />;
  }
}

function Nowhere() {
  const href = useHref();
  return (
    <div className={styles.page}>
      <h1>There is nothing at this address</h1>
      <p>The story may have another address now. Look for it on the desk.</p>
      <ButtonLink kind="primary" href={href({ name: 'desk', filter: 'all' })}>
        To the desk
      </ButtonLink>
    </div>
  );
}

import type { ProfileState } from '@copydesk/shared/api';
import { useEffect, useRef } from 'react';
import { demoKeyOf } from '../app/routes.ts';
import { useLocalAct, useProfile } from '../data/index.ts';
import { ProblemNote } from '../ui/index.ts';
import type { Credentials } from './credentials.ts';
import { DemoCards } from './demo-cards.tsx';
import { PasswordForm } from './password-form.tsx';
import styles from './sign-in.module.css';

/** The page at `/`: the desk's name, e-mail and password, in the demo also a card per role. */
export function SignIn() {
  const profile = useProfile();
  const signIn = useLocalAct('signIn');
  const enter = (credentials: Credentials) =>
    signIn.mutate(credentials, { onSuccess: ({ profile: name }) => location.assign(`/p/${name}/`) });
  const demo = profile?.newsroom?.demo ?? null;
  useDemoAddress(demo?.accounts ?? [], enter);
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <header className={styles.head}>
          <h1>{profile?.newsroom?.name ?? 'Copydesk'}</h1>
          <p>{demo === null ? 'Sign in to your desk.' : 'A newsroom to try out. Choose who you are.'}</p>
        </header>
        <LineNote profile={profile} />
        {demo !== null && <DemoCards accounts={demo.accounts} busy={signIn.isPending} onEnter={enter} />}
        <PasswordForm title={demo === null ? null : 'Or with e-mail'} busy={signIn.isPending} onEnter={enter} />
        {signIn.error !== null && (
          <div ref={intoView}>
            <ProblemNote problem={signIn.error} />
          </div>
        )}
        {profile !== undefined && (
          <p className={styles.foot}>
            Server <bdi>{profile.server}</bdi>
            {profile.newsroom && `, Copydesk ${profile.newsroom.version}`}
          </p>
        )}
      </div>
    </main>
  );
}

/** In a low window what stands below the form would not be seen. */
const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });

/** At `/as/{key}` that demo account is signed in at once, where the page's server has not done it already. */
function useDemoAddress(
  accounts: readonly (Credentials & { readonly key: string })[],
  enter: (credentials: Credentials) => void,
): void {
  const entered = useRef(false);
  const account = accounts.find(({ key }) => key === demoKeyOf(location.pathname));
  useEffect(() => {
    if (account === undefined || entered.current) return;
    entered.current = true;
    enter({ email: account.email, password: account.password });
  }, [account, enter]);
}

function LineNote({ profile }: { profile: ProfileState | undefined }) {
  if (profile === undefined || profile.line.state !== 'offline') return null;
  return (
    <ProblemNote
      problem={{
        type: 'about:blank',
        title: 'The server cannot be reached',
        status: 503,
        detail: `There is no answer from ${profile.server}. It is tried again by itself. Text already on this computer is safe; to sign in, the server is needed.`,
      }}
    />
  );
}

import type { ProfileState } from '@copydesk/shared/api';
import { useLocalAct, useProfile } from '../data/index.ts';
import { ProblemNote } from '../ui/index.ts';
import { DemoCards } from './demo-cards.tsx';
import { PasswordForm } from './password-form.tsx';
import styles from './sign-in.module.css';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** The page at `/`: the desk's name, e-mail and password, in the demo also a card per role. */
export function SignIn() {
  const profile = useProfile();
  const signIn = useLocalAct('signIn');
  const enter = (credentials: Credentials) =>
    signIn.mutate(credentials, { onSuccess: ({ profile: name }) => location.assign(`/p/${name}/`) });
  const demo = profile?.newsroom?.demo ?? null;
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <header className={styles.head}>
          <h1>{profile?.newsroom?.name ?? 'Copydesk'}</h1>
          <p>{demo === null ? 'Sign in to your desk.' : 'A newsroom to try out. Choose who you are.'}</p>
        </header>
        <LineNote profile={profile} />
        <ProblemNote problem={signIn.error} />
        {demo !== null && <DemoCards accounts={demo.accounts} busy={signIn.isPending} onEnter={enter} />}
        <PasswordForm title={demo === null ? null : 'Or with e-mail'} busy={signIn.isPending} onEnter={enter} />
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

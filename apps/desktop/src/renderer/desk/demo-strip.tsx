import { useProfile, useUser } from '../data/index.ts';
import { SecondWindow } from '../sign-in/second-window.tsx';
import styles from './desk.module.css';

/** In the demo: a way to a second window as a colleague with the same work, or else as any other. */
export function DemoStrip() {
  const user = useUser();
  const accounts = useProfile()?.newsroom?.demo?.accounts ?? [];
  const others = accounts.filter(({ email }) => email !== user.email);
  const same = others.findLast(({ role }) => user.roles.includes(role));
  const account = same ?? others.at(-1);
  if (account === undefined) return null;
  return (
    <div className={styles.strip}>
      <SecondWindow account={account} />
    </div>
  );
}

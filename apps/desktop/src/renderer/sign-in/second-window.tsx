import { AppWindow } from 'lucide-react';
import { useBridge } from '../bridge/index.ts';
import { Button } from '../ui/index.ts';
import styles from './sign-in.module.css';

/** A strip that opens another window as a colleague, so that one sees two carets in one story. */
export function SecondWindow({ account }: { account: { readonly key: string; readonly name: string } }) {
  const bridge = useBridge();
  const firstName = account.name.split(' ')[0] ?? account.name;
  return (
    <div className={styles.second}>
      <span>Write together: two windows, two people.</span>
      <Button small onPress={() => bridge.openWindow(`/as/${encodeURIComponent(account.key)}`)}>
        <AppWindow size={14} aria-hidden />
        Open a second window as {firstName}
      </Button>
    </div>
  );
}

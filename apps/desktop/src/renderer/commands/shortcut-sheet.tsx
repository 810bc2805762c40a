import { Dialog } from '../ui/dialog.tsx';
import { useActions } from './actions.tsx';
import styles from './palette.module.css';
import { shortcutText } from './shortcuts.ts';

const EVERYWHERE = 'Everywhere';

/** Every shortcut of the screen one is on. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const actions = useActions();
  const groups = Map.groupBy(
    actions.filter(({ shortcut }) => shortcut !== undefined),
    ({ group }) => group ?? EVERYWHERE,
  );
  return (
    <Dialog title="Keyboard shortcuts" isOpen onClose={onClose}>
      {[...groups].map(([group, listed]) => (
        <section key={group} className={styles.group}>
          <h3>{group}</h3>
          <dl>
            {listed.map(({ id, name, shortcut = '' }) => (
              <div key={id} className={styles.pair}>
                <dt>{name}</dt>
                <dd>
                  <kbd>{shortcutText(shortcut)}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

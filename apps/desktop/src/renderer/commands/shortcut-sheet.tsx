import { Dialog } from '../ui/dialog.tsx';
import { useActions } from './actions.tsx';
import styles from './palette.module.css';
import { shortcutText } from './shortcuts.ts';

const EVERYWHERE = 'Everywhere';

/** Every shortcut of the screen one is on; quieter what is not offered where one stands. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const actions = useActions();
  const groups = Map.groupBy(
    actions.filter(({ shortcut }) => shortcut !== undefined),
    ({ group }) => group ?? EVERYWHERE,
  );
  return (
    <Dialog title="Keyboard shortcuts" isOpen onClose={onClose} wide>
      <div className={styles.groups}>
        {[...groups].map(([group, listed]) => (
          <section key={group} className={styles.group}>
            <h3>{group}</h3>
            <dl>
              {listed.map(({ id, name, shortcut = '', enabled }) => (
                <div key={id} className={styles.pair} data-idle={enabled === false || undefined}>
                  <dt>{name}</dt>
                  <dd>
                    <kbd>{shortcutText(shortcut)}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

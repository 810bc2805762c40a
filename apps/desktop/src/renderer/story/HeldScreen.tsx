import type { HeldChange } from '@copydesk/shared/api';
import { useCall, useLocalCall } from '../data/index.ts';
import { ProblemNote } from '../ui/index.ts';
import styles from './held/held.module.css';
import { HeldCard } from './held/held-card.tsx';

/** Everything of this computer that the server did not take. */
export default function HeldScreen() {
  const found = useLocalCall('heldChanges', {});
  const stories = useCall('listArticles', {}).data?.articles ?? [];
  const headlineOf = ({ articleId, language }: HeldChange) => {
    const story = stories.find(({ id }) => id === articleId);
    const edition = story?.editions.find((one) => one.language === language);
    return edition?.headline || story?.slug || 'A story';
  };
  return (
    <div className={styles.screen}>
      <h1>Held</h1>
      <p className={styles.intro}>
        Text that you wrote and that the newsroom’s copy did not take: it was frozen, or your rights had changed. It
        stays on this computer until you take it in, or save a copy and give it up.
      </p>
      <ProblemNote problem={found.error} />
      {found.data !== undefined && found.data.held.length === 0 && (
        <p className={styles.empty}>Nothing is held. Everything you wrote is in its story.</p>
      )}
      {(found.data?.held ?? []).map((held) => (
        <HeldCard key={held.id} held={held} headline={headlineOf(held)} />
      ))}
    </div>
  );
}

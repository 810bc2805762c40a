import { type CSSProperties, createContext, useContext } from 'react';
import { classes } from './classes.ts';
import { hueOf, initialsOf } from './people.ts';
import styles from './person.module.css';

/** Everybody's hue, the same for avatar, caret and suggestions. */
export const HueContext = createContext<(userId: string) => number>(hueOf);

export function useHueOf(): (userId: string) => number {
  return useContext(HueContext);
}

export interface AvatarProps {
  readonly userId: string;
  readonly name: string;
  /** Not here now: outlined instead of filled. */
  readonly away?: boolean;
  /** More about them, for the title: "Sara K., last heard of 5 minutes ago". */
  readonly title?: string;
}

/** A person as initials on their hue. */
export function Avatar({ userId, name, away = false, title }: AvatarProps) {
  const hue = useHueOf()(userId);
  const style: CSSProperties & { '--hue': string } = { '--hue': `var(--person-${hue})` };
  return (
    <span
      className={classes(styles.avatar, away && styles.away)}
      style={style}
      title={title ?? name}
      role="img"
      aria-label={title ?? name}
    >
      {initialsOf(name)}
    </span>
  );
}

/** Avatars side by side, in a width that does not change when people come and go. */
export function AvatarStack({ people, most = 3 }: { people: readonly AvatarProps[]; most?: number }) {
  const shown = people.slice(0, most);
  const rest = people.slice(most);
  return (
    <span className={styles.stack}>
      {shown.map((person) => (
        <Avatar key={person.userId} {...person} />
      ))}
      {rest.length > 0 && (
        <span className={classes(styles.avatar, styles.away)} title={rest.map(({ name }) => name).join(', ')}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import styles from './check-box.module.css';
import { classes } from './classes.ts';

export interface CheckBoxProps {
  /** In a `CheckboxGroup`: what choosing it adds to the group's value. */
  readonly value?: string;
  readonly isSelected?: boolean;
  readonly onChange?: (isSelected: boolean) => void;
  /** For screen readers, where nothing readable stands beside it. */
  readonly label?: string;
  readonly children?: ReactNode;
}

/** A box to tick, with its words. */
export function CheckBox({ label, children, ...box }: CheckBoxProps) {
  return (
    <Checkbox {...box} className={classes(styles.choice)} {...(label === undefined ? {} : { 'aria-label': label })}>
      <span className={styles.box}>
        <Check size={12} strokeWidth={3} aria-hidden />
      </span>
      {children}
    </Checkbox>
  );
}

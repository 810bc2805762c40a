import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Link as AriaLink,
  type LinkProps as AriaLinkProps,
  Tooltip,
  TooltipTrigger,
} from 'react-aria-components';
import { shortcutText } from '../commands/shortcuts.ts';
import styles from './button.module.css';
import { classes } from './classes.ts';

/** `primary`: the one next step of a screen; `danger`: takes something away; `quiet`: without an outline. */
export type ButtonKind = 'plain' | 'primary' | 'danger' | 'quiet';

interface Look {
  readonly kind?: ButtonKind;
  readonly small?: boolean;
}

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'>, Look {}

export function Button({ kind = 'plain', small = false, ...props }: ButtonProps) {
  return <AriaButton {...props} className={look(kind, small)} />;
}

export interface ButtonLinkProps extends Omit<AriaLinkProps, 'className' | 'style'>, Look {}

/** A link that looks like a button: it goes somewhere. */
export function ButtonLink({ kind = 'plain', small = false, ...props }: ButtonLinkProps) {
  return <AriaLink {...props} className={look(kind, small)} />;
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label'> {
  /** What it does, in words: its name and its tooltip. */
  readonly label: string;
  /** Such as `Mod+K`; shown in the tooltip. */
  readonly shortcut?: string;
  /** A lucide icon of size 16. */
  readonly children: ReactNode;
}

/** An icon with its name in a tooltip. */
export function IconButton({ label, shortcut, children, kind = 'quiet', small = false, ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <AriaButton {...props} aria-label={label} className={`${look(kind, small)} ${styles.icon}`}>
        {children}
      </AriaButton>
      <Tooltip className={classes(styles.tooltip)} offset={6}>
        {label}
        {shortcut !== undefined && <kbd>{shortcutText(shortcut)}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}

function look(kind: ButtonKind, small: boolean): string {
  return classes(styles.button, kind !== 'plain' && styles[kind], small && styles.small);
}

import type { ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  Header,
  MenuTrigger,
  Popover,
  type PopoverProps,
  Separator,
} from 'react-aria-components';
import { shortcutText } from '../commands/shortcuts.ts';
import { classes } from './classes.ts';
import styles from './overlay.module.css';

export interface MenuProps {
  readonly label: string;
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly placement?: PopoverProps['placement'];
  /** `MenuItem`s, `MenuSection`s and `MenuLine`s. */
  readonly children: ReactNode;
}

export function Menu({ label, trigger, placement = 'bottom end', children }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={classes(styles.popover)} placement={placement} offset={4}>
        <AriaMenu className={classes(styles.menu)} aria-label={label}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export interface MenuItemProps {
  /** What it does, as text. */
  readonly name: string;
  /** A lucide icon of size 16. */
  readonly icon?: ReactNode;
  /** A second, quiet line. */
  readonly detail?: string | undefined;
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean;
  /** Where it goes, instead of `onAction`. */
  readonly href?: string;
  readonly onAction?: () => void;
}

export function MenuItem({ name, icon, detail, shortcut, disabled = false, href, onAction }: MenuItemProps) {
  return (
    <AriaMenuItem
      className={classes(styles.item)}
      textValue={name}
      isDisabled={disabled}
      {...(href === undefined ? {} : { href })}
      {...(onAction === undefined ? {} : { onAction })}
    >
      {icon}
      <span className={styles.itemText}>
        {name}
        {detail !== undefined && <span className={styles.itemDetail}>{detail}</span>}
      </span>
      {shortcut !== undefined && <kbd>{shortcutText(shortcut)}</kbd>}
    </AriaMenuItem>
  );
}

export function MenuSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <AriaMenuSection>
      <Header className={styles.sectionTitle}>{title}</Header>
      {children}
    </AriaMenuSection>
  );
}

export function MenuLine() {
  return <Separator className={classes(styles.separator)} />;
}

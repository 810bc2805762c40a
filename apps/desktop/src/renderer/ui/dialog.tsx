import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classes } from './classes.ts';
import styles from './overlay.module.css';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** For tables: up to 960 pixels wide instead of 480. */
  readonly wide?: boolean;
  /** `alertdialog` for what cannot be undone: not closed by a click outside. */
  readonly alert?: boolean;
  /** Buttons: what leads away first, the one next step last. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** A dialog over the screen. Escape closes it; focus goes back to where it came from. */
export function Dialog({ title, isOpen, onClose, wide = false, alert = false, footer, children }: DialogProps) {
  return (
    <ModalOverlay
      className={classes(styles.scrim)}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={!alert}
    >
      <Modal className={classes(styles.modal, wide && styles.wide)}>
        <AriaDialog className={classes(styles.dialog)} role={alert ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" level={2} className={classes(styles.title)}>
            {title}
          </Heading>
          <div className={styles.body}>{children}</div>
          {footer !== undefined && <div className={styles.footer}>{footer}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../ui/index.ts';
import styles from './app.module.css';

interface Props {
  readonly children: ReactNode;
}

/** Keeps a screen's failure to that screen. The text is in the replica, so reloading loses nothing. */
export class Boundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error('screen failed', error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className={styles.page} role="alert">
        <h1>This screen stopped</h1>
        <p>Your text is safe on this computer. Reload the window to go on where you were.</p>
        <Button kind="primary" onPress={() => location.reload()}>
          Reload
        </Button>
      </div>
    );
  }
}

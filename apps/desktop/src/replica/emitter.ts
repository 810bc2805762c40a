import type { Log } from '@copydesk/shared/sync';

/** Listeners of one kind of event. A listener that throws is logged and stops nobody else. */
export interface Emitter<T> {
  emit(event: T): void;
  on(listener: (event: T) => void): () => void;
}

export function createEmitter<T>(log: Log): Emitter<T> {
  const listeners = new Set<(event: T) => void>();
  return {
    emit(event) {
      for (const listener of [...listeners]) {
        try {
          listener(event);
        } catch (error) {
          log.error('listener-failed', { error: String(error) });
        }
      }
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What the hub says of documents that belongs in the audit log. */
import { type DocumentName, type Hub, type Log, partsOf } from '@copydesk/shared/sync';
import { type Clock, COPYDESK } from '../context.ts';
import type { ServerStore } from '../storage/client.ts';
import { createRefusalBook } from './refusals.ts';

interface AuditOptions {
  readonly hub: Hub;
  readonly store: ServerStore;
  readonly clock: Clock;
  readonly log: Log;
}

export interface DocumentAudit {
  /** Writes down what was only counted so far. */
  stop(): Promise<void>;
}

/** Notes refused writes, text that desktops brought back, and damaged documents, for as long as the hub lives. */
export function auditDocuments({ hub, store, clock, log }: AuditOptions): DocumentAudit {
  async function note(
    document: DocumentName,
    actor: string,
    action: string,
    facts: Record<string, unknown>,
  ): Promise<void> {
    await store
      .call('recordAct', {
        at: clock.now().toISOString(),
        actor,
        action,
        subject: document,
        articleId: partsOf(document).articleId,
        facts,
      })
      .catch((error: unknown) => log.error('act-unkept', { document, action, error: String(error) }));
  }
  const refusals = createRefusalBook((document, { userId, sessionId }, code, times) =>
    note(document, userId, 'write-refused', { code, session: sessionId, times }),
  );
  hub.on('refused', refusals.note);
  hub.on('recovered', (document, { userId, sessionId }) => {
    void note(document, userId, 'text-brought-back', { session: sessionId });
  });
  hub.on('damaged', (document, error) => {
    log.error('document-damaged', { document, at: clock.now().toISOString(), error: error.message });
    void note(document, COPYDESK.userId, 'document-damaged', { error: error.message });
  });
  return { stop: () => refusals.stop() };
}

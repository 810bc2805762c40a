import type { Batch } from './batch.ts';
import type { Connection } from './connection.ts';
import type { Intake } from './intake.ts';
import type { Ledger } from './ledger.ts';
import { encodeUpdate } from './protocol.ts';

/** A room whose connections are told what became of a batch. */
interface Teller extends Intake {
  readonly ledger: Ledger;
}

/**
 * Tells all connections of a room what a batch came to, now that it is committed (or, in a replica, kept in memory):
 * what is new, how much of theirs is safe, what they asked for.
 * @param wasKept false if the store had refused rows before this batch: then everyone waits to hear of theirs
 */
export function tell(room: Teller, batch: Batch, wasKept: boolean): void {
  if (batch.rows.length > 0) broadcast(room, batch);
  acknowledge(room, wasKept ? batch.authors : room.members);
  answer(room, batch);
  for (const connection of batch.unheard) connection.askOnceHeard(room.live.stateVector());
  room.members.answered(batch.answers);
}

/** Answers what was asked in a batch. */
export function answer({ live }: Teller, { questions }: Batch): void {
  for (const { connection, stateVector } of questions) if (!connection.gone) connection.send(live.step2(stateVector));
}

function broadcast({ document, context, members, ledger }: Teller, batch: Batch): void {
  members.broadcast(
    () => encodeUpdate(batch.merged()),
    batch.soleAuthor(),
    (connection) => batch.authors.has(connection) && connection.hasNewlyTaken,
  );
  if (!context.listens('committed')) return;
  for (const run of batch.runs(ledger.head)) context.emit('committed', { document, ...run });
}

function acknowledge({ context, live, ledger }: Teller, authors: Iterable<Connection>): void {
  for (const connection of authors) {
    if (!connection.hasNewlyTaken) continue;
    const stateVector = live.stateVectorOf(connection.peer.userId);
    if (ledger.kept) connection.acknowledge(stateVector);
    if (context.mode !== 'replica') continue;
    connection.mark(stateVector, ledger.lastLocal);
    connection.acknowledgeUpstream(ledger.acknowledgedUpstream);
  }
}

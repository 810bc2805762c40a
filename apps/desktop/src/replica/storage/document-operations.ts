/** What the replica knows of its documents beside their bytes, kept in step with them in the same transaction. */
import type { AccessLevel } from '@copydesk/shared/article';
import { createDocument, isIntact, removeDocument, replaceDocument, type StoredRow } from '@copydesk/shared/node';
import type { Access, DocumentName } from '@copydesk/shared/sync';
import type { Database } from 'better-sqlite3';
import { type HeldRow, insertHeld } from './held-operations.ts';

export interface KnownDocument {
  readonly document: DocumentName;
  readonly epoch: string;
  readonly level: AccessLevel;
  readonly reason: string;
}

export interface UnsentRow {
  readonly document: DocumentName;
  readonly seq: number;
  /** Null: damaged on the disk, which is told once the document is opened. */
  readonly update: Uint8Array | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export const localDocumentOperations = {
  localDocuments(db: Database): KnownDocument[] {
    return db
      .prepare<[], KnownDocument>(
        `SELECT d.name AS document, d.epoch, l.level, l.reason
         FROM documents d JOIN local_documents l ON l.document = d.name`,
      )
      .all();
  },

  /** All rows that the server has not acknowledged. */
  unsentRows(db: Database): UnsentRow[] {
    return db
      .prepare<[], StoredRow & { readonly document: DocumentName; readonly at: number }>(
        `SELECT d.name AS document, r.seq, r."update", r.checksum, r.at
         FROM document_rows r JOIN documents d ON d.id = r.document
         WHERE r.origin = 'local' ORDER BY r.document, r.seq`,
      )
      .all()
      .map(({ checksum, ...row }) => ({
        ...row,
        update: isIntact(row.document, { ...row, checksum }) ? row.update : null,
      }));
  },

  /** Makes a document with what came from upstream as its base. Does nothing if it is there. */
  createLocal(db: Database, document: DocumentName, epoch: string, base: Uint8Array | null, access: Access): void {
    createDocument(db, document, epoch, base === null ? null : { update: base, userId: '', origin: 'upstream' });
    db.prepare('INSERT OR IGNORE INTO local_documents (document, level, reason) VALUES (?, ?, ?)').run(
      document,
      access.level,
      access.reason,
    );
  },

  setAccess(db: Database, document: DocumentName, access: Access): void {
    db.prepare('UPDATE local_documents SET level = ?, reason = ? WHERE document = ?').run(
      access.level,
      access.reason,
      document,
    );
  },

  /** Up to which row everything is upstream. */
  acknowledgedHead(db: Database, document: DocumentName): number {
    const row = db
      .prepare<[string], { head: number; firstLocal: number | null }>(
        `SELECT d.head, (SELECT min(seq) FROM document_rows WHERE document = d.id AND origin = 'local') AS firstLocal
         FROM documents d WHERE d.name = ?`,
      )
      .get(document);
    if (row === undefined) return 0;
    return row.firstLocal === null ? row.head : row.firstLocal - 1;
  },

  /** Takes the pending rows out of a document, which begins anew from its base, and keeps what is held of them, if anything. */
  holdPending(db: Database, document: DocumentName, epoch: string, base: Uint8Array, held: HeldRow | null): void {
    if (held !== null) insertHeld(db, held);
    replaceDocument(db, document, epoch, base);
  },

  /** Forgets a document, after keeping what is held of it, if anything. */
  forgetLocal(db: Database, document: DocumentName, held: HeldRow | null): void {
    if (held !== null) insertHeld(db, held);
    removeDocument(db, document);
    db.prepare('DELETE FROM local_documents WHERE document = ?').run(document);
    for (const table of ['texts', 'indexed']) db.prepare(`DELETE FROM ${table} WHERE document = ?`).run(document);
  },

  /** The server's log sequence when each document was last up to date here. */
  reachedHeads(db: Database): [DocumentName, number][] {
    return db
      .prepare<[], { document: DocumentName; reached: number }>('SELECT document, reached FROM local_documents')
      .all()
      .map(({ document, reached }) => [document, reached]);
  },

  reachHead(db: Database, document: DocumentName, head: number): void {
    db.prepare('UPDATE local_documents SET reached = max(reached, ?) WHERE document = ?').run(head, document);
  },
};

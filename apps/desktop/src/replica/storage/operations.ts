/** All that the replica's store worker can be asked to do. */
import { defineOperations, documentOperations, documentTables } from '@copydesk/shared/node';
import { careOperations } from './care-operations.ts';
import { catalogueOperations } from './catalogue-operations.ts';
import { localDocumentOperations } from './document-operations.ts';
import { heldOperations, holdWitnessed } from './held-operations.ts';
import { memoryOperations } from './memory-operations.ts';
import { replica } from './migrations/20-replica.ts';
import { indexed } from './migrations/21-indexed.ts';
import { heldBase } from './migrations/22-held-base.ts';
import { salvaged } from './migrations/23-salvaged.ts';
import { memory } from './migrations/24-memory.ts';
import { erasing } from './migrations/25-erasing.ts';
import { checksums } from './migrations/26-checksums.ts';
import { salvageOperations } from './salvage-operations.ts';

export const operations = defineOperations({
  ...documentOperations({ onAppend: holdWitnessed }),
  ...localDocumentOperations,
  ...catalogueOperations,
  ...heldOperations,
  ...memoryOperations,
  ...salvageOperations,
  ...careOperations,
});

export const migrations = [documentTables, replica, indexed, heldBase, salvaged, memory, erasing, checksums] as const;

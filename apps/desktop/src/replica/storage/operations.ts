/** All that the replica's store worker can be asked to do. */
import { defineOperations, documentOperations, documentTables } from '@copydesk/shared/node';
import { catalogueOperations } from './catalogue-operations.ts';
import { localDocumentOperations } from './document-operations.ts';
import { heldOperations } from './held-operations.ts';
import { replica } from './migrations/20-replica.ts';
import { indexed } from './migrations/21-indexed.ts';
import { heldBase } from './migrations/22-held-base.ts';
import { salvaged } from './migrations/23-salvaged.ts';
import { salvageOperations } from './salvage-operations.ts';

export const operations = defineOperations({
  ...documentOperations(),
  ...localDocumentOperations,
  ...catalogueOperations,
  ...heldOperations,
  ...salvageOperations,
});

export const migrations = [documentTables, replica, indexed, heldBase, salvaged] as const;

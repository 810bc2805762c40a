import { MEMORY_TABLES, type Migration } from '@copydesk/shared/node';

/** This computer's copy of the translation memory. Its rows are those that the person may see. */
export const memory: Migration = { version: 24, sql: MEMORY_TABLES };

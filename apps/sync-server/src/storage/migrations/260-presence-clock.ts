import type { Migration } from '@copydesk/shared/node';

/**
 * Where presence clocks go on at the next start. Whoever was there before ignores what carries an older clock than they have
 * seen, so a run begins beyond the last one also when the computer's own clock was put back between the two.
 */
export const presenceClock: Migration = {
  version: 260,
  sql: `
    CREATE TABLE presence_clock (after INTEGER NOT NULL) STRICT;
    INSERT INTO presence_clock (after) VALUES (0);
  `,
};

import type { Edition } from '@copydesk/shared/api';

/** How far a translation has come: "9 of 16 confirmed, 2 stale". */
export function progressWords({ passages, confirmed, stale }: NonNullable<Edition['progress']>): string {
  return `${confirmed} of ${passages} confirmed${stale > 0 ? `, ${stale} stale` : ''}`;
}

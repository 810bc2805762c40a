import type { Translation } from '@copydesk/editor';

/** "9 of 16 confirmed, 2 stale". */
export function progressWords({ passages, confirmed, stale }: Translation['progress']): string {
  return `${confirmed} of ${passages} confirmed${stale > 0 ? `, ${stale} stale` : ''}`;
}

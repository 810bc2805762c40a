import type { Version } from '@copydesk/shared/api';
import { countText, momentText } from '../../ui/index.ts';

/** What a checkpoint is, in words: "version 2, published". */
export function versionWords({ kind, version }: Pick<Version, 'kind' | 'version'>): string {
  return kind === 'published' ? `version ${version} was published` : `it was ${kind}`;
}

/** An approved text by time and length: "18:30, 612 words". */
export function approvedText({ at, words }: { readonly at: string; readonly words: number }): string {
  return `${momentText(at)}, ${countText(words, 'word')}`;
}

/** What changed since a text that somebody saw before: a version or a checkpoint. */
import type { Edition, Version } from '@copydesk/shared/api';
import { type ArticleDoc, blockText, type ChangedBlock, changedBlocks, textBlocks } from '@copydesk/shared/article';
import { useMemo } from 'react';
import { useCall } from '../../data/index.ts';
import type { Story } from '../use-story.ts';

export interface Changes {
  /** What it is compared with; null: nothing was seen before, all of it is new. */
  readonly since: Version | null;
  readonly list: readonly ChangedBlock[];
  /** The earlier words of each block, for the marks in the text. */
  readonly earlier: ReadonlyMap<string, string>;
}

/**
 * The text last published, approved or returned. Once the text at hand is approved itself, what it was compared with
 * before stays the measure.
 */
export function lastSeen(versions: readonly Version[], edition: Pick<Edition, 'state' | 'seal'>): Version | null {
  const decided = edition.state === 'approved' || edition.state === 'closed';
  const seen = versions.filter(({ kind }) => kind !== 'submitted').toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const before = decided ? seen.slice(0, seen.findLastIndex(({ seal }) => seal !== edition.seal) + 1) : seen;
  return before.at(-1) ?? null;
}

/** The changes of `content` since it was last seen; null while that is not known yet. */
export function useChanges({ article, edition }: Story, content: ArticleDoc): Changes | null {
  const params = { id: article.id, language: edition.language };
  const versions = useCall('listVersions', { params }).data?.versions;
  const since = useMemo(() => (versions === undefined ? null : lastSeen(versions, edition)), [versions, edition]);
  const checkpoint = useCall(
    'getCheckpoint',
    { params: { ...params, seal: since?.seal ?? '' } },
    { enabled: since !== null },
  ).data;
  return useMemo(() => {
    if (versions === undefined) return null;
    if (since === null) return { since, list: [], earlier: new Map() };
    if (checkpoint === undefined) return null;
    const earlier = new Map(textBlocks(checkpoint.content).map((block) => [block.attrs.id, blockText(block)]));
    return { since, list: changedBlocks(checkpoint.content, content), earlier };
  }, [versions, since, checkpoint, content]);
}

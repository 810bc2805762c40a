/** Reading a changed file back: passage by passage, against what stands here now. Nothing is written here. */
import { mergeInline } from '../../article/canonical.ts';
import type { TextNode } from '../../article/model.ts';
import { inlineText } from '../../article/text.ts';
import { plainText } from '../memory/words.ts';
import { plainly } from './csv.ts';
import { type ExchangeFile, type ExchangePassage, type FileUnit, inlineHash } from './model.ts';

/**
 * `same`: nothing to do. `file`: only the file changed it. `here`: only we did, the file has what it was given. `both`:
 * both did, or it can't be told; a person has to choose.
 */
export type MergeKind = 'same' | 'file' | 'here' | 'both';

export interface MergeRow {
  readonly passage: ExchangePassage;
  readonly unit: FileUnit;
  readonly kind: MergeKind;
  /** The file's source text is another than today's: taken, the passage is stale. */
  readonly sourceDiffers: boolean;
  /** What taking it puts in the passage. */
  readonly target: readonly TextNode[];
  /** The file cannot carry marks (CSV): words that stay keep those that they have here. */
  readonly plain: boolean;
}

export interface MergePlan {
  readonly rows: readonly MergeRow[];
  /** Units with a target that no passage here answers to: shown with their words, so that nothing is lost unseen. */
  readonly unmatched: readonly FileUnit[];
  /** Passages that the file says nothing of, or has no target for. */
  readonly untouched: number;
}

/**
 * Lays a file beside the passages of a translation (in the order of its text). Units that Copydesk wrote are known by
 * their id if the file is of this story; others by their source text, each passage once.
 */
export function planMerge(
  file: ExchangeFile,
  story: { readonly articleId: string; readonly passages: readonly ExchangePassage[] },
): MergePlan {
  const ours = file.articleId === story.articleId;
  const byId = new Map(story.passages.map((passage) => [passage.id, passage]));
  const bySource = Map.groupBy(
    story.passages.filter((passage) => inlineText(passage.source).trim() !== ''),
    (passage) => keyOf(passage.source),
  );
  const taken = new Set<ExchangePassage>();
  const find = (unit: FileUnit): ExchangePassage | null => {
    const known = ours && unit.id !== null ? byId.get(unit.id) : undefined;
    const alike = unit.source === null ? [] : (bySource.get(keyOf(unit.source)) ?? []);
    const found = known ?? alike.find((passage) => !taken.has(passage));
    if (found === undefined || taken.has(found)) return null;
    taken.add(found);
    return found;
  };
  const rows: MergeRow[] = [];
  const unmatched: FileUnit[] = [];
  for (const unit of file.units) {
    if (unit.target === null || inlineText(unit.target).trim() === '') continue;
    const passage = find(unit);
    if (passage === null) unmatched.push(unit);
    else rows.push(rowOf(file, unit, unit.target, passage));
  }
  return { rows, unmatched, untouched: story.passages.length - rows.length };
}

function rowOf(file: ExchangeFile, unit: FileUnit, target: readonly TextNode[], passage: ExchangePassage): MergeRow {
  const hasMarks = file.format !== 'csv';
  const here = hasMarks ? passage.target : plainly(passage.target);
  return {
    passage,
    unit,
    kind: kindOf(unit, inlineHash(target), inlineHash(here), passage),
    sourceDiffers: unit.source !== null && keyOf(unit.source) !== keyOf(passage.source),
    target: mergeInline(target),
    plain: !hasMarks,
  };
}

function kindOf(unit: FileUnit, file: string, here: string, { state }: ExchangePassage): MergeKind {
  if (file === here) return 'same';
  if (unit.base === null) return state === 'empty' || state === 'machine' ? 'file' : 'both';
  if (file === unit.base.target) return 'here';
  return here === unit.base.target ? 'file' : 'both';
}

/** Source texts are the same if they differ in white space alone: other programs trim and wrap. */
function keyOf(content: readonly TextNode[]): string {
  return plainText(inlineText(content));
}

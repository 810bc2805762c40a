/** A translation as it stands, made ready to go out. */
import type { EditionText, LanguageTag, PassageEvidence, TextBlock, TextNode } from '../../article/model.ts';
import { type Passage, passageRows } from '../../article/passages.ts';
import { blockInline, headlineOf } from '../../article/text.ts';
import type { ExchangePassage, ExchangeStory } from './model.ts';

export interface ExchangeInputs {
  readonly articleId: string;
  readonly from: LanguageTag | null;
  readonly to: LanguageTag;
  readonly target: EditionText;
  /** Null: a translation without a source. */
  readonly source: EditionText | null;
  readonly evidence: readonly PassageEvidence[];
  /** The text is an approved one. */
  readonly approved: boolean;
  /** The most characters a headline may have, as a note to whoever translates. */
  readonly headlineMax: number;
}

/** All passages in the order of the two columns; source blocks without a target go out as empty ones. */
export function exchangeStory(inputs: ExchangeInputs): ExchangeStory {
  const { articleId, from, to, target, source, evidence, approved, headlineMax } = inputs;
  const outputs = new Map(evidence.map((row) => [row.block, row]));
  const passages = passageRows(target, source, evidence).map(({ source: blocks, passage }): ExchangePassage => {
    const kind = (passage?.target ?? blocks[0])?.type ?? 'paragraph';
    const id = passage?.id ?? blocks[0]?.attrs.id ?? '';
    const notes =
      kind === 'headline' ? [{ category: 'instruction', text: `Headline, at most ${headlineMax} characters.` }] : [];
    return passage === null
      ? { id, kind, notes, source: joined(blocks), target: [], state: 'empty', stale: false, machine: null }
      : { id, kind, notes, ...sidesOf(passage), machine: machineOf(outputs.get(id)) };
  });
  return { articleId, from, to, headline: headlineOf((source ?? target).content), approved, passages };
}

function sidesOf({ source, target, state, stale }: Passage) {
  return { source: joined(source), target: blockInline(target), state, stale };
}

/** Several source blocks are one text with line breaks, as `sourceHash` takes them. */
function joined(blocks: readonly TextBlock[]): TextNode[] {
  return blocks.flatMap((block, index) => [
    ...(index > 0 ? [{ type: 'text' as const, text: '\n' }] : []),
    ...blockInline(block),
  ]);
}

function machineOf(row: PassageEvidence | undefined): ExchangePassage['machine'] {
  if (row === undefined || row.origin === 'human' || row.engine === null) return null;
  return { engine: row.engine, source: row.sourceText ?? '', output: row.output };
}

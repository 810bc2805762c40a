/** An import as a plan: what each line of a file would become. Nothing is made before a person accepts it. */

import { headlineOf } from '../text.ts';
import { decodeText } from './decode.ts';
import { type Format, formatOf } from './format.ts';
import { ImportError } from './import-error.ts';
import { markdownUnits } from './markdown.ts';
import type { ImportPlan, LineKind } from './model.ts';
import { ninjsUnits } from './ninjs.ts';
import { plainUnits } from './plain.ts';
import { buildDoc, type Unit } from './units.ts';

export interface ImportInput {
  readonly name: string;
  /** Media type, with or without parameters; '' where unknown. */
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly language: string;
  /** What a person made of lines, by line number; keys as numbers or their digits. */
  readonly changes?: Readonly<Record<number, LineKind>> | undefined;
}

const READERS: Record<Format, (text: string, changes: Readonly<Record<number, LineKind>>) => Unit[]> = {
  plain: plainUnits,
  markdown: markdownUnits,
  ninjs: ninjsUnits,
};

/**
 * Reads a file and says what each of its lines becomes. A text with a machine translation's label line is a translation
 * without a source; any other is a source. Block ids are fresh each time. Throws `ImportError`.
 */
export function planImport(input: ImportInput): ImportPlan {
  const { format, charset } = formatOf(input.name, input.type);
  const { text, warnings } = decodeText(input.bytes, input.name, charset);
  const units = onlyOne(read(format, text, input));
  if (units.length === 0) throw new ImportError('empty', `${input.name} has no text in it. Nothing was imported.`);
  const labels = units.filter((unit) => unit.kind === 'label').map((unit) => unit.text);
  const content = buildDoc(units);
  const headline = headlineOf(content);
  return {
    language: input.language,
    role: labels.length > 0 ? 'translation' : 'source',
    label: labels.length > 0 ? labels.join('\n') : null,
    headline,
    lines: units.map(({ line, text: shown, kind, flags }) => ({ line, text: shown, as: kind, flags: [...flags] })),
    warnings:
      headline === ''
        ? [...warnings, 'No headline was found. Choose one of the lines, or write one later.']
        : [...warnings],
    content,
  };
}

function read(format: Format, text: string, { name, changes = {} }: ImportInput): Unit[] {
  try {
    return READERS[format](text, changes);
  } catch (cause) {
    // The Markdown reader calls itself for each quote in a quote.
    if (!(cause instanceof RangeError)) throw cause;
    const detail = `${name} is nested too deeply to be a story. Save it as plain text and try again.`;
    throw new ImportError('invalid', detail, { cause });
  }
}

/** A story has one headline and one standfirst: those after the first become paragraphs, and say so. */
function onlyOne(units: readonly Unit[]): Unit[] {
  const seen = new Set<LineKind>();
  return units.map((unit) => {
    if (unit.kind !== 'headline' && unit.kind !== 'standfirst') return unit;
    if (!seen.has(unit.kind)) {
      seen.add(unit.kind);
      return unit;
    }
    return { ...unit, kind: 'paragraph', within: [], flags: [...unit.flags, `a second ${unit.kind}`] };
  });
}

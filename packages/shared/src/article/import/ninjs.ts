/** ninjs (IPTC's news in JSON), versions 1 to 3, into units. */
import * as z from 'zod';
import { inlineText } from '../text.ts';
import { classify } from './classify.ts';
import { htmlPieces, type Piece } from './html-pieces.ts';
import { ImportError } from './import-error.ts';
import { unitOf } from './markdown.ts';
import { type Changes, plainUnits } from './plain.ts';
import { plainInline, type Unit } from './units.ts';

const Value = z.object({ value: z.string(), role: z.string().optional(), contentType: z.string().optional() });
type Value = z.infer<typeof Value>;
const Picture = z.object({
  type: z.string().optional(),
  by: z.string().optional(),
  byline: z.string().optional(),
  headline: z.string().optional(),
  description_text: z.string().optional(),
  descriptions: z.array(Value).optional(),
  renditions: z
    .union([
      z.array(z.object({ href: z.string().optional() })),
      z.record(z.string(), z.object({ href: z.string().optional() })),
    ])
    .optional(),
});
type Picture = z.infer<typeof Picture>;
const Story = z.object({
  type: z.string().optional(),
  headline: z.string().optional(),
  headlines: z.array(Value).optional(),
  description_text: z.string().optional(),
  descriptions: z.array(Value).optional(),
  body_text: z.string().optional(),
  body_html: z.string().optional(),
  body_xhtml: z.string().optional(),
  bodies: z.array(Value).optional(),
  associations: z.union([z.array(Picture), z.record(z.string(), Picture)]).optional(),
});
type Story = z.infer<typeof Story>;

/** Reads a ninjs story; its pieces are numbered in the order they are read. Throws `ImportError` ('invalid'). */
export function ninjsUnits(json: string, changes: Changes): Unit[] {
  const story = parse(json);
  const pieces = [...head(story), ...placed(pictures(story), body(story))].map((piece, index) => ({
    ...piece,
    line: index + 1,
  }));
  const kinds = classify(
    pieces.map((piece) => ({ text: inlineText([...piece.inline]), kind: changes[piece.line] ?? piece.kind })),
    { crossheads: false },
  );
  return pieces.map((piece, index) => unitOf(piece, kinds[index] ?? 'paragraph'));
}

function parse(json: string): Story {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new ImportError(
      'invalid',
      'The file is not valid JSON, so it cannot be read as ninjs. Nothing was imported.',
      { cause },
    );
  }
  const parsed = Story.safeParse(value);
  const story = parsed.data;
  if (
    !story ||
    !(
      story.headline ??
      story.headlines?.length ??
      story.body_text ??
      story.body_html ??
      story.body_xhtml ??
      story.bodies?.length
    )
  ) {
    throw new ImportError(
      'invalid',
      'The file is JSON but no ninjs story: it has neither headline nor body. Nothing was imported.',
    );
  }
  if (story.type !== undefined && story.type !== 'text' && story.type !== 'composite') {
    throw new ImportError('invalid', `The file describes a ${story.type}, not a text. Nothing was imported.`);
  }
  return story;
}

function preferred(values: readonly Value[] | undefined, roles: readonly string[]): Value | undefined {
  return values?.find(({ role }) => role !== undefined && roles.includes(role)) ?? values?.[0];
}

function head(story: Story): Piece[] {
  const headline = preferred(story.headlines, ['main'])?.value ?? story.headline ?? '';
  const label = story.descriptions?.find(({ role }) => role === 'label')?.value ?? '';
  const described = story.descriptions?.filter(({ role }) => role !== 'label');
  const standfirst = preferred(described, ['standfirst', 'summary', 'main'])?.value ?? story.description_text ?? '';
  return [
    { kind: 'headline' as const, inline: plainInline(headline.trim()), within: [] },
    { kind: 'standfirst' as const, inline: plainInline(standfirst.trim()), within: [] },
    // What Copydesk tells readers of a machine translation travels so.
    { kind: 'label' as const, inline: plainInline(label.trim()), within: [] },
  ].filter((piece) => piece.inline.length > 0);
}

function pictures(story: Story): Piece[] {
  return Object.values(story.associations ?? {})
    .filter(({ type }) => type === 'picture')
    .map((picture) => {
      const caption =
        preferred(picture.descriptions, ['caption', 'main'])?.value ??
        picture.description_text ??
        picture.headline ??
        '';
      const alt = picture.descriptions?.find(({ role }) => role === 'alternative')?.value ?? '';
      return {
        kind: 'caption',
        inline: plainInline(caption.trim()),
        within: [],
        picture: { src: sourceOf(picture), alt, credit: (picture.by ?? picture.byline ?? '').trim() },
      };
    });
}

/**
 * A picture can stand in the body's HTML and among the associations, which know its credit: it is taken from there, in
 * the body's place. Those that are not in the body come first.
 */
function placed(pictures: readonly Piece[], body: readonly Piece[]): Piece[] {
  const left = [...pictures];
  const inBody = body.map((piece) => {
    if (piece.kind !== 'caption') return piece;
    const words = inlineText([...piece.inline]);
    const match = left.findIndex((picture) => words.startsWith(inlineText([...picture.inline])));
    return match < 0 ? piece : (left.splice(match, 1)[0] ?? piece);
  });
  return [...left, ...inBody];
}

function sourceOf({ renditions = [] }: Picture): string | null {
  return Object.values(renditions).find(({ href }) => href !== undefined)?.href ?? null;
}

function body(story: Story): Piece[] {
  const rich =
    story.bodies?.find(({ contentType = '' }) => /html/.test(contentType))?.value ??
    story.body_xhtml ??
    story.body_html;
  if (rich !== undefined) {
    const pieces = htmlPieces(rich).map((piece) =>
      piece.kind === 'headline' ? { ...piece, kind: 'heading' as const, level: 2 as const } : piece,
    );
    return pieces.map((piece) => ({ ...piece, kind: piece.kind ?? null }));
  }
  const plain = preferred(story.bodies, ['main'])?.value ?? story.body_text ?? '';
  return plainUnits(plain, {}).map(({ kind, inline, within, level }) => ({
    kind: kind === 'headline' || kind === 'standfirst' ? 'paragraph' : kind,
    inline,
    within,
    ...(level ? { level } : {}),
  }));
}

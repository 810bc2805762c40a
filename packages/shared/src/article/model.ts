/**
 * The words of the newsroom as types (docs/ARCHITECTURE.md, "Words"). Everything that another part may
 * receive from outside has a zod schema here; its type is inferred from it.
 */
import * as z from 'zod';

/** `editor` writes sources, `translator` translations, `chief` approves and may do all of it, `reader` comments. */
export const Role = z.enum(['editor', 'translator', 'chief', 'reader']);
export type Role = z.infer<typeof Role>;

/** A language tag (BCP 47, RFC 5646) in the subset that document names allow: letters, digits and hyphens. */
export const LanguageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'not a language tag such as "en" or "pt-BR"');
export type LanguageTag = z.infer<typeof LanguageTag>;

/** Lower-case RFC 9562 UUID. */
export const ArticleId = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'not an article id');
export type ArticleId = z.infer<typeof ArticleId>;

/** SHA-256 in lower-case hex, of a block's text or of an edition's canonical content. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/);
export type Hash = z.infer<typeof Hash>;

/** A moment: ISO 8601 in UTC, always given by a server or by this computer's clock for its own records. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

export const Mark = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bold') }),
  z.object({ type: z.literal('italic') }),
  z.object({ type: z.literal('link'), attrs: z.object({ href: z.string() }) }),
]);
export type Mark = z.infer<typeof Mark>;

export const TextNode = z.object({
  type: z.literal('text'),
  text: z.string().min(1),
  marks: z.array(Mark).optional(),
});
export type TextNode = z.infer<typeof TextNode>;

const inline = z.array(TextNode).optional();
const identified = z.object({ id: z.string() });

export const Headline = z.object({ type: z.literal('headline'), attrs: identified, content: inline });
export const Standfirst = z.object({ type: z.literal('standfirst'), attrs: identified, content: inline });
export const Paragraph = z.object({ type: z.literal('paragraph'), attrs: identified, content: inline });
export const Heading = z.object({
  type: z.literal('heading'),
  attrs: identified.extend({ level: z.union([z.literal(2), z.literal(3)]) }),
  content: inline,
});
export const Caption = z.object({ type: z.literal('caption'), content: inline });
export const Figure = z.object({
  type: z.literal('figure'),
  attrs: identified.extend({ src: z.string().nullable(), alt: z.string(), credit: z.string() }),
  content: z.array(Caption).optional(),
});
export type Headline = z.infer<typeof Headline>;
export type Standfirst = z.infer<typeof Standfirst>;
export type Paragraph = z.infer<typeof Paragraph>;
export type Heading = z.infer<typeof Heading>;
export type Caption = z.infer<typeof Caption>;
export type Figure = z.infer<typeof Figure>;
export interface Quote {
  type: 'quote';
  attrs: { id: string };
  content?: Block[] | undefined;
}
export interface Item {
  type: 'item';
  attrs: { id: string };
  content?: Block[] | undefined;
}
export interface List {
  type: 'bulletList' | 'orderedList';
  content?: Item[] | undefined;
}
export type Block = Headline | Standfirst | Figure | Paragraph | Heading | Quote | List;
/** A block whose text is one passage of a translation: a figure counts by its caption. */
export const TextBlock = z.discriminatedUnion('type', [Headline, Standfirst, Figure, Paragraph, Heading]);
export type TextBlock = z.infer<typeof TextBlock>;

export const Quote: z.ZodType<Quote> = z.object({
  type: z.literal('quote'),
  attrs: identified,
  content: z.lazy(() => z.array(Block)).optional(),
});
export const Item: z.ZodType<Item> = z.object({
  type: z.literal('item'),
  attrs: identified,
  content: z.lazy(() => z.array(Block)).optional(),
});
export const List: z.ZodType<List> = z.object({
  type: z.enum(['bulletList', 'orderedList']),
  content: z.lazy(() => z.array(Item)).optional(),
});
export const Block: z.ZodType<Block> = z.lazy(() =>
  z.union([Headline, Standfirst, Figure, Paragraph, Heading, Quote, List]),
);

/** The text of an edition as ProseMirror JSON. No node requires a child, and the order of blocks is free. */
export const ArticleDoc = z.object({ type: z.literal('doc'), content: z.array(Block) });
export type ArticleDoc = z.infer<typeof ArticleDoc>;

/** Byline, dateline, slug, keywords, embargo note ...: free string keys. */
export const Fields = z.record(z.string(), z.string());
export type Fields = z.infer<typeof Fields>;

/**
 * A translation's segment as it lies in the document's `segments` map, keyed by target block id: pairing and
 * state only. `madeFrom` is the hash of the source text the target was made from. A confirmation names both
 * texts and holds only while both still match; who confirmed and when is attested by the server.
 */
export const Segment = z.object({
  source: z.array(z.string()),
  madeFrom: Hash.nullable(),
  confirmed: z.object({ source: Hash, target: Hash }).nullable(),
  reviewed: z.object({ source: Hash, target: Hash }).nullable(),
});
export type Segment = z.infer<typeof Segment>;
export const Segments = z.record(z.string(), Segment);
export type Segments = z.infer<typeof Segments>;

/**
 * A target block whose source was deleted, as it lies in the document's `aside` map under the block's id: outside the
 * content until its source comes back or a person decides.
 */
export const AsideEntry = z.object({
  block: TextBlock,
  segment: Segment,
  /** The source's words that the block was made from, a newline between blocks. */
  sourceText: z.string(),
  at: Instant,
  /** The target block behind which it stood; null: it came first. */
  after: z.string().nullable(),
  holder: z.enum(['doc', 'quote', 'bulletList', 'orderedList']).describe('what it stood in'),
});
export type AsideEntry = z.infer<typeof AsideEntry>;

/** A warning put aside by a person, as it lies in the notes' `dismissals` map under `{target block id}:{warning key}`. */
export const DismissalEntry = z.object({ reason: z.string(), by: z.string(), name: z.string(), at: Instant });
export type DismissalEntry = z.infer<typeof DismissalEntry>;

export const PassageState = z.enum(['empty', 'machine', 'edited', 'confirmed', 'reviewed']);
export type PassageState = z.infer<typeof PassageState>;

export const LabelCode = z.enum(['machine', 'partly-revised', 'revised']);
export type LabelCode = z.infer<typeof LabelCode>;
/** What readers are told about machine translation in a text; null: nothing to tell. */
export const Label = z.object({ code: LabelCode, text: z.string() });
export type Label = z.infer<typeof Label>;

/** What the label rests on: part of the canonical content, so computed from documents alone. */
export const LabelEvidence = z.object({
  passages: z.int(),
  confirmed: z.array(z.string()).describe('ids of the target blocks whose confirmation holds, sorted'),
  carried: LabelCode.nullable().describe("the source edition's own label"),
});
export type LabelEvidence = z.infer<typeof LabelEvidence>;

/** What the seal is the hash of. */
export const CanonicalContent = z.object({
  content: ArticleDoc,
  fields: Fields,
  label: z.object({ code: LabelCode, evidence: LabelEvidence }).nullable(),
});
export type CanonicalContent = z.infer<typeof CanonicalContent>;

/** What a Y.Doc of an edition holds, read without writing to it. */
export interface EditionText {
  readonly content: ArticleDoc;
  readonly fields: Fields;
  readonly segments: Segments;
}

export const WorkState = z.enum(['drafting', 'submitted', 'approved', 'closed', 'spiked']);
export type WorkState = z.infer<typeof WorkState>;
export const PublicState = z.enum(['never', 'live', 'withheld', 'killed']);
export type PublicState = z.infer<typeof PublicState>;

export const Action = z.enum([
  'submit',
  'open',
  'recall',
  'return',
  'approve',
  'withdraw',
  'publish',
  'revise',
  'discard',
  'spike',
  'revive',
  'withhold',
  'restore',
  'kill',
  'reopen',
]);
export type Action = z.infer<typeof Action>;
export const RevisionKind = z.enum(['update', 'correction', 'clarification']);
export type RevisionKind = z.infer<typeof RevisionKind>;
/** Which languages an act takes in. */
export const Scope = z.enum(['this', 'all']);
export type Scope = z.infer<typeof Scope>;

/** May the person read, write or (one day) suggest; `reason` is words for the person. */
export const AccessLevel = z.enum(['read', 'write', 'suggest']);
export type AccessLevel = z.infer<typeof AccessLevel>;

/** Somebody vouched for a passage as both its texts stood, as the server saw it. */
export const Confirmation = z.object({
  by: z.string(),
  name: z.string(),
  at: Instant,
  source: Hash,
  target: Hash,
  review: z.boolean(),
  sourceText: z.string().nullable().optional().describe('the source text it was confirmed against, if known'),
});
export type Confirmation = z.infer<typeof Confirmation>;

/** Where a translated block's text came from: a row on the server, never in the document. */
export const PassageEvidence = z.object({
  block: z.string(),
  origin: z.enum(['machine', 'import', 'human']),
  engine: z.string().nullable(),
  sourceText: z.string().nullable().describe('the source text the output was made from'),
  output: z.string().describe("the engine's original output"),
  at: Instant,
  warnings: z.array(z.string()).optional().describe('for who revises: what a check of the output found'),
  earlier: z
    .array(
      z.object({
        engine: z.string().nullable(),
        sourceText: z.string().nullable(),
        output: z.string(),
        replaced: z.string().nullable().describe('what stood in the text when it was overwritten, if another'),
        at: Instant,
      }),
    )
    .optional()
    .describe('outputs before this one, oldest first'),
  confirmations: z.array(Confirmation),
});
export type PassageEvidence = z.infer<typeof PassageEvidence>;

/** A text as an IPTC ninjs 3.1 item. */
import {
  blockText,
  type Figure,
  headlineOf,
  inlineText,
  type Label,
  textBlocks,
  toBodyHtml,
  wordCount,
} from '@copydesk/shared/article';
import * as z from 'zod';
import type { EditionContent } from '../context.ts';
import { digitalSourceType } from './digital-source-type.ts';

export const NINJS_TYPE = 'application/vnd.iptc.ninjs+json';
const STANDARD = { name: 'ninjs', version: '3.1', schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#' };

const Described = z.strictObject({ role: z.string(), contentType: z.string().optional(), value: z.string() });
const Picture = z.strictObject({
  name: z.string(),
  rel: z.string(),
  uri: z.url(),
  type: z.literal('picture'),
  by: z.string().optional(),
  descriptions: z.array(Described).optional(),
  renditions: z.array(z.strictObject({ name: z.string(), href: z.url() })).optional(),
});
const Source = z.strictObject({ name: z.string(), rel: z.string(), uri: z.url() });

/** What Copydesk emits: a part of the official schema, which allows no property of our own. */
export const Ninjs = z.strictObject({
  uri: z.url(),
  type: z.literal('text'),
  representationType: z.literal('full'),
  version: z.string(),
  firstCreated: z.iso.datetime(),
  versionCreated: z.iso.datetime(),
  embargoedUntil: z.iso.datetime().optional(),
  pubStatus: z.enum(['usable', 'withheld', 'canceled']),
  language: z.string(),
  slugline: z.string().optional(),
  by: z.string().optional(),
  located: z.string().optional(),
  edNote: z.string().optional(),
  headlines: z.array(Described),
  descriptions: z.array(Described),
  bodies: z.array(
    z.strictObject({
      role: z.string(),
      contentType: z.string(),
      charCount: z.int(),
      wordCount: z.int(),
      value: z.string(),
    }),
  ),
  digitalSourceType: z.strictObject({ name: z.string(), uri: z.url(), literal: z.string() }).optional(),
  infoSources: z.array(z.strictObject({ name: z.string(), role: z.string() })).optional(),
  associations: z.array(z.union([Picture, Source])).optional(),
  standard: z.strictObject({ name: z.string(), version: z.string(), schema: z.url() }),
});
export type Ninjs = z.infer<typeof Ninjs>;
export type PubStatus = Ninjs['pubStatus'];

/** What readers may do with the text: only what was published and is up may be used. */
function pubStatusOf({ public: state, work }: EditionContent): PubStatus {
  if (state === 'killed') return 'canceled';
  return state === 'live' && work === 'closed' ? 'usable' : 'withheld';
}

/** The text as a ninjs item; each edition is an item of its own, each published version a version of it. */
export function toNinjs(content: EditionContent, pubStatus: PubStatus = pubStatusOf(content)): Ninjs {
  const { articleId, language, label, fields, source, engines } = content;
  const uri = uriOf(articleId, language);
  const blocks = content.content.content;
  const figures = blocks.filter((block) => block.type === 'figure');
  const counted = {
    type: 'doc' as const,
    content: blocks.filter(({ type }) => type !== 'headline' && type !== 'standfirst' && type !== 'figure'),
  };
  const sourceType = digitalSourceType(label, engines);
  const associations = [
    ...(source === null ? [] : [{ name: 'source', rel: 'translatedFrom', uri: uriOf(articleId, source) }]),
    ...figures.map((figure, index) => picture(figure, index, uri)),
  ];
  return {
    uri,
    type: 'text',
    representationType: 'full',
    version: String(content.version),
    firstCreated: content.createdAt,
    versionCreated: content.changedAt,
    ...optional('embargoedUntil', content.embargo ?? undefined),
    pubStatus,
    language,
    ...optional('slugline', content.slug),
    ...optional('by', fields.byline),
    ...optional('located', fields.dateline),
    ...optional('edNote', edNote(content)),
    headlines: [{ role: 'main', value: headlineOf(content.content) }],
    descriptions: [...standfirst(content), ...labelDescription(label)],
    bodies: [
      {
        role: 'main',
        contentType: 'text/html',
        charCount: textBlocks(counted).reduce((sum, block) => sum + [...blockText(block)].length, 0),
        wordCount: wordCount(counted, language),
        value: toBodyHtml(content.content),
      },
    ],
    ...(sourceType === null ? {} : { digitalSourceType: { ...sourceType } }),
    ...(engines.length === 0 ? {} : { infoSources: engines.map((name) => ({ name, role: 'machineTranslation' })) }),
    ...(associations.length === 0 ? {} : { associations }),
    standard: STANDARD,
  };
}

/** The identifier of an edition, the same in all its versions. */
function uriOf(articleId: string, language: string): string {
  return `urn:newsroom:copydesk:${articleId}:${language}`;
}

function standfirst({ content }: EditionContent): Ninjs['descriptions'] {
  return content.content
    .filter((block) => block.type === 'standfirst')
    .map((block) => ({ role: 'standfirst', value: inlineText(block.content) }))
    .filter(({ value }) => value !== '');
}

/** The label as readers see it, for those who show the text to readers elsewhere. */
function labelDescription(label: Label | null): Ninjs['descriptions'] {
  return label === null ? [] : [{ role: 'label', value: label.text }];
}

function edNote({ articleId, source, revision }: EditionContent): string {
  const notes = [
    revision === null ? '' : `${revision[0]?.toUpperCase()}${revision.slice(1)}`,
    source === null ? '' : `Translated from ${uriOf(articleId, source)}`,
  ];
  return notes.filter((note) => note !== '').join('. ');
}

function picture(figure: Figure, index: number, uri: string): z.infer<typeof Picture> {
  const { id, src, alt, credit } = figure.attrs;
  const caption = (figure.content ?? []).map((part) => inlineText(part.content)).join('\n');
  const descriptions = [
    { role: 'caption', value: caption },
    { role: 'alternative', value: alt },
  ].filter(({ value }) => value !== '');
  return {
    name: index === 0 ? 'mainImage' : `image${index + 1}`,
    rel: 'illustration',
    uri: `${uri}:picture:${encodeURIComponent(id)}`,
    type: 'picture',
    ...optional('by', credit),
    ...(descriptions.length === 0 ? {} : { descriptions }),
    ...(src?.startsWith('https:') && URL.canParse(src)
      ? { renditions: [{ name: 'main', href: new URL(src).href }] }
      : {}),
  };
}

/** A property that is left out when there is nothing to say. */
function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  const trimmed = value?.trim() ?? '';
  const property: { [P in K]?: string } = {};
  if (trimmed !== '') property[key] = trimmed;
  return property;
}

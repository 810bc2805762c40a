import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blockText, planImport, textBlocks } from '@copydesk/shared/article';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { Ninjs, toNinjs } from './ninjs.ts';
import { contentForTests } from './testing/content.ts';

const bare = contentForTests({
  role: 'source',
  source: null,
  label: null,
  engines: [],
  fields: {},
  slug: '',
  embargo: null,
  revision: null,
  content: { type: 'doc', content: [] },
});
const variants = [
  ['a translation with one of everything', contentForTests()],
  ['a source with nothing in it', bare],
  ['working text', contentForTests({ work: 'drafting', public: 'never', version: 0 })],
  ['a killed story', contentForTests({ public: 'killed' })],
] as const;

/** The text of HTML, block by block, by the simplest reading: tags taken away, the five escapes undone. */
function textOfHtml(html: string): string[] {
  return html
    .replace(/<(?:img|span class="credit")[^>]*>(?:[^<]*<\/span>)?/g, '')
    .split(/<\/(?:p|h\d|figcaption)>/)
    .map((part) =>
      part
        .replace(/<[^>]+>/g, '')
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&#39;/g, "'")
        .replace(/&amp;/g, '&')
        .trim(),
    )
    .filter((part) => part !== '');
}

describe('toNinjs', () => {
  it.each(variants)('emits what it says it does: %s', (_, content) => {
    expect(() => Ninjs.parse(toNinjs(content))).not.toThrow();
  });

  it('carries exactly the text that was sealed', () => {
    const content = contentForTests();
    const item = toNinjs(content);
    const sealed = textBlocks(content.content).map(blockText);
    const carried = [
      item.headlines[0]?.value,
      item.descriptions.find(({ role }) => role === 'standfirst')?.value,
      ...textOfHtml(item.bodies[0]?.value ?? ''),
    ];
    expect(carried).toEqual(sealed);
  });

  it('says how the text was made, from what, and what readers are told', () => {
    expect(toNinjs(contentForTests())).toMatchObject({
      uri: 'urn:newsroom:copydesk:0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11:es',
      version: '2',
      embargoedUntil: '2026-11-22T18:00:00.000Z',
      pubStatus: 'usable',
      by: 'Ana Ruiz',
      located: 'IDLIB',
      edNote: 'Correction. Translated from urn:newsroom:copydesk:0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11:en',
      descriptions: [{ role: 'standfirst' }, { role: 'label', value: 'Traducción automática revisada en parte' }],
      bodies: [{ wordCount: 12 }],
      digitalSourceType: { literal: 'machine-translated, partly revised by people' },
      infoSources: [{ name: 'Apertium 3.8.3 eng-spa', role: 'machineTranslation' }],
      associations: [
        { rel: 'translatedFrom', uri: 'urn:newsroom:copydesk:0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11:en' },
        { name: 'mainImage', type: 'picture', by: 'AFP / Abdulaziz KETAZ' },
      ],
    });
  });

  it('names no embargo where there is none', () => {
    expect(toNinjs(bare)).not.toHaveProperty('embargoedUntil');
  });

  it.each([
    ['closed', 'live', 'usable'],
    ['drafting', 'live', 'withheld'],
    ['approved', 'never', 'withheld'],
    ['closed', 'withheld', 'withheld'],
    ['drafting', 'killed', 'canceled'],
  ] as const)('says of a text that is %s and %s that it is %s', (work, state, status) => {
    expect(toNinjs(contentForTests({ work, public: state })).pubStatus).toBe(status);
  });

  it('holds no script and no field that is not for readers', () => {
    const json = JSON.stringify(toNinjs(contentForTests()));
    expect(json).not.toContain('<script');
    expect(json).not.toContain('not for readers');
  });

  it('can be imported again with nothing lost', () => {
    const content = contentForTests();
    const plan = planImport({
      name: 'item.json',
      type: 'application/vnd.iptc.ninjs+json',
      bytes: new TextEncoder().encode(JSON.stringify(toNinjs(content))),
      language: 'es',
    });
    expect(textBlocks(plan.content).map(blockText)).toEqual(textBlocks(content.content).map(blockText));
    expect(plan).toMatchObject({ role: 'translation', label: 'Traducción automática revisada en parte' });
    const figure = plan.content.content.find(({ type }) => type === 'figure');
    expect(figure).toMatchObject({
      attrs: { src: 'https://pictures.test/a.jpg', alt: 'Un hombre', credit: 'AFP / Abdulaziz KETAZ' },
    });
  });
});

const SCHEMA = join(import.meta.dirname, '../../../../../shared/schemas/ninjs-schema_3.1.json');
const hasSchema = existsSync(SCHEMA);
function officialSchema() {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // The schema refers to it for places, which Copydesk does not emit.
  ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json', type: 'object' });
  return ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
}
const missing = hasSchema ? '' : ' (skipped: ninjs-schema_3.1.json is not here)';
describe.skipIf(!hasSchema)(`the official ninjs 3.1 schema${missing}`, () => {
  it.each(variants)('takes %s', (_, content) => {
    const validate = officialSchema();
    validate(toNinjs(content));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('refuses a property of our own, so the test bites', () => {
    const validate = officialSchema();
    expect(validate({ ...toNinjs(contentForTests()), seal: 'x' })).toBe(false);
  });
});

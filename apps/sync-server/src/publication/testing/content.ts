/** A translated story with one of everything, for tests. */
import type { EditionContent } from '../../context.ts';

export const ARTICLE_ID = '0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11';

export function contentForTests(changes: Partial<EditionContent> = {}): EditionContent {
  return {
    articleId: ARTICLE_ID,
    language: 'es',
    slug: 'idlib',
    embargo: '2026-11-22T18:00:00.000Z',
    role: 'translation',
    source: 'en',
    work: 'closed',
    public: 'live',
    version: 2,
    revision: 'correction',
    seal: 'a'.repeat(64),
    epoch: 'e',
    head: 7,
    content: {
      type: 'doc',
      content: [
        { type: 'headline', attrs: { id: 'h' }, content: [{ type: 'text', text: 'Titular & <más>' }] },
        { type: 'standfirst', attrs: { id: 's' }, content: [{ type: 'text', text: 'Entradilla' }] },
        {
          type: 'figure',
          attrs: { id: 'f', src: 'https://pictures.test/a.jpg', alt: 'Un hombre', credit: 'AFP / Abdulaziz KETAZ' },
          content: [{ type: 'caption', content: [{ type: 'text', text: 'Pie de foto' }] }],
        },
        {
          type: 'paragraph',
          attrs: { id: 'p1' },
          content: [
            { type: 'text', text: 'Un ' },
            { type: 'text', text: 'párrafo', marks: [{ type: 'bold' }] },
            { type: 'text', text: ' con ' },
            { type: 'text', text: 'enlace', marks: [{ type: 'link', attrs: { href: 'https://a.test/?a=1&b=2' } }] },
            { type: 'text', text: ' y <script>alert("1")</script>.' },
          ],
        },
        { type: 'heading', attrs: { id: 'h2', level: 2 }, content: [{ type: 'text', text: 'Ladillo' }] },
        {
          type: 'quote',
          attrs: { id: 'q' },
          content: [{ type: 'paragraph', attrs: { id: 'qp' }, content: [{ type: 'text', text: '“Cita”' }] }],
        },
        {
          type: 'bulletList',
          content: [
            {
              type: 'item',
              attrs: { id: 'i' },
              content: [{ type: 'paragraph', attrs: { id: 'ip' }, content: [{ type: 'text', text: 'Punto' }] }],
            },
          ],
        },
      ],
    },
    fields: { byline: 'Ana Ruiz', dateline: 'IDLIB', note: 'not for readers' },
    label: { code: 'partly-revised', text: 'Traducción automática revisada en parte' },
    evidence: { passages: 3, confirmed: ['h'], carried: null },
    engines: ['Apertium 3.8.3 eng-spa'],
    createdAt: '2026-11-22T09:00:00.000Z',
    changedAt: '2026-11-22T10:00:00.000Z',
    ...changes,
  };
}

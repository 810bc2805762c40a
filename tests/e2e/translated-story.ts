/** Stories with a translation, made on the server before anybody opens a window. */
import { readEdition, setBlockText, writeContent } from '@copydesk/editor/schema';
import { textBlocks } from '@copydesk/shared/article';
import { newStory, type SignedIn, signIn } from '../support/api.ts';
import { editDocument } from '../support/edit.ts';

/** The words of one block in both languages; the first block is the headline. */
export type Pair = readonly [source: string, target: string];

export interface TranslatedStory {
  readonly id: string;
  readonly editor: SignedIn;
  /** The source's document. */
  readonly source: string;
}

/** A story in English and in `language`, written by hand. Source block ids: `headline`, then `p1`, `p2` and so on. */
export async function translatedStory(
  server: string,
  language: string,
  pairs: readonly Pair[],
): Promise<TranslatedStory> {
  const [editor, translator] = await Promise.all([signIn(server, 'editor'), signIn(server, 'translator')]);
  const { id } = await newStory(editor.client);
  const text = (words: string) => [{ type: 'text' as const, text: words }];
  await editDocument(server, editor, `${id}.en`, (doc) =>
    writeContent(doc, {
      type: 'doc',
      content: pairs.map(([words], index) =>
        index === 0
          ? { type: 'headline', attrs: { id: 'headline' }, content: text(words) }
          : { type: 'paragraph', attrs: { id: `p${index}` }, content: text(words) },
      ),
    }),
  );
  await translator.client.call('createEdition', { params: { id }, query: {}, body: { language, engine: null } });
  await editDocument(server, translator, `${id}.${language}`, (doc) => {
    textBlocks(readEdition(doc).content).forEach((block, index) => {
      const words = pairs[index]?.[1] ?? '';
      if (words !== '') setBlockText(doc, block.attrs.id, text(words));
    });
  });
  return { id, editor, source: `${id}.en` };
}

/** Full text of the documents on this computer: re-read a moment after they change. */
import { readEdition } from '@copydesk/editor/schema';
import { blockText, headlineOf, textBlocks, wordCount } from '@copydesk/shared/article';
import { type DocumentName, type Hub, type Log, partsOf } from '@copydesk/shared/sync';
import type { ReplicaStore } from './storage/store.ts';

/** Long enough not to re-read at each key, short enough to find what was just written. */
const SETTLE_MS = 1_000;

export interface LocalText {
  readonly headline: string;
  readonly words: number;
}

export interface TextIndex {
  /** A document came to this computer, or changed. */
  touch(document: DocumentName): void;
  /** Headline and length of the text here, if it is here. */
  text(document: string): LocalText | null;
  /** Indexes what waits, now. */
  flush(): Promise<void>;
}

export interface TextIndexOptions {
  readonly store: ReplicaStore;
  readonly hub: () => Hub;
  readonly log: Log;
  readonly onIndexed: (articleId: string) => void;
}

export async function openTextIndex({ store, hub, log, onIndexed }: TextIndexOptions): Promise<TextIndex> {
  const texts = new Map<string, LocalText>();
  for (const { document, headline, words } of await store.call('indexedTexts'))
    texts.set(document, { headline, words });
  const waiting = new Map<DocumentName, NodeJS.Timeout>();

  async function index(document: DocumentName): Promise<void> {
    const { articleId, language } = partsOf(document);
    const { edition, head } = await hub().exclusive(document, async (turn) => {
      return { edition: readEdition(turn.doc), head: turn.head };
    });
    const headline = headlineOf(edition.content);
    const words = wordCount(edition.content, language);
    const body = textBlocks(edition.content)
      .filter((block) => block.type !== 'headline')
      .map(blockText)
      .join('\n');
    texts.set(document, { headline, words });
    await store.call('indexText', { document, articleId, language, headline, words, body, head });
    onIndexed(articleId);
  }

  /** One that cannot be read now is tried again when it changes, or at the next start. */
  function notIndexed(document: DocumentName, error: unknown): void {
    log.warn('text-not-indexed', { document, error: String(error) });
  }

  function touch(document: DocumentName): void {
    if (partsOf(document).notes || waiting.has(document)) return;
    const timer = setTimeout(() => {
      waiting.delete(document);
      index(document).catch((error: unknown) => notIndexed(document, error));
    }, SETTLE_MS);
    waiting.set(document, timer);
  }

  for (const document of await store.call('notIndexed')) touch(document);

  return {
    touch,
    text: (document) => texts.get(document) ?? null,
    async flush() {
      const documents = [...waiting];
      waiting.clear();
      for (const [document, timer] of documents) {
        clearTimeout(timer);
        await index(document).catch((error: unknown) => notIndexed(document, error));
      }
    },
  };
}

import { randomUUID } from 'node:crypto';
import { BLANK_EDITION, writeContent, writeFields, writeSegment } from '@copydesk/editor/schema';
import type { Article, Edition, User } from '@copydesk/shared/api';
import { type EditionText, hasMachineText, mayKnow } from '@copydesk/shared/article';
import { documentName } from '@copydesk/shared/sync';
import * as Y from 'yjs';
import {
  type Articles,
  type Caller,
  COPYDESK,
  type EditionRef,
  type NewEvidence,
  type ServerContext,
} from '../context.ts';
import { forbidden, HttpProblem, notFound } from '../problem.ts';
import type { EditionSeed } from '../storage/articles.ts';
import type { ArticleRow, EditionRow } from '../storage/rows.ts';
import { BY_HAND } from '../translation/engine-choice.ts';
import type { EditionService } from './editions.ts';

type ArticlesOptions = Pick<
  ServerContext,
  'recoveringUntil' | 'store' | 'registry' | 'hub' | 'feed' | 'clock' | 'translation'
> & {
  readonly editions: EditionService;
};

/** What a document begins with whose text a desktop will bring. */
const NOTHING = Y.encodeStateAsUpdate(new Y.Doc());

/** A text as the bytes a document begins with. */
function seedUpdate(text: EditionText): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    writeContent(doc, text.content);
    writeFields(doc, text.fields);
    for (const [block, segment] of Object.entries(text.segments)) writeSegment(doc, block, segment);
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

export function createArticles(options: ArticlesOptions): Articles {
  const { recoveringUntil, store, registry, hub, feed, clock, editions, translation } = options;
  const at = () => clock.now().toISOString();

  function visible(who: User, id: string): ArticleRow {
    const article = registry.article(id);
    if (article === null || !mayKnow(who, article.desk)) throw notFound();
    return article;
  }

  async function toJson(who: User, article: ArticleRow, exact: boolean): Promise<Article> {
    const { id, slug, desk, assignees, due, embargo, createdAt, createdBy } = article;
    const listed = registry
      .editionsOf(id)
      .map((edition) => (exact ? editions.get(who, edition) : editions.listed(who, edition)));
    return { id, slug, desk, assignees, due, embargo, createdAt, createdBy, editions: await Promise.all(listed) };
  }

  /** The desk a new story goes to. A person without desks makes stories that are open to all. */
  function deskFor(who: User, wanted: string | null | undefined): string {
    if (wanted === undefined || wanted === null) return who.desks[0] ?? '';
    if (wanted === '' || (registry.desk(wanted) !== null && who.desks.includes(wanted))) return wanted;
    throw new HttpProblem(400, 'No such desk', 'You do not work for this desk. Nothing was made; choose one of yours.');
  }

  /** Stories are made by those who write; readers comment. */
  function mayMake(who: User, role: EditionRow['role']): void {
    const may = who.roles.some(
      (held) => held === 'chief' || held === 'editor' || (held === 'translator' && role === 'translation'),
    );
    if (!may)
      throw forbidden(
        role === 'source'
          ? 'Writers and desk chiefs make new stories. Nothing was made.'
          : 'Writers, translators and desk chiefs make translations. Nothing was made.',
      );
  }

  function act(by: Caller, action: string, subject: string, articleId: string, facts: Record<string, unknown>) {
    return { at: at(), actor: by.user.id, action, subject, articleId, facts: { ...facts, device: by.device } };
  }

  function seedOf(
    edition: Pick<
      EditionRow,
      'articleId' | 'language' | 'role' | 'source' | 'epoch' | 'engine' | 'labelLine' | 'createdBy'
    >,
    update: Uint8Array,
    evidence: readonly NewEvidence[] = [],
  ): EditionSeed {
    const machine = hasMachineText(evidence.map((row) => ({ ...row, confirmations: [] })));
    return {
      edition: { ...edition, machine, createdAt: at() },
      document: { epoch: edition.epoch, update, userId: COPYDESK.userId },
      evidence,
    };
  }

  async function create(
    by: Caller,
    article: ArticleRow,
    seed: EditionSeed,
    action: string,
  ): Promise<{ article: Article; created: boolean }> {
    const { language, role } = seed.edition;
    const result = await store.call(
      'createArticle',
      article,
      seed,
      act(by, action, article.id, article.id, { language, role, slug: article.slug, label: seed.edition.labelLine }),
    );
    if (result.outcome === 'taken')
      throw new HttpProblem(
        409,
        'This story exists already',
        'Another story has this id on the server. Nothing was changed there; your text stays on your computer.',
      );
    if (result.outcome === 'created') {
      registry.putArticle(result.article);
      registry.putEdition(result.edition);
      feed.wake();
    }
    return { article: await toJson(by.user, result.article, true), created: result.outcome === 'created' };
  }

  /** Makes a translation known again that the server has lost; its desktop brings the text. */
  async function bringBack(by: Caller, ref: EditionRef, source: string, epoch: string): Promise<Edition> {
    if (recoveringUntil() === null)
      throw new HttpProblem(409, 'Not recovering', 'The server takes no lost translations now. Nothing was changed.');
    const role = 'translation' as const;
    const edition = { ...ref, role, source, epoch, engine: null, labelLine: null, createdBy: by.user.id };
    const seed = seedOf(edition, NOTHING);
    const subject = `${ref.articleId}.${ref.language}`;
    const row = await store.call(
      'createEdition',
      // Where its passages came from is lost: readers are told of a machine until people have revised them.
      { ...seed, edition: { ...seed.edition, machine: true } },
      null,
      act(by, 'bring-back', subject, ref.articleId, { source }),
    );
    if (row === null) throw new HttpProblem(409, 'Already there', 'The story exists in this language.');
    registry.putEdition(row);
    feed.wake();
    return editions.get(by.user, ref);
  }

  return {
    get: (who, id) => toJson(who, visible(who, id), true),

    list: (who) =>
      Promise.all(
        registry
          .articles()
          .filter((article) => mayKnow(who, article.desk))
          .map((article) => toJson(who, article, false)),
      ),

    async create(by, input) {
      mayMake(by.user, 'source');
      const id = input.id ?? randomUUID();
      const article: ArticleRow = {
        id,
        slug: input.slug ?? '',
        desk: deskFor(by.user, input.desk),
        assignees: [by.user.id],
        due: input.due ?? null,
        embargo: input.embargo ?? null,
        createdAt: at(),
        createdBy: by.user.id,
      };
      const edition = {
        articleId: id,
        language: input.language,
        role: 'source' as const,
        source: null,
        // A client that names no history has none of its own: any name will do, as long as asking again gives the same.
        epoch: input.epoch ?? id,
        engine: null,
        labelLine: null,
        createdBy: by.user.id,
      };
      if (recoveringUntil() === null || input.epoch === undefined)
        return create(by, article, seedOf(edition, BLANK_EDITION), 'create');
      // Its desktop brings the text with all that it began with.
      return create(by, article, seedOf(edition, NOTHING), 'bring-back');
    },

    async import(by, input) {
      mayMake(by.user, input.role);
      const id = randomUUID();
      const article: ArticleRow = {
        id,
        slug: input.slug,
        desk: deskFor(by.user, input.desk),
        assignees: [by.user.id],
        due: null,
        embargo: null,
        createdAt: at(),
        createdBy: by.user.id,
      };
      const edition = {
        articleId: id,
        language: input.language,
        role: input.role,
        source: null,
        epoch: randomUUID(),
        engine: null,
        labelLine: input.labelLine,
        createdBy: by.user.id,
      };
      return (await create(by, article, seedOf(edition, seedUpdate(input.text), input.evidence), 'import')).article;
    },

    async update(by, id, change) {
      const article = visible(by.user, id);
      mayMake(by.user, 'translation');
      const desk =
        change.desk === undefined || change.desk === article.desk ? article.desk : deskFor(by.user, change.desk);
      const unknown = change.assignees?.find((userId) => registry.user(userId) === null);
      if (unknown !== undefined)
        throw new HttpProblem(
          400,
          'No such person',
          'One of the people named does not work here. Nothing was changed.',
        );
      const to = {
        slug: change.slug ?? article.slug,
        desk,
        assignees: change.assignees ?? article.assignees,
        due: change.due === undefined ? article.due : change.due,
        embargo: change.embargo === undefined ? article.embargo : change.embargo,
      };
      const row = await store.call('updateArticle', id, to, act(by, 'update', id, id, { ...change }));
      if (row === null) throw notFound();
      registry.putArticle(row);
      // Who worked on it for the desk it was on may not know of it any more.
      if (row.desk !== article.desk)
        hub.announceAccess(
          registry
            .editionsOf(id)
            .flatMap(({ language }) => [documentName(id, language), documentName(id, language, true)]),
        );
      feed.wake();
      return toJson(by.user, visible(by.user, id), true);
    },

    async translate(by, id, input) {
      visible(by.user, id);
      mayMake(by.user, 'translation');
      const known = registry.editionsOf(id);
      const source =
        input.source === undefined
          ? (known.find(({ role }) => role === 'source') ?? known[0])
          : known.find(({ language }) => language === input.source);
      if (source === undefined)
        throw new HttpProblem(400, 'No such language', 'The story does not exist in the language to translate from.');
      const exists = () =>
        new HttpProblem(409, 'Already there', 'The story exists in this language. Open it and go on there.');
      if (known.some(({ language }) => language === input.language)) throw exists();
      const ref = { articleId: id, language: input.language };
      if (input.epoch !== undefined) return bringBack(by, ref, source.language, input.epoch);
      const skeleton = translation.skeleton(await editions.text(source));
      const seed = seedOf(
        {
          ...ref,
          role: 'translation',
          source: source.language,
          epoch: randomUUID(),
          engine: input.engine === null ? BY_HAND : (input.engine ?? null),
          labelLine: null,
          createdBy: by.user.id,
        },
        seedUpdate(skeleton),
      );
      const engine = translation.engineOf(seed.edition);
      const wantsEngine = engine !== BY_HAND;
      // Kept with the edition, so that a server that dies now takes the drafting up at its next start.
      const total = Object.keys(skeleton.segments).length;
      const drafting = wantsEngine ? { done: 0, total, running: true, engine } : null;
      const row = await store.call(
        'createEdition',
        seed,
        drafting,
        act(by, 'translate', `${id}.${input.language}`, id, { source: source.language, engine: input.engine }),
      );
      if (row === null) throw exists();
      registry.putEdition(row);
      registry.setDrafting(ref, drafting);
      feed.wake();
      if (wantsEngine) await translation.start(ref, engine);
      return editions.get(by.user, ref);
    },
  };
}

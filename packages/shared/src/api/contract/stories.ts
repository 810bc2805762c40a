/** Calls about stories and their languages. */
import * as z from 'zod';
import {
  Action,
  ArticleId,
  Hash,
  Instant,
  LanguageTag,
  PassageEvidence,
  RevisionKind,
  Scope,
} from '../../article/model.ts';
import { Article, Content, Edition, HeldReport, Version } from '../resources.ts';
import { endpoint, none } from './endpoint.ts';

const article = z.object({ id: ArticleId });
const edition = z.object({ id: ArticleId, language: LanguageTag });

export const storyEndpoints = {
  listArticles: endpoint({
    method: 'GET',
    path: '/articles',
    status: 200,
    params: none,
    query: none,
    body: none,
    response: z.object({ articles: z.array(Article), seq: z.int().describe('of the change feed') }),
  }),
  createArticle: endpoint({
    method: 'POST',
    path: '/articles',
    status: 201,
    params: none,
    query: none,
    body: z.object({
      id: ArticleId.optional(),
      language: LanguageTag,
      epoch: z.string().min(1).max(64).optional(),
      slug: z.string().max(200).optional(),
      desk: z.string().max(100).optional(),
      due: Instant.nullable().optional(),
      embargo: Instant.nullable().optional(),
    }),
    response: Article,
  }),
  getArticle: endpoint({
    method: 'GET',
    path: '/articles/{id}',
    status: 200,
    params: article,
    query: none,
    body: none,
    response: Article,
  }),
  updateArticle: endpoint({
    method: 'PATCH',
    path: '/articles/{id}',
    status: 200,
    params: article,
    query: none,
    body: z.object({
      slug: z.string().max(200).optional(),
      desk: z.string().optional(),
      assignees: z.array(z.string()).optional(),
      due: Instant.nullable().optional(),
      embargo: Instant.nullable().optional(),
    }),
    response: Article,
  }),
  createEdition: endpoint({
    method: 'POST',
    path: '/articles/{id}/editions',
    status: 202,
    params: article,
    query: none,
    body: z.object({
      language: LanguageTag,
      source: LanguageTag.optional(),
      engine: z.string().max(50).nullable().optional(),
      /** The history that a desktop holds and the server has lost; taken only while it recovers. */
      epoch: z.string().min(1).max(64).optional(),
    }),
    response: Edition,
  }),
  getEdition: endpoint({
    method: 'GET',
    path: '/articles/{id}/editions/{language}',
    status: 200,
    params: edition,
    query: none,
    body: none,
    response: Edition,
  }),
  /**
   * Has passages translated anew: the ones named, whoever wrote what stands there, or all untouched ones. What is
   * overwritten is kept in the evidence (`earlier`).
   */
  redraftPassages: endpoint({
    method: 'POST',
    path: '/articles/{id}/editions/{language}/drafting',
    status: 202,
    params: edition,
    query: none,
    body: z.object({
      blocks: z.array(z.string().max(250)).min(1).max(2000).optional().describe('target block ids'),
      engine: z.string().max(50).optional().describe("another than the edition's own"),
    }),
    response: Edition,
  }),
  cancelDrafting: endpoint({
    method: 'DELETE',
    path: '/articles/{id}/editions/{language}/drafting',
    status: 200,
    params: edition,
    query: none,
    body: none,
    response: Edition,
  }),
  getContent: endpoint({
    method: 'GET',
    path: '/articles/{id}/editions/{language}/content',
    status: 200,
    params: edition,
    query: none,
    body: none,
    response: Content,
  }),
  getEvidence: endpoint({
    method: 'GET',
    path: '/articles/{id}/editions/{language}/evidence',
    status: 200,
    params: edition,
    query: none,
    body: none,
    response: z.object({ passages: z.array(PassageEvidence) }),
  }),
  transition: endpoint({
    method: 'POST',
    path: '/articles/{id}/editions/{language}/transitions',
    status: 200,
    params: edition,
    query: none,
    body: z.object({
      action: Action,
      seal: Hash.optional().describe('of the text that was on the screen; required to approve and publish'),
      seen: z
        .record(z.string(), Hash)
        .optional()
        .describe('hash per block of the text on the screen, so that a 409 can say what changed'),
      note: z.string().max(4000).optional(),
      override: z
        .string()
        .max(4000)
        .optional()
        .describe("a chief's reason to go on although a passage is stale or the source is not approved"),
      releaseAt: Instant.optional(),
      scope: Scope.optional(),
      kind: RevisionKind.optional(),
    }),
    response: Edition,
  }),
  listVersions: endpoint({
    method: 'GET',
    path: '/articles/{id}/editions/{language}/versions',
    status: 200,
    params: edition,
    query: none,
    body: none,
    response: z.object({ versions: z.array(Version) }),
  }),
  /** The sealed bytes of a published version. */
  getVersion: endpoint({
    method: 'GET',
    path: '/articles/{id}/editions/{language}/versions/{version}',
    status: 200,
    params: edition.extend({ version: z.coerce.number().int() }),
    query: none,
    body: none,
    response: Content,
  }),
  /** A checkpoint (submitted, returned, approved, published) by its seal: what a chief saw last. */
  getCheckpoint: endpoint({
    method: 'GET',
    path: '/articles/{id}/editions/{language}/checkpoints/{seal}',
    status: 200,
    params: edition.extend({ seal: Hash }),
    query: none,
    body: none,
    response: Content,
  }),
  reportHeld: endpoint({
    method: 'PUT',
    path: '/articles/{id}/editions/{language}/held/{held}',
    status: 200,
    params: edition.extend({ held: z.uuid() }),
    query: none,
    body: HeldReport.omit({ id: true, userId: true, name: true }),
    response: HeldReport,
  }),
  clearHeld: endpoint({
    method: 'DELETE',
    path: '/articles/{id}/editions/{language}/held/{held}',
    status: 204,
    params: edition.extend({ held: z.uuid() }),
    query: none,
    body: none,
    response: z.undefined(),
  }),
} as const;

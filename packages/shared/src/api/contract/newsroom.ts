/** Calls about the newsroom itself: sessions, people, desks, engines, the audit log. */
import * as z from 'zod';
import { ArticleId, LanguageTag } from '../../article/model.ts';
import { AuditEntry, Desk, EngineUse, Newsroom, Person, SessionTokens, User } from '../resources.ts';
import { endpoint, none } from './endpoint.ts';

export const newsroomEndpoints = {
  newsroom: endpoint({
    method: 'GET',
    path: '/newsroom',
    open: true,
    status: 200,
    params: none,
    query: none,
    body: none,
    response: Newsroom,
  }),
  createSession: endpoint({
    method: 'POST',
    path: '/sessions',
    open: true,
    status: 201,
    params: none,
    query: none,
    body: z.object({
      email: z.string().min(1).max(320),
      password: z.string().min(1).max(1024),
      device: z.string().max(200).optional(),
    }),
    response: SessionTokens,
  }),
  refreshSession: endpoint({
    method: 'POST',
    path: '/sessions/refresh',
    open: true,
    status: 200,
    params: none,
    query: none,
    body: z.object({ refreshToken: z.string().min(1).max(1024) }),
    response: SessionTokens,
  }),
  deleteSession: endpoint({
    method: 'DELETE',
    path: '/sessions/current',
    status: 204,
    params: none,
    query: none,
    body: none,
    response: z.undefined(),
  }),
  me: endpoint({ method: 'GET', path: '/me', status: 200, params: none, query: none, body: none, response: User }),
  people: endpoint({
    method: 'GET',
    path: '/people',
    status: 200,
    params: none,
    query: none,
    body: none,
    response: z.object({ people: z.array(Person), desks: z.array(Desk) }),
  }),
  /** By chiefs of that desk. */
  updateDesk: endpoint({
    method: 'PUT',
    path: '/desks/{id}',
    status: 200,
    params: z.object({ id: z.string().min(1).max(100) }),
    query: none,
    body: Desk.omit({ id: true }),
    response: Desk,
  }),
  /** What engines were given for a desk's stories, newest month first; for chiefs of that desk. */
  engineUse: endpoint({
    method: 'GET',
    path: '/desks/{id}/engine-use',
    status: 200,
    params: z.object({ id: z.string().min(1).max(100) }),
    query: none,
    body: none,
    response: z.object({ use: z.array(EngineUse) }),
  }),
  engines: endpoint({
    method: 'GET',
    path: '/engines',
    status: 200,
    params: none,
    query: z.object({
      from: LanguageTag,
      to: LanguageTag,
      articleId: ArticleId.optional().describe('an embargoed story may not go to every engine'),
    }),
    body: none,
    response: z.object({
      engines: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          available: z.boolean(),
          why: z.string().nullable(),
          remote: z.boolean(),
        }),
      ),
    }),
  }),
  audit: endpoint({
    method: 'GET',
    path: '/audit',
    status: 200,
    params: none,
    query: z.object({ since: z.coerce.number().int().optional(), articleId: ArticleId.optional() }),
    body: none,
    response: z.object({ entries: z.array(AuditEntry) }),
  }),
} as const;

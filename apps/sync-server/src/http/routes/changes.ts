import type { Change } from '@copydesk/shared/api';
import { mayKnow } from '@copydesk/shared/article';
import { parseDocumentName } from '@copydesk/shared/sync';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import type { ServerContext } from '../../context.ts';
import { HttpProblem } from '../../problem.ts';
import { requireCaller } from '../caller.ts';

/** Well below the time after which proxies and clients take a silent line for dead. */
const HEARTBEAT_MS = 15_000;
/** A listener that takes nothing for this much is cut off; it comes back with the sequence it has. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

const Since = z.coerce.number().int().min(0);

/** The story that a change is about; null where it is about the whole newsroom. */
function articleOf(change: Change): string | null {
  switch (change.kind) {
    case 'people':
    case 'glossary':
    case 'memory':
      return null;
    case 'document':
      return parseDocumentName(change.document)?.articleId ?? '';
    default:
      return change.articleId;
  }
}

function frame(change: Change): string {
  const id = 'seq' in change ? `id: ${change.seq}\n` : '';
  return `${id}event: ${change.kind}\ndata: ${JSON.stringify(change)}\n\n`;
}

/** `GET /changes?since=`: what changes, as Server-Sent Events, without a gap after `since` or `Last-Event-ID`. */
export function changeRoutes(app: FastifyInstance, context: ServerContext): void {
  const { feed, registry, sessions, crowd, log } = context;

  app.get<{ Querystring: { since?: string } }>('/api/v1/changes', async (request, reply) => {
    const caller = await requireCaller(context, request);
    const since = Since.safeParse(request.headers['last-event-id'] ?? request.query.since ?? feed.seq);
    if (!since.success)
      throw new HttpProblem(400, 'Not understood', 'The place to go on from is not a number. Ask for the whole list.');
    const leave = crowd.enter(caller.user.id);
    if (leave === null)
      throw new HttpProblem(429, 'Too many connections', 'Close Copydesk on other computers of yours, then try again.');

    reply.hijack();
    const stream = reply.raw;
    const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as const],
    );
    stream.writeHead(200, { ...Object.fromEntries(headers), 'content-type': 'text/event-stream; charset=utf-8' });
    stream.write(': Copydesk\n\n');

    const mayHear = (change: Change): boolean => {
      const articleId = articleOf(change);
      if (articleId === null) return true;
      const user = registry.user(caller.user.id);
      const article = registry.article(articleId);
      return user !== null && article !== null && mayKnow(user, article.desk);
    };
    // A sequence from beyond the end is one of a copy of the data that is no more: everything may be news.
    const start = since.data > feed.seq ? 0 : since.data;
    const unfollow = feed.follow(start, (change) => {
      if (!mayHear(change)) return;
      stream.write(frame(change));
      if (stream.writableLength > MAX_BUFFERED_BYTES) stream.destroy();
    });
    const heartbeat = setInterval(() => stream.write(': \n\n'), HEARTBEAT_MS);
    const unwatch = sessions.onEnd((sessionId) => {
      if (sessionId === caller.sessionId) stream.end();
    });
    stream.on('close', () => {
      leave();
      clearInterval(heartbeat);
      unfollow();
      unwatch();
    });
    stream.on('error', (error) => log.info('changes-lost', { error: error.message }));
  });
}

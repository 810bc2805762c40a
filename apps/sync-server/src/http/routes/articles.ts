import type { ServerContext } from '../../context.ts';
import type { Router } from '../register.ts';

export function articleRoutes({ route }: Router, { articles, feed }: ServerContext): void {
  route('listArticles', async ({ caller }) => {
    // Taken first: a change while the list is made is told again rather than missed.
    const { seq } = feed;
    return { articles: await articles.list(caller.user), seq };
  });
  route('createArticle', async ({ caller, body, reply }) => {
    const { article, created } = await articles.create(caller, body);
    if (!created) reply.status(200);
    return article;
  });
  route('getArticle', ({ caller, params }) => articles.get(caller.user, params.id));
  route('updateArticle', ({ caller, params, body }) => articles.update(caller, params.id, body));
  route('createEdition', ({ caller, params, body }) => articles.translate(caller, params.id, body));
}

import type { Content } from '@copydesk/shared/api';
import type { EditionContent, ServerContext } from '../../context.ts';
import { HttpProblem } from '../../problem.ts';
import { prefers, renderContent } from '../../publication/render.ts';
import { XLIFF_TYPE, xliffOf } from '../../translation/exchange.ts';
import type { Router } from '../register.ts';

function asJson(content: EditionContent): Content {
  const { articleId, language, version, seal, epoch, head, fields, label, evidence } = content;
  return { articleId, language, version, seal, epoch, head, content: content.content, fields, label, evidence };
}

/** True if JSON is what the caller asked for, or would take as well as anything. */
function wantsJson(accept: string | undefined): boolean {
  if (accept === undefined) return true;
  const types = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  return types[0] === '*/*' || types[0] === 'application/*' || types[0] === 'application/json';
}

export function editionRoutes({ route }: Router, context: ServerContext): void {
  const { editions, workflow, translation, store, clock } = context;
  const refOf = (params: { id: string; language: string }) => ({ articleId: params.id, language: params.language });

  route('getEdition', ({ caller, params }) => editions.get(caller.user, refOf(params)));

  route('getContent', async ({ caller, params, request, reply }) => {
    const { accept } = request.headers;
    reply.header('vary', 'accept');
    if (prefers(accept ?? '', XLIFF_TYPE)) {
      const xliff = await xliffOf(editions, editions.visible(caller.user, refOf(params)));
      return reply.type(`${XLIFF_TYPE}; charset=utf-8`).send(xliff);
    }
    const content = await editions.content(caller.user, refOf(params));
    if (wantsJson(accept)) return asJson(content);
    const rendered = renderContent(accept ?? '*/*', content);
    if (rendered === null)
      throw new HttpProblem(
        406,
        'No such format',
        'This text is to be had as JSON, HTML, plain text, ninjs and, where it is a translation, XLIFF. Ask for one of these.',
      );
    // Shown by a browser, the text may load its pictures and nothing else.
    reply.header('content-security-policy', "default-src 'none'; img-src https: data:; style-src 'unsafe-inline'");
    return reply.type(rendered.type).send(rendered.body);
  });

  route('getEvidence', async ({ caller, params }) => {
    const ref = refOf(params);
    editions.visible(caller.user, ref);
    return { passages: [...(await editions.evidence(ref))] };
  });

  route('listVersions', async ({ caller, params }) => ({
    versions: await editions.versions(caller.user, refOf(params)),
  }));
  route('getVersion', async ({ caller, params }) =>
    asJson(await editions.version(caller.user, refOf(params), params.version)),
  );
  route('getCheckpoint', async ({ caller, params }) =>
    asJson(await editions.checkpoint(caller.user, refOf(params), params.seal)),
  );

  route('transition', ({ caller, params, body }) => workflow.transition(caller, refOf(params), body));

  route('redraftPassages', async ({ caller, params, body }) => {
    const ref = refOf(params);
    const edition = editions.writable(caller.user, ref);
    if (edition.source === null)
      throw new HttpProblem(409, 'No source', 'This text has no source to translate from. Nothing was changed.');
    const { blocks = null, engine = null } = body;
    await store.call('recordAct', {
      at: clock.now().toISOString(),
      actor: caller.user.id,
      action: 'redraft',
      subject: `${ref.articleId}.${ref.language}`,
      articleId: ref.articleId,
      facts: { passages: blocks?.length ?? 'untouched', engine, device: caller.device },
    });
    await translation.redraft(ref, blocks, engine);
    return editions.get(caller.user, ref);
  });

  route('cancelDrafting', async ({ caller, params }) => {
    const ref = refOf(params);
    editions.writable(caller.user, ref);
    await translation.cancel(ref);
    return editions.get(caller.user, ref);
  });

  route('reportHeld', ({ caller, params, body }) => editions.reportHeld(caller, refOf(params), params.held, body));
  route('clearHeld', async ({ caller, params }) => {
    await editions.clearHeld(caller, refOf(params), params.held);
    return undefined;
  });
}

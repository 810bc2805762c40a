import { accessFor } from '@copydesk/shared/article';
import { type AccessPolicy, partsOf } from '@copydesk/shared/sync';
import type { Registry } from '../storage/registry.ts';

/** Judges from what is true now: who the person is, what they may do, where the edition stands. */
export function createPolicy(registry: Registry): AccessPolicy {
  return {
    access(peer, document) {
      const parts = partsOf(document);
      const user = registry.user(peer.userId);
      if (user === null || user.disabled || registry.session(peer.sessionId) === null) return null;
      const edition = registry.edition(parts);
      const article = registry.article(parts.articleId);
      if (edition === null || article === null) return null;
      const { role, work, public: visibility } = edition;
      return accessFor(user, { role, work, public: visibility, desk: article.desk, notes: parts.notes });
    },
  };
}

/** Tells a chief when a text is submitted, and its submitter when it comes back, wherever in the app they are. */
import type { Article, User } from '@copydesk/shared/api';
import { useEffect, useRef } from 'react';
import { useGo, useRoute } from '../app/index.ts';
import { useCall, useUser } from '../data/index.ts';
import { storyTitle } from '../desk/stories.ts';
import { languageName, useNotices } from '../ui/index.ts';

export interface Alert {
  readonly kind: 'submitted' | 'returned' | 'approved';
  readonly articleId: string;
  readonly language: string;
  readonly title: string;
  readonly note: string | null;
}

/** What between `before` and `after` this person should hear of. Nobody is told what they did themselves. */
export function alertsBetween(
  before: readonly Article[],
  after: readonly Article[],
  user: Pick<User, 'id' | 'roles'>,
): Alert[] {
  const was = new Map(before.flatMap(({ editions }) => editions.map((edition) => [keyOf(edition), edition] as const)));
  const alerts: Alert[] = [];
  for (const article of after) {
    for (const edition of article.editions) {
      const old = was.get(keyOf(edition));
      if (old === undefined || old.state === edition.state) continue;
      const tell = (kind: Alert['kind']) =>
        alerts.push({
          kind,
          articleId: article.id,
          language: edition.language,
          title: storyTitle(article, user),
          note: edition.note,
        });
      const submittedByMe = (old.submittedBy ?? edition.submittedBy) === user.id;
      if (edition.state === 'submitted' && user.roles.includes('chief') && !submittedByMe && old.state === 'drafting') {
        tell('submitted');
      }
      if (old.state === 'submitted' && submittedByMe) {
        if (edition.state === 'approved' && edition.approvedBy !== user.id) tell('approved');
        if (edition.state === 'drafting' && edition.note !== null && edition.note !== old.note) tell('returned');
      }
    }
  }
  return alerts;
}

function keyOf({ articleId, language }: { articleId: string; language: string }): string {
  return `${articleId}.${language}`;
}

const SAYING: Record<Alert['kind'], string> = {
  submitted: 'awaits your approval',
  returned: 'came back to you',
  approved: 'was approved',
};

/** Mounted once in the frame. What was told of a story goes once that is opened. */
export function useAlerts(): void {
  const user = useUser();
  const go = useGo();
  const notices = useNotices();
  const articles = useCall('listArticles', {}).data?.articles;
  const seen = useRef<readonly Article[] | undefined>(undefined);
  const route = useRoute();
  const opened = route.name === 'story' ? route.articleId : null;
  const told = useRef<{ readonly articleId: string; readonly dismiss: () => void }[]>([]);
  useEffect(() => {
    for (const { articleId, dismiss } of told.current) if (articleId === opened) dismiss();
    told.current = told.current.filter(({ articleId }) => articleId !== opened);
  }, [opened]);
  useEffect(() => {
    if (articles === undefined) return;
    const before = seen.current;
    seen.current = articles;
    if (before === undefined) return;
    for (const { kind, articleId, language, title, note } of alertsBetween(before, articles, user)) {
      const said = `“${title}” (${languageName(language)}) ${SAYING[kind]}.`;
      const dismiss = notices.say(kind === 'returned' && note !== null ? `${said} ${note}` : said, {
        name: kind === 'submitted' ? 'Review' : 'Open',
        run: () => go({ name: 'story', articleId, language, view: kind === 'submitted' ? 'review' : 'write' }),
      });
      told.current.push({ articleId, dismiss });
    }
  }, [articles, user, go, notices]);
}

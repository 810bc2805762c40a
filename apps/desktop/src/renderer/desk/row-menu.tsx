import type { Article } from '@copydesk/shared/api';
import { AppWindow, CalendarClock, Ellipsis, Languages, SquareArrowOutUpRight } from 'lucide-react';
import { useHref } from '../app/index.ts';
import { useBridge } from '../bridge/index.ts';
import { useUser } from '../data/index.ts';
import { IconButton, Menu, MenuItem, MenuLine } from '../ui/index.ts';
import { mainEdition, storyTitle } from './stories.ts';

export interface RowMenuProps {
  readonly story: Article;
  readonly onOpen: () => void;
  readonly onAsk: (what: 'edit' | 'translate') => void;
}

/** What can be done with a story without opening it. */
export function RowMenu({ story, onOpen, onAsk }: RowMenuProps) {
  const bridge = useBridge();
  const href = useHref();
  const user = useUser();
  const edition = mainEdition(story, user);
  const mayChange = user.roles.some((role) => role !== 'reader');
  return (
    <Menu
      label={`Actions for ${storyTitle(story, user)}`}
      trigger={
        <IconButton small label={`Actions for ${storyTitle(story, user)}`}>
          <Ellipsis size={16} aria-hidden />
        </IconButton>
      }
    >
      <MenuItem name="Open" icon={<SquareArrowOutUpRight size={16} aria-hidden />} onAction={onOpen} />
      <MenuItem
        name="Open in a new window"
        icon={<AppWindow size={16} aria-hidden />}
        disabled={edition === undefined}
        onAction={() => {
          if (edition === undefined) return;
          const { articleId, language } = edition;
          bridge.openWindow(href({ name: 'story', articleId, language, view: 'write' }));
        }}
      />
      <MenuLine />
      <MenuItem
        name="Make a translation"
        icon={<Languages size={16} aria-hidden />}
        disabled={!mayChange || edition === undefined}
        onAction={() => onAsk('translate')}
      />
      <MenuItem
        name="Slug, assignees, due time and embargo"
        icon={<CalendarClock size={16} aria-hidden />}
        disabled={!mayChange}
        onAction={() => onAsk('edit')}
      />
    </Menu>
  );
}

import { CornerDownLeft, Newspaper, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { useGo } from '../app/index.ts';
import { useCall, useLocalCall, useUser } from '../data/index.ts';
import { byLastChange, mainEdition, storyTitle, titleMatches } from '../desk/stories.ts';
import { classes } from '../ui/classes.ts';
import overlay from '../ui/overlay.module.css';
import { languageName } from '../ui/times.ts';
import { useActions } from './actions.tsx';
import styles from './palette.module.css';
import { shortcutText } from './shortcuts.ts';

const MOST_STORIES = 8;

interface Found {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly run: () => void;
}

/** Stories and named actions, by what is typed. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const stories = useFoundStories(text);
  const wanted = text.trim().toLowerCase();
  const actions = useActions().filter(
    ({ name, hidden, enabled }) => !hidden && enabled !== false && name.toLowerCase().includes(wanted),
  );
  return (
    <ModalOverlay
      className={classes(overlay.scrim)}
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={classes(overlay.modal)}>
        <Dialog className={classes(styles.palette)} aria-label="Search or jump">
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField className={classes(styles.search)} aria-label="Stories and actions" autoFocus>
              <Search size={16} aria-hidden />
              <Input
                className={classes(styles.input)}
                placeholder="A headline, a word in a story, an action"
                dir="auto"
              />
            </SearchField>
            <Menu
              className={classes(styles.list)}
              aria-label="Found"
              onClose={onClose}
              renderEmptyState={() => <p className={styles.empty}>Nothing found on this computer.</p>}
            >
              {stories.length > 0 && (
                <MenuSection>
                  <Header className={overlay.sectionTitle}>Stories</Header>
                  {stories.map(({ id, name, detail, run }) => (
                    <MenuItem key={id} id={id} className={classes(overlay.item)} textValue={name} onAction={run}>
                      <Newspaper size={16} aria-hidden />
                      <span className={overlay.itemText}>
                        <bdi className={classes(styles.name)}>{name}</bdi>
                        <span className={overlay.itemDetail}>
                          <bdi>{detail}</bdi>
                        </span>
                      </span>
                    </MenuItem>
                  ))}
                </MenuSection>
              )}
              {actions.length > 0 && (
                <MenuSection>
                  <Header className={overlay.sectionTitle}>Actions</Header>
                  {actions.map(({ id, name, shortcut, run }) => (
                    <MenuItem
                      key={id}
                      id={`action-${id}`}
                      className={classes(overlay.item)}
                      textValue={name}
                      onAction={run}
                    >
                      <CornerDownLeft size={16} aria-hidden />
                      <span className={overlay.itemText}>{name}</span>
                      {shortcut !== undefined && <kbd>{shortcutText(shortcut)}</kbd>}
                    </MenuItem>
                  ))}
                </MenuSection>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Stories by title at once, and by their text as this computer's index finds them. */
function useFoundStories(text: string): Found[] {
  const go = useGo();
  const user = useUser();
  const asked = useDeferredValue(text.trim());
  const articles = useCall('listArticles', {}).data?.articles ?? [];
  const hits = useLocalCall('search', { text: asked }, { enabled: asked.length > 1 }).data?.hits ?? [];
  const byTitle = articles
    .filter((article) => titleMatches(article, text))
    .sort(byLastChange)
    .flatMap((article): Found[] => {
      const edition = mainEdition(article, user);
      if (edition === undefined) return [];
      const { articleId, language } = edition;
      return [
        {
          id: `${articleId}.${language}`,
          name: storyTitle(article, user),
          detail: [article.slug, languageName(language)].filter((part) => part !== '').join(', '),
          run: () => go({ name: 'story', articleId, language, view: 'write' }),
        },
      ];
    });
  const byText = (text.trim() === '' ? [] : hits).map(
    ({ articleId, language, headline, snippet }): Found => ({
      id: `${articleId}.${language}`,
      name: headline,
      detail: snippet,
      run: () => go({ name: 'story', articleId, language, view: 'write' }),
    }),
  );
  const once = new Map([...byText, ...byTitle].map((found) => [found.id, found]));
  return [...once.values()].slice(0, MOST_STORIES);
}

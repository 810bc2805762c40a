import type { readEdition } from '@copydesk/editor/schema';
import { type ArticleDoc, type Fields, type Label, labelLanguage, toReaderPage } from '@copydesk/shared/article';
import { useMemo, useState } from 'react';
import { useCall } from '../data/index.ts';
import { languageName, momentText, ProblemNote, Select } from '../ui/index.ts';
import { Opening, shownDocument } from './opening.tsx';
import styles from './story.module.css';
import { OpeningSource } from './translate/translate-view.tsx';
import { useEditionText } from './use-edition-text.ts';
import type { Story } from './use-story.ts';
import { useTranslation } from './use-translation.ts';

const WORKING = 'working';

/** *As readers see it*: the text as it stands, or as it was published. */
export function PreviewView({ story }: { story: Story }) {
  const { article, edition } = story;
  const params = { id: article.id, language: edition.language };
  const versions = useCall('listVersions', { params }).data?.versions ?? [];
  const published = versions.filter(({ kind }) => kind === 'published').toReversed();
  const [chosen, setChosen] = useState<string>(WORKING);
  const version = published.find(({ seal }) => seal === chosen) ?? null;
  return (
    <div className={styles.view}>
      <div className={styles.tools}>
        <Select
          label="Which text"
          hideLabel
          small
          options={[
            { id: WORKING, name: 'The text as it stands' },
            ...published.map(({ version: number, seal, at }) => ({
              id: seal,
              name: `Version ${number}, published ${momentText(at)}`,
            })),
          ]}
          value={chosen}
          onChange={setChosen}
        />
      </div>
      {version === null ? <WorkingPage story={story} /> : <PublishedPage story={story} version={version.version} />}
    </div>
  );
}

function WorkingPage({ story }: { story: Story }) {
  const document = shownDocument(story.target);
  const open = useTranslation(story);
  if (document === null) return <Opening document={story.target} />;
  if (story.edition.role === 'translation' && open === null) return <OpeningSource story={story} />;
  return <WorkingText story={story} doc={document.doc} label={open?.translation.label ?? null} />;
}

function WorkingText({
  story,
  doc,
  label,
}: {
  story: Story;
  doc: Parameters<typeof readEdition>[0];
  label: Label | null;
}) {
  const { content, fields } = useEditionText(doc);
  return <Page content={content} fields={fields} label={label} language={story.edition.language} />;
}

function PublishedPage({ story: { article, edition }, version }: { story: Story; version: number }) {
  const found = useCall('getVersion', { params: { id: article.id, language: edition.language, version } });
  if (found.data === undefined) {
    return (
      <div className={styles.page}>
        {found.error === null ? <p>Opening version {version}</p> : <ProblemNote problem={found.error} />}
      </div>
    );
  }
  const { content, fields, label } = found.data;
  return <Page content={content} fields={fields} label={label} language={edition.language} />;
}

interface PageProps {
  readonly content: ArticleDoc;
  readonly fields: Fields;
  readonly label: Label | null;
  readonly language: string;
}

/** The readers' page in a frame that may do nothing: no script, no forms, no way out. */
function Page({ content, fields, label, language }: PageProps) {
  const page = useMemo(
    () => toReaderPage({ doc: content, fields, label, language, labelLanguage: labelLanguage(language) }),
    [content, fields, label, language],
  );
  return (
    <iframe
      className={styles.preview}
      sandbox=""
      srcDoc={page}
      title={`As readers see it, ${languageName(language)}`}
    />
  );
}

import {
  type ExchangeFormat,
  type ExchangeStory,
  storyToTmx,
  toCsv,
  toXliff1,
  toXliff2,
} from '@copydesk/shared/translation/exchange';
import { useState } from 'react';
import { useBridge } from '../../bridge/index.ts';
import { useAction } from '../../commands/index.ts';
import { MenuItem, MenuSection, useNotices } from '../../ui/index.ts';
import { copyName } from '../save-copy.ts';
import type { Story } from '../use-story.ts';
import { ReadPassages } from './read-passages.tsx';
import { exchangeOf, type PassageDocuments, readTexts, usePassageDocuments } from './use-passage-texts.ts';

interface FileKind {
  readonly name: string;
  readonly detail: string;
  readonly extension: string;
  readonly type: string;
  readonly write: (story: ExchangeStory) => string;
}

const KINDS: Readonly<Record<ExchangeFormat, FileKind>> = {
  'xliff-2.1': {
    name: 'Save the passages as XLIFF 2.1',
    detail: 'For other translation programs; can be read back',
    extension: 'xlf',
    type: 'application/xliff+xml',
    write: toXliff2,
  },
  'xliff-1.2': {
    name: 'Save the passages as XLIFF 1.2',
    detail: 'For older ones',
    extension: '1.2.xlf',
    type: 'application/x-xliff+xml',
    write: toXliff1,
  },
  csv: {
    name: 'Save the passages as CSV',
    detail: 'For a spreadsheet; plain words, can be read back',
    extension: 'csv',
    type: 'text/csv',
    write: toCsv,
  },
  'tmx-1.4': {
    name: 'Save what is confirmed as TMX',
    detail: 'For other translation memories',
    extension: 'tmx',
    type: 'application/x-tmx+xml',
    write: storyToTmx,
  },
};

/** Passages out of a translation and back into it: menu items, the same as actions, and the dialog that reads. */
export interface PassageFiles {
  readonly items: React.ReactNode;
  readonly dialog: React.ReactNode;
}

/** Null where there are no passages, or not yet. */
export function usePassageFiles(story: Story): PassageFiles | null {
  const documents = usePassageDocuments(story);
  const [reading, setReading] = useState(false);
  const save = useSavePassages(story, documents);
  const enabled = documents !== null;
  const act = { group: 'Translation', enabled };
  const offer = (format: ExchangeFormat) => ({
    ...act,
    id: `save-${format}`,
    name: KINDS[format].name,
    run: () => save(format),
  });
  useAction(offer('xliff-2.1'));
  useAction(offer('xliff-1.2'));
  useAction(offer('csv'));
  useAction(offer('tmx-1.4'));
  useAction({ ...act, id: 'read-passages', name: 'Read passages from a file', run: () => setReading(true) });
  if (documents === null) return null;
  return {
    items: (
      <MenuSection title="Passages">
        {(Object.keys(KINDS) as ExchangeFormat[]).map((format) => (
          <MenuItem
            key={format}
            name={KINDS[format].name}
            detail={KINDS[format].detail}
            onAction={() => save(format)}
          />
        ))}
        <MenuItem
          name="Read passages from a file"
          detail="XLIFF, TMX or CSV; nothing is taken before you have seen it"
          onAction={() => setReading(true)}
        />
      </MenuSection>
    ),
    dialog: reading && <ReadPassages story={story} documents={documents} onClose={() => setReading(false)} />,
  };
}

function useSavePassages(story: Story, documents: PassageDocuments | null): (format: ExchangeFormat) => void {
  const bridge = useBridge();
  const notices = useNotices();
  const { language, headline } = story.edition;
  return (format) => {
    if (documents === null) return;
    const { extension, type, write } = KINDS[format];
    const save = async () => {
      const bytes = new TextEncoder().encode(write(exchangeOf(story, readTexts(documents))));
      const saved = await bridge.saveFile(copyName(headline, language, extension), `${type};charset=utf-8`, bytes);
      if (saved) notices.say('The passages were saved.');
    };
    save().catch(notices.problem);
  };
}

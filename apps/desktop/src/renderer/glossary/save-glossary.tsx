import type { Glossary } from '@copydesk/shared/api';
import { glossaryToCsv, glossaryToTbx } from '@copydesk/shared/translation/exchange';
import { useBridge } from '../bridge/index.ts';
import { Button, Menu, MenuItem, useNotices } from '../ui/index.ts';

const FORMATS = [
  {
    name: 'TBX, for other translation programs',
    extension: 'tbx',
    type: 'application/x-tbx+xml',
    write: glossaryToTbx,
  },
  { name: 'CSV, for a spreadsheet', extension: 'csv', type: 'text/csv', write: glossaryToCsv },
] as const;

/** Saves a glossary as a file. */
export function SaveGlossary({ glossary }: { glossary: Glossary }) {
  const bridge = useBridge();
  const notices = useNotices();
  const { from, to, terms } = glossary;
  return (
    <Menu label="Save as a file" trigger={<Button isDisabled={terms.length === 0}>Save as a file</Button>}>
      {FORMATS.map(({ name, extension, type, write }) => (
        <MenuItem
          key={extension}
          name={name}
          onAction={() => {
            const bytes = new TextEncoder().encode(write(terms, { from, to }));
            bridge.saveFile(`glossary.${from}-${to}.${extension}`, `${type};charset=utf-8`, bytes).then((saved) => {
              if (saved) notices.say('Glossary saved');
            }, notices.problem);
          }}
        />
      ))}
    </Menu>
  );
}

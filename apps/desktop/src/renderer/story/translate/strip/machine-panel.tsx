import { DiffText } from '@copydesk/editor';
import { blockText, directionOf, type PassageEvidence } from '@copydesk/shared/article';
import { revisionAccount } from '@copydesk/shared/translation';
import { ChevronDown } from 'lucide-react';
import { memo } from 'react';
import { shortcutText } from '../../../commands/index.ts';
import { useAct, useCall } from '../../../data/index.ts';
import { Button, Menu, MenuItem, Time, useNotices } from '../../../ui/index.ts';
import { earlierTexts } from './earlier-texts.ts';
import type { PanelProps } from './panel.ts';
import styles from './strip.module.css';

/** Where the passage's first words came from, what has become of them, and ways to begin again. */
export function MachinePanel(props: PanelProps) {
  const { passage, evidence, language, writable, onReplace } = props;
  if (evidence === null || evidence.origin === 'human' || evidence.output === '') {
    return (
      <div className={styles.line}>
        <span className={styles.quiet}>Written by hand.</span>
        <Redo {...props} />
      </div>
    );
  }
  const now = blockText(passage.target);
  const { share } = revisionAccount([passage], [evidence], language).passages[0] ?? { share: null };
  return (
    <>
      <div className={styles.line}>
        <span className={styles.quiet}>
          <Origin evidence={evidence} />
          {share === null ? '' : share === 0 ? ', unchanged' : `, ${Math.max(1, Math.round(share * 100))}% revised`}
        </span>
        <Button small isDisabled={!writable || now === evidence.output} onPress={() => onReplace(evidence.output)}>
          Put its words back
          <kbd>{shortcutText('Aux+M')}</kbd>
        </Button>
        <Redo {...props} />
      </div>
      {now !== evidence.output && (
        <p className={styles.words} lang={language} dir={directionOf(language)}>
          <DiffText before={evidence.output} after={now} language={language} />
        </p>
      )}
      <Earlier {...props} evidence={evidence} />
    </>
  );
}

/** What was in the passage before it was drafted anew, to be put back. */
function Earlier({ passage, evidence, language, writable, onReplace }: PanelProps & { evidence: PassageEvidence }) {
  const texts = earlierTexts(evidence);
  if (texts.length === 0) return null;
  const now = blockText(passage.target);
  return (
    <ul className={styles.list} aria-label="Earlier words">
      {texts.map(({ text, by, engine, at }) => (
        <li key={text}>
          <div className={styles.line}>
            <span className={styles.quiet}>
              Earlier:{' '}
              {by === 'person' ? 'by hand, until' : <>{engine === null ? 'by machine' : <bdi>{engine}</bdi>},</>}{' '}
              <Time at={at} />
            </span>
            <Button small isDisabled={!writable || text === now} onPress={() => onReplace(text)}>
              Put these words back
            </Button>
          </div>
          <p className={styles.words} lang={language} dir={directionOf(language)}>
            {text}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Origin({ evidence: { origin, engine } }: { evidence: PassageEvidence }) {
  if (origin === 'import') return 'As it was imported';
  return engine === null ? 'By machine' : <bdi>{engine}</bdi>;
}

function Redo({ passage, pair, story, writable }: PanelProps) {
  if (pair === null || passage.source.length === 0) return null;
  return <RedoMenu block={passage.id} from={pair.from} to={pair.to} articleId={story.article.id} writable={writable} />;
}

interface RedoMenuProps {
  readonly block: string;
  readonly from: string;
  readonly to: string;
  readonly articleId: string;
  readonly writable: boolean;
}

/** Has the passage drafted anew, by an engine of one's choice. */
const RedoMenu = memo(({ block, from, to, articleId, writable }: RedoMenuProps) => {
  const engines = useCall('engines', { query: { from, to, articleId } }, { enabled: writable }).data?.engines ?? [];
  const redo = useAct('redraftPassages');
  const notices = useNotices();
  const params = { id: articleId, language: to };
  return (
    <Menu
      label="Draft anew with"
      trigger={
        <Button small isDisabled={!writable || engines.length === 0} isPending={redo.isPending}>
          Draft anew
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
    >
      {engines.map(({ id, name, available, why, remote }) => (
        <MenuItem
          key={id}
          name={name}
          detail={why ?? (remote ? 'The text leaves the newsroom for this service' : 'Runs in the newsroom')}
          disabled={!available}
          onAction={() => redo.mutate({ params, body: { blocks: [block], engine: id } }, { onError: notices.problem })}
        />
      ))}
    </Menu>
  );
});

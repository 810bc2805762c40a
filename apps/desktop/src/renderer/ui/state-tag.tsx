import type { Edition } from '@copydesk/shared/api';
import {
  Archive,
  Ban,
  CircleCheck,
  CirclePause,
  Globe,
  Hourglass,
  Languages,
  type LucideIcon,
  PencilLine,
  RefreshCw,
} from 'lucide-react';
import { Link } from 'react-aria-components';
import { classes } from './classes.ts';
import { editionStateWords, type StatedEdition, type StateGlyph } from './edition-state.ts';
import { progressWords } from './progress-words.ts';
import styles from './state-tag.module.css';
import { languageName } from './times.ts';

const GLYPHS: Record<StateGlyph, LucideIcon> = {
  drafting: PencilLine,
  translating: Languages,
  submitted: Hourglass,
  approved: CircleCheck,
  live: Globe,
  revising: RefreshCw,
  withheld: CirclePause,
  killed: Ban,
  spiked: Archive,
};

export interface StateTagProps {
  readonly edition: StatedEdition & Pick<Edition, 'language'> & Partial<Pick<Edition, 'progress'>>;
  /** Makes the tag a link to the edition. */
  readonly href?: string;
  /** Without the language: where the screen says it already. */
  readonly hideLanguage?: boolean;
  /** Language and glyph only, where there are many; the word is in the title. */
  readonly compact?: boolean;
}

/** An edition as a small tag: language, glyph and state word. */
export function StateTag({ edition, href, hideLanguage = false, compact = false }: StateTagProps) {
  const words = editionStateWords(edition);
  const Glyph = GLYPHS[words.glyph];
  const language = languageName(edition.language);
  const progress = edition.progress ?? null;
  const far = progress === null ? '' : `, ${progressWords(progress)}`;
  // While it is being written, how far it has come is what one looks for.
  const counted = progress !== null && words.glyph === 'drafting' && !compact;
  const content = (
    <>
      {!hideLanguage && <span className={styles.language}>{edition.language}</span>}
      <Glyph size={13} aria-hidden />
      {!compact && <span className={styles.word}>{words.word}</span>}
      {counted && (
        <span className={styles.progress}>
          {progress.confirmed}/{progress.passages}
        </span>
      )}
    </>
  );
  const className = classes(styles.tag, styles[words.tone]);
  if (href === undefined) {
    return (
      <span className={className} title={`${language}: ${words.sentence}${far}`}>
        {content}
      </span>
    );
  }
  return (
    <span title={`${language}: ${words.sentence}${far}`}>
      <Link className={className} href={href} aria-label={`${language}: ${words.word}${far}`}>
        {content}
      </Link>
    </span>
  );
}

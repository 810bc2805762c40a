import { blockText } from '@copydesk/shared/article';
import { Time } from '../../ui/index.ts';
import { useWarnings } from '../translate/use-warnings.ts';
import type { Story } from '../use-story.ts';
import type { OpenTranslation } from '../use-translation.ts';
import own from './review.module.css';
import { Section } from './section.tsx';
import { startOf } from './start-of.ts';

/** What the checks still say of the passages, and what was dismissed by whom and why. */
export function WarningSection({ story, open: { translation } }: { story: Story; open: OpenTranslation }) {
  const { of } = useWarnings(story, translation);
  const found = translation.passages.map((passage) => ({ passage, ...of(passage) }));
  const open = found.flatMap(({ passage, open: warnings }) => warnings.map((warning) => ({ passage, warning })));
  const dismissed = found.flatMap(({ passage, dismissed: list }) => list.map((one) => ({ passage, ...one })));
  return (
    <Section title="Warnings">
      {open.length + dismissed.length === 0 && <p className={own.quiet}>Nothing to look at again.</p>}
      <ul className={own.passages}>
        {open.map(({ passage, warning }) => (
          <li key={`${passage.id} ${warning.key}`}>
            <span className={own.start}>
              <bdi>{startOf(blockText(passage.target))}</bdi>
            </span>
            <span className={own.state} data-tone="wait">
              {warning.message}
            </span>
          </li>
        ))}
        {dismissed.map(({ passage, warning, dismissal }) => (
          <li key={`${passage.id} ${warning.key}`}>
            <span className={own.start}>
              <bdi>{startOf(blockText(passage.target))}</bdi>
            </span>
            <span className={own.state}>
              <span>
                {warning.message} Dismissed by <bdi>{dismissal.name}</bdi>, <Time at={dismissal.at} />:{' '}
                <bdi>{dismissal.reason}</bdi>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

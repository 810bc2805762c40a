import { DiffText } from '@copydesk/editor';
import { UNDOABLE } from '@copydesk/editor/collaboration';
import { writeCorrection } from '@copydesk/editor/schema';
import type { Edition } from '@copydesk/shared/api';
import type { EditionText } from '@copydesk/shared/article';
import {
  type CorrectedEdition,
  type Correction,
  type Proposal,
  proposeCorrections,
  styleOf,
} from '@copydesk/shared/translation';
import { Check } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type * as Y from 'yjs';
import { useLocalCall } from '../../data/index.ts';
import { Button, languageName, TextField, useNotices } from '../../ui/index.ts';
import { shownDocument } from '../opening.tsx';
import { type EditionDocument, useEditionDocument } from '../session/use-edition-document.ts';
import { useEditionText } from '../use-edition-text.ts';
import type { Story } from '../use-story.ts';
import styles from './correct.module.css';

/** Accepts all ready proposals of a language; answers how many were written. */
export type AcceptAll = () => number;

interface LanguageProposalsProps {
  readonly story: Story;
  readonly edition: Edition;
  readonly correction: Correction;
  /** The document of the correction's own language. */
  readonly own: EditionDocument;
  readonly onReady: (language: string, count: number, accept: AcceptAll) => void;
}

/** The places in one language, once its text is open. */
export function LanguageProposals(props: LanguageProposalsProps) {
  const { story, edition } = props;
  const document = useEditionDocument(story.article.id, edition.language);
  const [open, ownOpen] = [shownDocument(document), shownDocument(props.own)];
  const writable = document.state.phase === 'open' && document.state.access.level === 'write';
  return (
    <section className={styles.language} aria-label={languageName(edition.language)}>
      <h3>{languageName(edition.language)}</h3>
      {open === null || ownOpen === null ? (
        <p className={styles.quiet}>Opening this text</p>
      ) : (
        <OpenProposals {...props} doc={open.doc} ownDoc={ownOpen.doc} writable={writable} />
      )}
    </section>
  );
}

interface OpenProposalsProps extends LanguageProposalsProps {
  readonly doc: Y.Doc;
  readonly ownDoc: Y.Doc;
  readonly writable: boolean;
}

function OpenProposals({ story, edition, correction, doc, ownDoc, writable, onReady }: OpenProposalsProps) {
  const notices = useNotices();
  const { language } = edition;
  const text = useEditionText(doc);
  const ownText = useEditionText(ownDoc);
  const proposals = useProposals(story, language, correction, text, ownText);
  const ready = writable ? proposals.filter(({ insert }) => insert !== null) : [];
  const accept = (proposal: Proposal, insert: string) => {
    const written = writeCorrection(doc, proposal, insert, UNDOABLE);
    if (!written) notices.say('Somebody has just changed that text, so nothing was written. Look again.');
    return written;
  };
  const latest = useRef(ready);
  useEffect(() => {
    latest.current = ready;
  });
  useEffect(() => {
    onReady(language, ready.length, () => acceptFromTheEnd(doc, latest.current));
  }, [onReady, language, doc, ready.length]);
  useEffect(() => () => onReady(language, 0, () => 0), [onReady, language]);
  if (proposals.length === 0) return <p className={styles.quiet}>It does not stand there.</p>;
  return (
    <>
      {!writable && (
        <p className={styles.quiet}>
          You cannot write in this text now. Whoever can sees a warning at each of these places once the source is
          right.
        </p>
      )}
      {proposals.map((proposal) => (
        <Row key={keyOf(proposal)} proposal={proposal} writable={writable} onAccept={accept} />
      ))}
    </>
  );
}

/** Several places in one text: from its end, so that each still stands where it was found. */
function acceptFromTheEnd(doc: Y.Doc, ready: readonly Proposal[]): number {
  const texts = new Map<string, string>();
  const placeOf = ({ place }: Proposal) => `${place.kind} ${'block' in place ? place.block : place.key}`;
  return doc.transact(
    () =>
      ready
        .toSorted((a, b) => b.from - a.from)
        .filter((proposal) => {
          const { from, to, insert } = proposal;
          if (insert === null) return false;
          const now = texts.get(placeOf(proposal)) ?? proposal.text;
          const written = writeCorrection(doc, { ...proposal, text: now }, insert, UNDOABLE);
          if (written) texts.set(placeOf(proposal), now.slice(0, from) + insert + now.slice(to));
          return written;
        }).length,
    UNDOABLE,
  );
}

function useProposals(
  { desk }: Story,
  language: string,
  correction: Correction,
  text: EditionText,
  ownText: EditionText,
): readonly Proposal[] {
  const { language: from, wrong, right } = correction;
  const { data } = useLocalCall('glossary', { from, to: language }, { enabled: from !== language });
  const terms = data?.glossary?.terms;
  const styles = desk?.translation.styles;
  return useMemo(() => {
    const edition = (of: string, words: EditionText): CorrectedEdition => ({
      language: of,
      text: words,
      style: styleOf(of, styles?.[of]),
      terms: of === from ? [] : (terms ?? []),
    });
    const editions = [edition(language, text), ...(language === from ? [] : [edition(from, ownText)])];
    return proposeCorrections({ language: from, wrong, right }, editions).filter((one) => one.language === language);
  }, [language, from, wrong, right, text, ownText, terms, styles]);
}

const WHERE = { text: 'Text', alt: 'Alternative text', credit: 'Credit', field: 'Field' } as const;

interface RowProps {
  readonly proposal: Proposal;
  readonly writable: boolean;
  readonly onAccept: (proposal: Proposal, insert: string) => boolean;
}

function Row({ proposal, writable, onAccept }: RowProps) {
  const { language, place, text, from, to, insert } = proposal;
  const given = insert ?? text.slice(from, to);
  const [changed, setChanged] = useState<string | null>(null);
  const words = changed ?? given;
  const where = place.kind === 'field' ? `${WHERE.field} “${place.key}”` : WHERE[place.kind];
  return (
    <div className={styles.row}>
      <p className={styles.quiet}>
        {where}
        {proposal.by === 'glossary' && ', by the glossary'}
        {proposal.by === 'hand' && ': not found by itself; change it by hand if it stands there'}
      </p>
      <p className={styles.words}>
        <DiffText before={text} after={text.slice(0, from) + words + text.slice(to)} language={language} short />
      </p>
      {writable && (
        <div className={styles.act}>
          <TextField label="Put there" value={words} onChange={setChanged} multiline={proposal.by === 'hand'} />
          <Button isDisabled={words === text.slice(from, to)} onPress={() => onAccept(proposal, words)}>
            <Check size={14} aria-hidden /> Accept
          </Button>
        </div>
      )}
    </div>
  );
}

/** The same proposal over renders. */
function keyOf({ language, place, from }: Proposal): string {
  return [language, place.kind, 'block' in place ? place.block : place.key, from].join(' ');
}

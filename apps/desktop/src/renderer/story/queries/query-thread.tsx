import { directionOf } from '@copydesk/shared/article';
import type { PlacedQuery, QueryStanding } from '@copydesk/shared/translation';
import { CircleCheck, CircleHelp, type LucideIcon, Pencil } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import { useUser } from '../../data/index.ts';
import { Button, classes, languageName, TextField, Time } from '../../ui/index.ts';
import styles from './queries.module.css';
import type { QueryActs } from './use-queries.ts';

const STANDINGS: Readonly<Record<QueryStanding, { readonly word: string; readonly icon: LucideIcon }>> = {
  open: { word: 'Open', icon: CircleHelp },
  answered: { word: 'Answered', icon: CircleCheck },
  fixed: { word: 'The text was changed', icon: Pencil },
};

export interface QueryThreadProps {
  readonly placed: PlacedQuery;
  readonly acts: QueryActs | null;
  /** The language of the words that it is about. */
  readonly source: string;
  /** Goes to the passage; left out where it is in view already. */
  readonly onGo?: (() => void) | undefined;
}

/** One question and what was said to it. */
export function QueryThread({ placed, acts, source, onGo }: QueryThreadProps) {
  const { query, standing, block } = placed;
  const user = useUser();
  const { word, icon: Icon } = STANDINGS[standing];
  const mine = query.by === user.id;
  return (
    <article className={styles.thread} data-standing={standing} aria-label={`Question by ${query.name}: ${word}`}>
      <header className={styles.head}>
        <span className={styles.standing}>
          <Icon size={14} aria-hidden /> {word}
        </span>
        <span className={styles.quiet}>{languageName(query.language)}</span>
      </header>
      {onGo !== undefined && (
        <button type="button" className={styles.quote} lang={source} dir={directionOf(source)} onClick={onGo}>
          {query.quote}
        </button>
      )}
      {block === null && <p className={styles.quiet}>The passage it was about is no longer in the text.</p>}
      <Said name={query.name} at={query.at} text={query.text} />
      {query.replies.map(({ name, at, text }) => (
        <Said key={`${at}${name}`} name={name} at={at} text={text} />
      ))}
      {acts !== null && (
        <div className={styles.foot}>
          <Reply verb={mine ? 'Ask on' : 'Answer'} onReply={(text) => acts.reply(placed, text)} />
          {mine && query.replies.length === 0 && (
            <Button small onPress={() => acts.takeBack(query)}>
              Take back
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

function Said({ name, at, text }: { name: string; at: string; text: string }) {
  return (
    <p className={styles.said}>
      <span className={styles.quiet}>
        <bdi>{name}</bdi>, <Time at={at} />
      </span>
      <span dir="auto">{text}</span>
    </p>
  );
}

function Reply({ verb, onReply }: { verb: string; onReply: (text: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <Button small onPress={() => setOpen(true)}>
        {verb}
      </Button>
    );
  }
  return (
    <WordsForm
      label={verb}
      verb={verb}
      onSay={(text) => {
        onReply(text);
        setOpen(false);
      }}
      onCancel={() => setOpen(false)}
    />
  );
}

export interface WordsFormProps {
  readonly label: string;
  readonly verb: string;
  readonly onSay: (text: string) => void;
  readonly onCancel?: () => void;
}

/** A line to write in. Enter says it. */
export function WordsForm({ label, verb, onSay, onCancel }: WordsFormProps) {
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    onSay(text);
    setText('');
  };
  return (
    <Form className={classes(styles.form)} onSubmit={submit}>
      <TextField label={label} value={text} onChange={setText} maxLength={2000} autoFocus={onCancel !== undefined} />
      <div className={styles.foot}>
        {onCancel !== undefined && (
          <Button small onPress={onCancel}>
            Cancel
          </Button>
        )}
        <Button small kind="primary" type="submit" isDisabled={text.trim() === ''}>
          {verb}
        </Button>
      </div>
    </Form>
  );
}

import type { Newsroom } from '@copydesk/shared/api';
import { BadgeCheck, BookOpen, Languages, type LucideIcon, PencilLine } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { Credentials } from './credentials.ts';
import { SecondWindow } from './second-window.tsx';
import styles from './sign-in.module.css';

type Account = NonNullable<Newsroom['demo']>['accounts'][number];

const CARDS: Record<Account['role'], { readonly icon: LucideIcon; readonly name: string; readonly does: string }> = {
  editor: { icon: PencilLine, name: 'Writer', does: 'Writes stories and submits them for approval' },
  translator: { icon: Languages, name: 'Translator', does: 'Revises and confirms translations passage by passage' },
  chief: { icon: BadgeCheck, name: 'Desk chief', does: 'Reviews, approves and publishes' },
  reader: { icon: BookOpen, name: 'Reader', does: 'Reads and comments' },
};

export interface DemoCardsProps {
  readonly accounts: readonly Account[];
  readonly busy: boolean;
  readonly onEnter: (credentials: Credentials) => void;
}

/** One card per role, and the others as second windows. */
export function DemoCards({ accounts, busy, onEnter }: DemoCardsProps) {
  const first = accounts.filter(({ role }, index) => accounts.findIndex((other) => other.role === role) === index);
  const others = accounts.filter((account) => !first.includes(account));
  return (
    <>
      <section className={styles.cards} aria-label="Who you are">
        {first.map((account) => {
          const { icon: Icon, name, does } = CARDS[account.role];
          return (
            <AriaButton
              key={account.key}
              className={styles.card ?? ''}
              isDisabled={busy}
              onPress={() => onEnter({ email: account.email, password: account.password })}
            >
              <Icon size={20} aria-hidden />
              <span className={styles.role}>{name}</span>
              <bdi className={styles.who}>{account.name}</bdi>
              <span className={styles.does}>{does}</span>
            </AriaButton>
          );
        })}
      </section>
      {others.map((account) => (
        <SecondWindow key={account.key} account={account} />
      ))}
    </>
  );
}

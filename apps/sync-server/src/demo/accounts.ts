import { newDesk } from '@copydesk/shared/api';
import type { Role } from '@copydesk/shared/article';

/** Well known on purpose: the demo listens on this computer only. */
export const DEMO_PASSWORD = 'copydesk-demo';
export const DEMO_DESK = newDesk({ id: 'world', name: 'World', labelWhenRevised: 'show' });

export interface DemoAccount {
  /** As in `npm start -- --as editor`. */
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { key: 'editor', name: 'Sara Klein', email: 'editor@copydesk.test', role: 'editor' },
  { key: 'translator', name: 'Marta Ruiz', email: 'translator@copydesk.test', role: 'translator' },
  { key: 'chief', name: 'Leila Mansour', email: 'chief@copydesk.test', role: 'chief' },
  { key: 'editor2', name: 'Omar Haddad', email: 'editor2@copydesk.test', role: 'editor' },
];

import { type Desk, DeskTranslation } from '@copydesk/shared/api';
import type { Role } from '@copydesk/shared/article';
import type { Database } from 'better-sqlite3';
import { type Act, appendAct } from './audit.ts';
import { noteChange } from './changes.ts';
import type { UserRow } from './rows.ts';

interface UserRecord {
  id: string;
  email: string;
  name: string;
  roles: string;
  desks: string;
  disabled: number;
}

const USER = 'id, email, name, roles, desks, disabled';

function user({ roles, desks, disabled, ...record }: UserRecord): UserRow {
  return { ...record, roles: JSON.parse(roles), desks: JSON.parse(desks), disabled: disabled === 1 };
}

export function allUsers(db: Database): UserRow[] {
  return db.prepare<[], UserRecord>(`SELECT ${USER} FROM users ORDER BY name`).all().map(user);
}

export function allDesks(db: Database): Desk[] {
  return db
    .prepare<[], { id: string; name: string; label: 'show' | 'omit'; kept: number; translation: string }>(
      'SELECT id, name, label_when_revised AS label, kept_offline AS kept, translation FROM desks ORDER BY name',
    )
    .all()
    .map(({ label, kept, translation, ...desk }) => ({
      ...desk,
      labelWhenRevised: label,
      keptOffline: kept === 1,
      translation: DeskTranslation.parse(JSON.parse(translation)),
    }));
}

export interface NewUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly desks: readonly string[];
  /** As `hashPassword` made it. */
  readonly password: string;
}

export const peopleOperations = {
  listUsers(db: Database): UserRow[] {
    return allUsers(db);
  },

  /** For sign-in only: the one place where a password's hash leaves the table. */
  credentials(db: Database, email: string): { userId: string; password: string; disabled: boolean } | null {
    const row = db
      .prepare<[string], { id: string; password: string; disabled: number }>(
        'SELECT id, password, disabled FROM users WHERE email = ?',
      )
      .get(email);
    return row === undefined ? null : { userId: row.id, password: row.password, disabled: row.disabled === 1 };
  },

  /** Resolves with null if the address is taken. */
  addUser(db: Database, input: NewUser, act: Act): UserRow | null {
    const done = db
      .prepare(
        'INSERT INTO users (id, email, name, roles, desks, password, created_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (email) DO NOTHING',
      )
      .run(
        input.id,
        input.email,
        input.name,
        JSON.stringify(input.roles),
        JSON.stringify(input.desks),
        input.password,
        act.at,
      );
    if (done.changes === 0) return null;
    appendAct(db, act);
    noteChange(db, { kind: 'people' });
    return {
      id: input.id,
      email: input.email,
      name: input.name,
      roles: [...input.roles],
      desks: [...input.desks],
      disabled: false,
    };
  },

  changeUser(
    db: Database,
    id: string,
    to: { readonly roles: readonly Role[]; readonly desks: readonly string[]; readonly disabled: boolean },
    act: Act,
  ): UserRow | null {
    const record = db
      .prepare<[string, string, number, string], UserRecord>(
        `UPDATE users SET roles = ?, desks = ?, disabled = ? WHERE id = ? RETURNING ${USER}`,
      )
      .get(JSON.stringify(to.roles), JSON.stringify(to.desks), to.disabled ? 1 : 0, id);
    if (record === undefined) return null;
    appendAct(db, act);
    noteChange(db, { kind: 'people' });
    return user(record);
  },

  putDesk(db: Database, desk: Desk, act: Act): Desk {
    db.prepare(
      `INSERT INTO desks (id, name, label_when_revised, kept_offline, translation) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, label_when_revised = excluded.label_when_revised,
         kept_offline = excluded.kept_offline,
         translation = excluded.translation`,
    ).run(desk.id, desk.name, desk.labelWhenRevised, desk.keptOffline ? 1 : 0, JSON.stringify(desk.translation));
    appendAct(db, act);
    noteChange(db, { kind: 'people' });
    // Their labels may read otherwise now.
    const stories = db.prepare<[string], { id: string }>('SELECT id FROM articles WHERE desk = ?').all(desk.id);
    for (const { id } of stories) noteChange(db, { kind: 'article', articleId: id });
    return desk;
  },
};

/** Who may read and who may write an edition, and why not (docs/ARCHITECTURE.md, "Workflow"). */
import type { AccessLevel, PublicState, Role, WorkState } from './model.ts';

export interface AccessUser {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly desks: readonly string[];
}

export interface AccessEdition {
  readonly role: 'source' | 'translation';
  readonly work: WorkState;
  readonly public: PublicState;
  /** The story's desk; '' for a story that belongs to none and is open to all. */
  readonly desk: string;
  /** The question is about the edition's notes, not its text. */
  readonly notes: boolean;
}

interface Access {
  readonly level: AccessLevel;
  readonly reason: string;
}

const WRITE: Access = { level: 'write', reason: '' };
const read = (reason: string): Access => ({ level: 'read', reason });

/** Whether these roles write texts of this kind: editors sources, translators translations, chiefs both. */
export function writesRole(roles: readonly Role[], role: 'source' | 'translation'): boolean {
  return roles.includes('chief') || roles.includes(role === 'source' ? 'editor' : 'translator');
}

/** Whether a person may know of a story: one of their desks has it, or none does. Without a role nobody may. */
export function mayKnow(user: Pick<AccessUser, 'roles' | 'desks'>, desk: string): boolean {
  return user.roles.length > 0 && (desk === '' || user.desks.includes(desk));
}

/**
 * A person's access to an edition's text or notes. `reason` is '' for who may write, else words for the person.
 * `null`: the person may not know that the story exists.
 */
export function accessFor(user: AccessUser, edition: AccessEdition): Access | null {
  if (!mayKnow(user, edition.desk)) return null;
  if (edition.notes) return WRITE;
  switch (edition.work) {
    case 'drafting':
      if (writesRole(user.roles, edition.role)) return WRITE;
      return read(
        edition.role === 'source'
          ? 'Writers and desk chiefs write this text.'
          : 'Translators and desk chiefs write this text.',
      );
    case 'submitted':
      if (user.roles.includes('chief')) return WRITE;
      return read('This text is with the desk chief for approval.');
    case 'approved':
      return read('This text is approved.');
    case 'spiked':
      return read('This story is spiked.');
    case 'closed':
      return read(CLOSED[edition.public]);
  }
}

const CLOSED: Record<PublicState, string> = {
  never: 'This text is closed.',
  live: 'This text is published.',
  withheld: 'This text is withheld from readers while it is checked.',
  killed: 'This text was killed.',
};

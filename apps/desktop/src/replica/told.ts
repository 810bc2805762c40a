/** What the windows are told of this computer unasked: how it stands, and how each document does, once per change. */
import type { DocumentState, LineState, LocalEvent, ProfileState } from '@copydesk/shared/api';
import { type DocumentName, partsOf } from '@copydesk/shared/sync';
import type { Care } from './care.ts';
import type { Damage } from './damage.ts';
import type { Emitter } from './emitter.ts';
import type { Fetching } from './fetching.ts';
import type { LocalDocuments } from './local-documents.ts';
import type { Standing } from './standing.ts';
import type { WatchedStore } from './storage/disk.ts';
import type { Links } from './upstream/links.ts';

export interface Told {
  profile(): ProfileState;
  document(document: DocumentName): DocumentState;
  /** Something that `profile` gives is another now. */
  profileChanged(): void;
  /** Something that `document` gives may be another now: told if it is. */
  documentChanged(document: DocumentName): void;
}

export interface ToldOptions {
  readonly server: string;
  readonly events: Pick<Emitter<LocalEvent>, 'emit'>;
  readonly line: () => LineState;
  readonly standing: Pick<Standing, 'newsroom' | 'hasLeft' | 'user'>;
  readonly fetching: Pick<Fetching, 'state'>;
  readonly disk: Pick<WatchedStore, 'state'>;
  readonly damage: Pick<Damage, 'notice'>;
  readonly documents: Pick<LocalDocuments, 'unsent'>;
  readonly links: Pick<Links, 'view'>;
  readonly care: Pick<Care, 'mayStay'>;
}

export function createTold(options: ToldOptions): Told {
  const { server, events, line, standing, fetching, disk, damage, documents, links, care } = options;
  const last = new Map<DocumentName, string>();

  function profile(): ProfileState {
    return {
      newsroom: standing.newsroom(),
      server,
      user: standing.hasLeft() ? null : standing.user(),
      line: line(),
      fetching: fetching.state(),
      disk: disk.state(),
      damage: damage.notice(),
    };
  }

  function document(document: DocumentName): DocumentState {
    const { words, since } = documents.unsent(document);
    const view = links.view(document);
    const unlinked = line().state === 'online' ? 'connecting' : 'offline';
    const link = view === null || (view.link === 'offline' && unlinked === 'connecting') ? unlinked : view.link;
    const detail = view !== null && 'detail' in view ? view.detail : '';
    return {
      document,
      unsentWords: words,
      unsentSince: since,
      link,
      detail,
      keptOffline: care.mayStay(partsOf(document).articleId),
    };
  }

  return {
    profile,
    document,
    profileChanged: () => events.emit({ event: 'profile', profile: profile() }),
    documentChanged(name) {
      const state = document(name);
      const json = JSON.stringify(state);
      if (last.get(name) === json) return;
      last.set(name, json);
      events.emit({ event: 'document', state });
    },
  };
}

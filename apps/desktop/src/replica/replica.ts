/**
 * One person's local node for one server: the documents and the catalogue on this computer, the line to the server,
 * and what the windows ask. Plain Node; its windows come by `Channel`.
 */
import { hostname } from 'node:os';
import { BLANK_EDITION } from '@copydesk/editor/schema';
import {
  type Client,
  createClient,
  type DocumentState,
  type Edition,
  type EndpointName,
  endpoints,
  fetchTransport,
  type LocalCallName,
  type LocalEvent,
  localCalls,
  ProblemError,
  type ProfileState,
  type SessionTokens,
} from '@copydesk/shared/api';
import {
  articleIdOf,
  CLOSE,
  createHub,
  type DocumentName,
  documentName,
  type Hub,
  type Log,
} from '@copydesk/shared/sync';
import { openAids } from './aids/aids.ts';
import { bringBack } from './bring-back.ts';
import { createEndpointCalls } from './calls.ts';
import { createCare } from './care.ts';
import { openCatalogue } from './catalogue.ts';
import type { Channel, ChannelEnd } from './channel.ts';
import { openDamage } from './damage.ts';
import { createEmitter } from './emitter.ts';
import { openEvidenceKeeper } from './evidence.ts';
import { createFetching } from './fetching.ts';
import { createFollower } from './follower.ts';
import { createHeldChanges } from './held.ts';
import { createLocalCalls } from './local-calls.ts';
import { type LocalDocuments, openLocalDocuments } from './local-documents.ts';
import { serveRpc } from './rpc.ts';
import type { SecretStore } from './secrets.ts';
import { openSession, type SessionState } from './session.ts';
import { openStanding } from './standing.ts';
import { watchDisk } from './storage/disk.ts';
import { openReplicaStore } from './storage/store.ts';
import { openTextIndex, type TextIndex } from './text-index.ts';
import { unsentTexts } from './unsent-texts.ts';
import { createLine } from './upstream/line.ts';
import { createLinks } from './upstream/links.ts';
import { webSockets } from './upstream/socket.ts';
import { createWindows } from './windows.ts';

export interface ReplicaOptions {
  /** The profile's own folder; made if it is not there. */
  readonly folder: string;
  readonly profile: string;
  /** `http://` or `https://` and the host. */
  readonly server: string;
  /** The file was found to be damaged: what can be read of it is taken over into a new one. */
  readonly damaged?: boolean;
  /** Where the store worker's code is: another file in Electron's build. */
  readonly workerUrl: URL;
  readonly secrets: SecretStore;
  readonly log: Log;
  /** The person has left and nothing of theirs has to stay: this replica is to be stopped and its folder removed. */
  readonly onLeft: () => void;
  /** The file turned out to be damaged while in use: this replica is to be stopped and opened anew as damaged. */
  readonly onDamaged: () => void;
  /** Signs somebody in, in this profile or another. */
  readonly signIn: (email: string, password: string) => Promise<{ profile: string }>;
}

export interface Replica {
  openRpc(channel: Channel): ChannelEnd;
  openDocument(document: DocumentName, epoch: string | null, channel: Channel): ChannelEnd;
  /** New tokens for the person of this profile. */
  signedIn(tokens: SessionTokens): Promise<void>;
  /** Commits what was taken, closes the windows' channels with 4503, closes the files. */
  stop(): Promise<void>;
}

/** Opens a profile's replica. Works without the network if somebody was signed in before. Throws `StoreError`. */
export async function createReplica(options: ReplicaOptions): Promise<Replica> {
  const { profile, server, log } = options;
  const { folder, workerUrl, damaged = false } = options;
  const store = await openReplicaStore({ folder, workerUrl, damaged, log });
  const events = createEmitter<LocalEvent>(log);
  const lastStates = new Map<DocumentName, string>();
  let stopping = false;
  const rpcChannels = new Set<Channel>();

  const open: Client = createClient(fetchTransport({ baseUrl: server, token: () => null }));
  // The session's own sign-out needs the token, all else of it does not.
  const client: Client = createClient(fetchTransport({ baseUrl: server, token: () => session.token() }));
  const session = await openSession({
    profile,
    secrets: options.secrets,
    refresher: open,
    client: () => client,
    log,
    onChange,
  });
  const standing = await openStanding({
    store,
    client,
    log,
    onCare: () => care.sweep(),
    onNewsroom: () => tellProfile(),
  });

  const disk = watchDisk(store.documents, () => tellProfile());
  const held = createHeldChanges({
    store,
    client,
    user: () => standing.user() ?? { id: '', name: '' },
    device: hostname(),
    log,
    onChange: heldChanged,
  });
  const documents: LocalDocuments = await openLocalDocuments({
    store,
    hub: () => hub,
    isOpen: (document) => links.isOpen(document),
    onChange: documentChanged,
    log,
    onText: (document) => texts.touch(document),
    onHeld: heldChanged,
  });
  const hub: Hub = createHub({ store: disk.store, policy: documents.policy, log, mode: 'replica' });
  const texts: TextIndex = await openTextIndex({
    store,
    hub: () => hub,
    log,
    onIndexed: (articleId) => events.emit({ event: 'catalogue', articleId }),
  });
  const catalogue = await openCatalogue({
    store,
    client,
    log,
    mayKeep: ({ desk }) => standing.isKeptOffline(desk),
    onChange: (articleId) => events.emit({ event: 'catalogue', articleId }),
  });
  const evidence = await openEvidenceKeeper({ store, client, catalogue, log });
  const aids = await openAids({ store, client, onChange: (event) => events.emit({ event }) });
  const fetching = createFetching(() => tellProfile());
  const links = createLinks({
    open: webSockets(server.replace(/^http/, 'ws'), log),
    token: () => session.token(),
    tokenRejected: (token) => session.rejected(token),
    localOf: (document) => documents.of(document),
    mayLink: (document) => !catalogue.isUnsent(articleIdOf(document)),
    log,
    onChange: documentChanged,
    onAsking: (document) => follower.asking(document),
    onCaughtUp: (document) => follower.caughtUp(document),
    onLeft: fetching.left,
  });
  const care = createCare({
    store,
    documents,
    catalogue,
    log,
    isAtWork: standing.isAtWork,
    isKeptOffline: standing.isKeptOffline,
    isOpen: (document) => links.isOpen(document),
  });
  const heads = {
    reached: () => store.call('reachedHeads'),
    reach: (document: DocumentName, head: number) => store.call('reachHead', document, head),
  };
  const follower = await createFollower({ heads, links, catalogue, documents, mayStay: care.mayStay, log });
  const damage = await openDamage({
    store,
    log,
    nameOf,
    quarantine: documents.quarantine,
    onFile: options.onDamaged,
    onChange: () => tellProfile(),
  });
  const line = createLine({
    server,
    session,
    log,
    offlineSince: standing.offlineSince(),
    async prepare(signal) {
      await standing.refreshNewsroom();
      await standing.refreshDesks();
      signal.throwIfAborted();
      await catalogue.sendUnsent();
      signal.throwIfAborted();
      if (standing.newsroom()?.recoveringUntil != null) await bringBackLost();
      signal.throwIfAborted();
      return catalogue.refreshAll();
    },
    onState: lineChanged,
    onChange(change) {
      catalogue.apply(change);
      follower.apply(change);
      evidence.apply(change);
      own(aids.apply(change));
      if (change.kind === 'article' || change.kind === 'edition') own(catalogue.refresh(change.articleId));
      if (change.kind === 'people') own(standing.refreshDesks());
      events.emit({ event: 'change', change });
    },
  });
  const windows = createWindows({
    hub,
    log,
    identity() {
      const { id: userId = '', name = '' } = standing.user() ?? {};
      return { userId, name, sessionId: profile };
    },
    isHere: (document) => documents.has(document),
    refusedWith: (document) => {
      const view = links.view(document);
      return view?.link === 'closed' ? view.code : null;
    },
    isOffline: () => line.state().state === 'offline' || line.state().state === 'signed-out',
    opened: (document) => links.windowOpened(document),
    closed(document) {
      links.windowClosed(document);
      care.sweep();
    },
  });
  const answerEndpoint = createEndpointCalls({
    client,
    catalogue,
    glossaries: aids.glossaries,
    texts,
    documents,
    store,
    log,
    hub: () => hub,
    line: () => line.state(),
    user: standing.user,
    mayStay: care.mayStay,
  });
  const answerLocal = createLocalCalls({
    client,
    store,
    catalogue,
    aids,
    held,
    profile: profileState,
    documentState,
    whyReplaced: documents.whyReplaced,
    signIn: options.signIn,
    signOut,
    setOffline,
    damageRead: damage.read,
    unsentTexts: () => unsentTexts({ care, documents, store, texts, hub: () => hub }),
  });

  hub.on('damaged', (document, error) => own(mend(document, error)));
  hub.on('room', (document, isOpen) => {
    if (isOpen) own(documents.opened(document));
  });
  hub.on('committed', (event) => {
    if (event.origin === 'local') documents.written(event.document, event.head, event.update);
    links.committed(event);
    texts.touch(event.document);
  });
  hub.on('awareness', (document, update) => links.awareness(document, update));
  await beginAnew();
  const signedInAs = session.state();
  if (signedInAs.state === 'signed-in') await standing.signedIn(signedInAs.user);
  care.sweep();
  line.start();

  /** Work that nobody waits for: what goes wrong is logged. */
  function own(work: Promise<unknown>): void {
    work.catch((error: unknown) => log.warn('replica-work-failed', { profile, error: String(error) }));
  }

  /** A document that cannot be read is fetched anew; one that the server does not know begins anew here. */
  async function mend(document: DocumentName, error: Error): Promise<void> {
    await damage.failed(document, error);
    await beginAnew();
    if (!documents.has(document) && line.state().state === 'online') links.sync(document);
  }

  /** Makes the documents of stories that exist here alone and could not be read. */
  async function beginAnew(): Promise<void> {
    for (const document of documents.withUnsent()) {
      const article = documents.has(document) ? null : catalogue.get(articleIdOf(document));
      const [edition] = article?.editions ?? [];
      if (article?.unsent !== true || edition === undefined) continue;
      const isText = document === documentName(article.id, edition.language);
      await documents.create(document, edition.epoch, isText ? BLANK_EDITION : null);
    }
  }

  function nameOf(document: DocumentName): string {
    const headline = texts.text(document)?.headline ?? '';
    const name = headline === '' ? (catalogue.get(articleIdOf(document))?.slug ?? '') : headline;
    return name === '' ? 'a story' : `\u201c${name}\u201d`;
  }

  async function signOut(unsent: 'keep' | 'erase'): Promise<void> {
    const nothingStays = unsent === 'erase' || (await care.unsent()).length === 0;
    await session.signOut();
    const kept = standing.signedOut();
    tellProfile();
    await kept;
    if (nothingStays) options.onLeft();
    else care.sweep();
  }

  /** Before the list is fetched, which lacks what the server has lost. */
  async function bringBackLost(): Promise<void> {
    const user = standing.user();
    if (user === null) return;
    const isHere = ({ articleId, language }: Edition) => documents.has(documentName(articleId, language));
    await bringBack({ client, known: catalogue.list(), user, isHere, log });
  }

  async function setOffline(offline: boolean): Promise<void> {
    line.setOffline(offline);
    await standing.chooseOffline(offline);
  }

  function onChange(state: SessionState): void {
    if (state.state === 'signed-in') own(standing.signedIn(state.user));
    else if (state.ended) own(standing.ended());
    if (stopping) return;
    line.nudge();
    tellProfile();
  }

  function lineChanged(): void {
    if (line.state().state === 'online') {
      links.start();
      follower.online();
      evidence.online();
      own(aids.online());
      own(held.report());
    } else if (line.state().state === 'signed-out' || isCut()) {
      links.stop();
    }
    windows.check();
    tellProfile();
  }

  function heldChanged(): void {
    events.emit({ event: 'held' });
    care.sweep();
    if (line.state().state === 'online') own(held.report());
  }

  function isCut(): boolean {
    const state = line.state();
    return state.state === 'offline' && state.byChoice;
  }

  function documentChanged(document: DocumentName): void {
    windows.check(document);
    // The last of it was sent, perhaps.
    if (!links.isOpen(document) && !care.mayStay(articleIdOf(document))) care.sweep();
    const state = documentState(document);
    const told = JSON.stringify(state);
    if (lastStates.get(document) === told) return;
    lastStates.set(document, told);
    events.emit({ event: 'document', state });
  }

  function documentState(document: DocumentName): DocumentState {
    const { words, since } = documents.unsent(document);
    const view = links.view(document);
    const unlinked = line.state().state === 'online' ? 'connecting' : 'offline';
    const link = view === null || (view.link === 'offline' && unlinked === 'connecting') ? unlinked : view.link;
    const detail = view !== null && 'detail' in view ? view.detail : '';
    return {
      document,
      unsentWords: words,
      unsentSince: since,
      link,
      detail,
      keptOffline: care.mayStay(articleIdOf(document)),
    };
  }

  function profileState(): ProfileState {
    return {
      newsroom: standing.newsroom(),
      server,
      user: standing.hasLeft() ? null : standing.user(),
      line: line.state(),
      fetching: fetching.state(),
      disk: disk.state(),
      damage: damage.notice(),
    };
  }

  function tellProfile(): void {
    events.emit({ event: 'profile', profile: profileState() });
  }

  async function answer(call: string, input: unknown): Promise<unknown> {
    if (isEndpoint(call)) return answerEndpoint(call, input);
    if (isLocalCall(call)) return answerLocal(call, input);
    throw new ProblemError({
      type: 'about:blank',
      title: 'Unknown call',
      status: 404,
      detail: 'This version of the app cannot do that. Restart the app.',
    });
  }

  return {
    openRpc(channel) {
      rpcChannels.add(channel);
      const hello: LocalEvent = { event: 'profile', profile: profileState() };
      const end = serveRpc(channel, answer, hello, (listener) => events.on(listener), log);
      return {
        ...end,
        closed() {
          rpcChannels.delete(channel);
          end.closed();
        },
      };
    },
    openDocument: (document, epoch, channel) => windows.open(document, epoch, channel),
    async signedIn(tokens) {
      await session.renewWith(tokens);
      await standing.signedIn(tokens.user);
    },
    async stop() {
      stopping = true;
      await line.stop();
      links.stop();
      aids.stop();
      await evidence.stop();
      await texts.flush();
      await hub.drain();
      for (const channel of rpcChannels) channel.close(CLOSE.draining.code, CLOSE.draining.reason);
      await store.close();
    },
  };
}

function isEndpoint(call: string): call is EndpointName {
  return Object.hasOwn(endpoints, call);
}

function isLocalCall(call: string): call is LocalCallName {
  return Object.hasOwn(localCalls, call);
}

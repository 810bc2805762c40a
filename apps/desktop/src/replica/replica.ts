/**
 * One person's local node for one server: the documents and the catalogue on this computer, the line to the server,
 * and what the windows ask. Plain Node; its windows come by `Channel`.
 */
import { hostname } from 'node:os';
import { type Client, createClient, fetchTransport, type LocalEvent, type SessionTokens } from '@copydesk/shared/api';
import { createHub, type DocumentName, type Hub, type Log, partsOf } from '@copydesk/shared/sync';
import { openAids } from './aids/aids.ts';
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
import { beginAnew } from './offline-article.ts';
import { createRpcChannels } from './rpc-channels.ts';
import type { SecretStore } from './secrets.ts';
import { openSession, type SessionState } from './session.ts';
import { openStanding } from './standing.ts';
import { watchDisk } from './storage/disk.ts';
import { openReplicaStore } from './storage/store.ts';
import { openTextIndex, type TextIndex } from './text-index.ts';
import { createTold } from './told.ts';
import { unsentTexts } from './unsent-texts.ts';
import { createUpkeep } from './upkeep.ts';
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
  let stopping = false;

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
    onNewsroom: () => told.profileChanged(),
  });

  const disk = watchDisk(store.documents, () => told.profileChanged());
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
  const fetching = createFetching(() => told.profileChanged());
  const links = createLinks({
    open: webSockets(server.replace(/^http/, 'ws'), log),
    token: () => session.token(),
    tokenRejected: (token) => session.rejected(token),
    localOf: (document) => documents.of(document),
    mayLink: (document) => !catalogue.isUnsent(partsOf(document).articleId),
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
    texts,
    catalogue,
    quarantine: documents.quarantine,
    onFile: options.onDamaged,
    onChange: () => told.profileChanged(),
  });
  const upkeep = createUpkeep({
    client,
    standing,
    catalogue,
    documents,
    follower,
    evidence,
    aids,
    links,
    held,
    log,
    own,
  });
  const told = createTold({
    server,
    events,
    line: () => line.state(),
    standing,
    fetching,
    disk,
    damage,
    documents,
    links,
    care,
  });
  const line = createLine({
    server,
    session,
    log,
    offlineSince: standing.offlineSince(),
    prepare: upkeep.prepare,
    onState(state) {
      upkeep.lineIs(state);
      windows.check();
      told.profileChanged();
    },
    onChange(change) {
      upkeep.heard(change);
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
    profile: told.profile,
    documentState: told.document,
    whyReplaced: documents.whyReplaced,
    signIn: options.signIn,
    signOut,
    setOffline,
    damageRead: damage.read,
    unsentTexts: () => unsentTexts({ care, documents, store, texts, hub: () => hub }),
  });
  const rpcChannels = createRpcChannels({
    answerEndpoint,
    answerLocal,
    hello: () => ({ event: 'profile', profile: told.profile() }),
    events,
    log,
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
  await documents.settleSalvaged();
  await beginAnew(documents, catalogue);
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
    await beginAnew(documents, catalogue);
    if (!documents.has(document) && line.state().state === 'online') links.sync(document);
  }

  async function signOut(unsent: 'keep' | 'erase'): Promise<void> {
    const nothingStays = unsent === 'erase' || (await care.unsent()).length === 0;
    await session.signOut();
    const kept = standing.signedOut();
    told.profileChanged();
    await kept;
    if (nothingStays) options.onLeft();
    else care.sweep();
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
    told.profileChanged();
  }

  function heldChanged(): void {
    events.emit({ event: 'held' });
    care.sweep();
    if (line.state().state === 'online') own(held.report());
  }

  function documentChanged(document: DocumentName): void {
    windows.check(document);
    // The last of it was sent, perhaps.
    if (!links.isOpen(document) && !care.mayStay(partsOf(document).articleId)) care.sweep();
    told.documentChanged(document);
  }

  return {
    openRpc: rpcChannels.open,
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
      rpcChannels.close();
      await store.close();
    },
  };
}

/** A replica played by a test: answers by call name, and says events. */
import {
  type CallInput,
  type EndpointName,
  endpoints,
  type LocalCallName,
  type LocalEvent,
  type LocalInput,
  type LocalResponse,
  localCalls,
  newDesk,
  type ProfileState,
  type ResponseOf,
} from '@copydesk/shared/api';
import type { Bridge, Connection } from '../bridge/index.ts';
import { sara, storyOf } from './stories.ts';

export interface FakeBridge extends Bridge {
  /** Calls in order, with their input. */
  readonly asked: { readonly call: string; readonly input: unknown }[];
  /** Sets what a call answers from now on; a thrown error rejects it. */
  answer(call: EndpointName | LocalCallName, answer: (input: unknown) => unknown): void;
  says(event: LocalEvent): void;
  connects(connection: Connection): void;
}

export const online: ProfileState = {
  newsroom: { name: 'Northwind', version: '1.0.0', recoveringUntil: null, demo: null },
  server: 'http://127.0.0.1:4600',
  user: sara,
  line: { state: 'online' },
  fetching: null,
  disk: { state: 'ok' },
  damage: null,
};

/** Answers of a small newsroom with one story; every answer is parsed by the contract, as a real bridge's is. */
export function createFakeBridge(profile = 'p1'): FakeBridge {
  const asked: FakeBridge['asked'] = [];
  const events = new Set<(event: LocalEvent) => void>();
  const connections = new Set<(connection: Connection) => void>();
  const answers = new Map<string, (input: unknown) => unknown>([
    ['profile', () => (profile === '-' ? { ...online, user: null } : online)],
    ['listArticles', () => ({ articles: [storyOf()], seq: 1 })],
    ['people', () => ({ people: [sara], desks: [newDesk({ id: 'world', name: 'World', labelWhenRevised: 'show' })] })],
    ['heldChanges', () => ({ held: [] })],
    ['search', () => ({ hits: [] })],
  ]);

  async function ask(call: string, input: unknown): Promise<unknown> {
    asked.push({ call, input });
    const answer = answers.get(call);
    if (answer === undefined) throw new Error(`The test has no answer to ${call}`);
    return answer(input);
  }

  return {
    platform: 'browser',
    profile,
    call: async <N extends EndpointName>(name: N, input: CallInput<N>) =>
      endpoints[name].response.parse(await ask(name, input)) as ResponseOf<N>,
    localCall: async <N extends LocalCallName>(name: N, input: LocalInput<N>) =>
      localCalls[name].response.parse(await ask(name, input)) as LocalResponse<N>,
    onEvent: (listener) => {
      events.add(listener);
      return () => events.delete(listener);
    },
    onConnection: (listener) => {
      connections.add(listener);
      return () => connections.delete(listener);
    },
    WebSocket,
    syncUrl: 'ws://127.0.0.1/sync',
    openWindow: (address) => asked.push({ call: 'openWindow', input: address }),
    saveFile: async () => true,
    close: () => undefined,
    asked,
    answer: (call, answer) => answers.set(call, answer),
    says: (event) => {
      for (const listener of events) listener(event);
    },
    connects: (connection) => {
      for (const listener of connections) listener(connection);
    },
  };
}

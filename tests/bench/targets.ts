/** What Copydesk is to reach, as said in docs/PERFORMANCE.md, and whether a run says that it does. */
import type { Figures } from './scenarios/scenario.ts';
import type { ServerName } from './servers.ts';

interface Target {
  readonly measure: string;
  readonly scenario: string;
  readonly key: string;
  /** At least or at most `limit`, as a multiple of the peer's figure, or as it stands. */
  readonly bound: 'least' | 'most';
  readonly limit: number;
  readonly peer: ServerName | null;
}

const TARGETS: readonly Target[] = [
  to('highest load', 'load', 'highest', 'least', 3, 'y-websocket'),
  to('highest load', 'load', 'highest', 'least', 2, 'relay'),
  to('highest load', 'load', 'highest', 'least', 1.3, 'hocuspocus'),
  to('CPU per 1,000 delivered at 40,000/s', 'load', 'cpu', 'most', 0.5, 'y-websocket'),
  to('p99 at 40,000/s, ms', 'load', 'p99', 'most', 30, null),
  to('the same in 40 rooms', 'busy-rooms', 'cpu', 'most', 0.5, 'y-websocket'),
  to('p99 at 40,000/s in 40 rooms, ms', 'busy-rooms', 'p99', 'most', 30, null),
  to('the same in one room', 'one-room', 'cpu', 'most', 0.5, 'y-websocket'),
  to('p99 at 40,000/s in one room, ms', 'one-room', 'p99', 'most', 30, null),
  to('CPU per join, 200,000 operations', 'join-200k', 'cpu', 'most', 0.25, 'y-websocket'),
  to('p50 of a join, 200,000 operations', 'join-200k', 'p50', 'most', 0.6, 'y-websocket'),
  to('kB per open idle room', 'idle', 'perRoom', 'most', 80, null),
  to('memory after all left, of empty', 'idle', 'after', 'most', 1.5, null),
  to('acknowledged letters lost', 'kill', 'lostAcknowledged', 'most', 0, null),
  to('delivered letters lost', 'kill', 'lostDelivered', 'most', 0, null),
  to('start to document in hand', 'cold-start', 'inHand', 'most', 1, 'hocuspocus+sqlite'),
];

function to(
  measure: string,
  scenario: string,
  key: string,
  bound: Target['bound'],
  limit: number,
  peer: ServerName | null,
): Target {
  return { measure, scenario, key, bound, limit, peer };
}

export interface Judged extends Target {
  /** Copydesk's figure, or what it is of the peer's. */
  readonly value: number;
  readonly reached: boolean;
}

/** Every target for which there are figures. */
export function judge(
  results: readonly {
    readonly scenario: string;
    readonly servers: readonly { readonly server: string; readonly figures: Figures }[];
  }[],
): readonly Judged[] {
  return TARGETS.flatMap((target) => {
    const servers = results.find(({ scenario }) => scenario === target.scenario)?.servers ?? [];
    const figure = (name: ServerName) => servers.find(({ server }) => server === name)?.figures[target.key] ?? null;
    const own = figure('copydesk');
    const base = target.peer === null ? 1 : figure(target.peer);
    if (own === null || base === null) return [];
    const value = own / base;
    return [{ ...target, value, reached: target.bound === 'least' ? value >= target.limit : value <= target.limit }];
  });
}

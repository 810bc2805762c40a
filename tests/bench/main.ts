/** `npm run bench -- sync`: Copydesk's server beside its peers, one after another in each round, medians of the rounds. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commitTime, machine, median } from './measure.ts';
import { type Cell, report } from './report.ts';
import { coldStart } from './scenarios/cold-start.ts';
import { idle } from './scenarios/idle.ts';
import { join50k, join200k } from './scenarios/joins.ts';
import { kill } from './scenarios/kill.ts';
import { busyRooms, load, oneRoom } from './scenarios/load.ts';
import type { Outcome, Scenario } from './scenarios/scenario.ts';
import { canPin, SERVERS, type ServerKind, start } from './servers.ts';
import { judge } from './targets.ts';

const ALL: readonly Scenario[] = [load, busyRooms, oneRoom, join50k, join200k, idle, coldStart, kill];
/** The others run with --quick only where they are named. */
const QUICK: readonly Scenario[] = [load, join50k, idle, coldStart, kill];
const ROUNDS = 3;
const USAGE = `npm run bench -- sync [--quick] [--json FILE] [--only ${ALL.map(({ name }) => name).join(',')}]
                        [--servers ${SERVERS.map(({ name }) => name).join(',')}] [--rounds N] [--profile FOLDER]`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    only: { type: 'string' },
    servers: { type: 'string' },
    rounds: { type: 'string' },
    profile: { type: 'string' },
  },
});

function chosen<T extends { readonly name: string }>(all: readonly T[], names: string | undefined): readonly T[] {
  if (names === undefined) return all;
  const wanted = names.split(',');
  const unknown = wanted.find((name) => !all.some((one) => one.name === name));
  if (unknown !== undefined) fail(`Nothing is called ${unknown}.`);
  return all.filter(({ name }) => wanted.includes(name));
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n${USAGE}\n`);
  process.exit(2);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'copydesk-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Those that come up; says why of the others. */
async function available(kinds: readonly ServerKind[]): Promise<readonly ServerKind[]> {
  const up: ServerKind[] = [];
  for (const kind of kinds) {
    try {
      await inFolder(async (folder) => (await start(kind, folder)).stop());
      up.push(kind);
    } catch (error) {
      say(`Left out: ${String(error)}`);
    }
  }
  return up;
}

async function once(scenario: Scenario, kind: ServerKind): Promise<Outcome> {
  const nodeArgs = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
  try {
    return await inFolder((folder) => scenario.run(kind, { quick: values.quick, folder, nodeArgs }));
  } catch (error) {
    return { figures: {}, notes: [`failed: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

function cellOf(outcomes: readonly Outcome[], keys: readonly string[]): Cell {
  const figures = keys.map((key) => {
    const had = outcomes.map((outcome) => outcome.figures[key] ?? NaN).filter((figure) => !Number.isNaN(figure));
    return [key, had.length === 0 ? null : median(had)] as const;
  });
  const notes = [...new Set(outcomes.flatMap((outcome) => outcome.notes))];
  return { figures: Object.fromEntries(figures), rounds: outcomes.map((outcome) => outcome.figures), notes };
}

if (positionals.length !== 1 || positionals[0] !== 'sync') fail('What is to be measured?');
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

const kinds = await available(chosen(SERVERS, values.servers));
const scenarios = values.only === undefined && values.quick ? QUICK : chosen(ALL, values.only);
const rounds = Number(values.rounds ?? (values.quick ? 1 : ROUNDS));
if (!Number.isInteger(rounds) || rounds < 1) fail('--rounds takes a number from 1.');
const before = machine();
const commit = await inFolder(async (folder) => commitTime(folder));
const results = [];
for (const scenario of scenarios) {
  const taking = kinds.filter((kind) => scenario.takes(kind));
  const outcomes = new Map(taking.map((kind) => [kind, [] as Outcome[]]));
  const times = Math.min(rounds, scenario.mostRounds ?? rounds);
  for (let round = 1; round <= times; round++) {
    for (const [kind, had] of outcomes) {
      say(`${scenario.name}, round ${round} of ${times}: ${kind.title}`);
      had.push(await once(scenario, kind));
    }
  }
  const keys = scenario.columns.map(({ key }) => key);
  const cells = [...outcomes].map(([kind, had]) => ({ server: kind.name, title: kind.title, ...cellOf(had, keys) }));
  results.push({ scenario: scenario.name, title: scenario.title, columns: scenario.columns, servers: cells });
}
const all = {
  at: new Date().toISOString(),
  quick: values.quick,
  rounds,
  node: process.version,
  pinned: canPin,
  machine: { ...before, loadAfter: machine().load },
  commit,
  results,
  targets: judge(results),
};
process.stdout.write(report(all));
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(all, null, 2)}\n`);
process.exit(0);

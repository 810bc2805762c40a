/** The steps of `npm test`: each runs one tool and tells how many of its checks passed, failed and were skipped. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, node, root, say } from './setup.mjs';

const bins = {
  biome: join(root, 'node_modules/@biomejs/biome/bin/biome'),
  tsc: join(root, 'node_modules/typescript/bin/tsc'),
  vitest: join(root, 'node_modules/vitest/vitest.mjs'),
  playwright: join(root, 'tests/node_modules/@playwright/test/cli.js'),
};

const typed = ['packages/shared', 'packages/editor', 'apps/sync-server', 'apps/desktop', 'tests'];

function run(tool, args, env = {}) {
  return spawnSync(node, [bins[tool], ...args], { cwd: root, stdio: 'inherit', env: environment(env) });
}

function heading(title) {
  say(`\n== ${title}`);
}

/** A tool that says yes or no counts as one check. */
function single(title, tool, args) {
  heading(title);
  const passed = run(tool, args).status === 0;
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [] };
}

/** Lint, format and the import rules. */
export const lint = () => single('lint', 'biome', ['ci', '.']);

export const types = () => sum(typed.map((project) => single(`types of ${project}`, 'tsc', ['-p', project])));

/** Runs with a JSON report beside the readable one and hands the report on; null if the tool died before writing it. */
function reported(tool, args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-report-'));
  const file = join(folder, 'report.json');
  try {
    const { status } = run(tool, args(file), env(file));
    return { status, report: JSON.parse(readFileSync(file, 'utf8')) };
  } catch {
    return { status: 1, report: null };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Vitest projects by name; `args` choose files and tests among theirs. */
export function vitest(projects, env = {}, args = []) {
  heading(projects.join(', '));
  const { status, report } = reported(
    'vitest',
    (file) => [
      'run',
      ...args,
      ...projects.flatMap((name) => ['--project', name]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    () => env,
  );
  if (!report) return { passed: 0, failed: 1, skipped: [] };
  const skipped = report.testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status === 'skipped' || test.status === 'pending' || test.status === 'todo')
    .map((test) => test.fullName);
  const failed = report.numFailedTests;
  // A file that fails to load, or an error nobody caught, fails the run without failing a test.
  return { passed: report.numPassedTests, failed: status !== 0 && failed === 0 ? 1 : failed, skipped };
}

/** The end-to-end suite, or what else is driven in a browser. */
export function endToEnd(title = 'end to end', config = 'tests/playwright.config.ts') {
  heading(title);
  const { status, report } = reported(
    'playwright',
    () => ['test', '-c', config, '--reporter=list,json'],
    (file) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: file }),
  );
  if (!report) return { passed: 0, failed: 1, skipped: [] };
  const { expected, unexpected, flaky } = report.stats;
  const failed = unexpected + flaky;
  const skipped = specsOf(report.suites)
    .filter((spec) => spec.tests.some((test) => test.status === 'skipped'))
    .map((spec) => `${spec.title}: ${reasonOf(spec)}`);
  return { passed: expected, failed: status !== 0 && failed === 0 ? 1 : failed, skipped };
}

function specsOf(suites) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites ?? [])]);
}

function reasonOf(spec) {
  const notes = spec.tests.flatMap((test) => test.annotations ?? []);
  return notes.find((note) => note.type === 'skip')?.description ?? 'no reason given';
}

/** Adds results up. */
export function sum(results) {
  return {
    passed: results.reduce((n, result) => n + result.passed, 0),
    failed: results.reduce((n, result) => n + result.failed, 0),
    skipped: results.flatMap((result) => result.skipped),
  };
}

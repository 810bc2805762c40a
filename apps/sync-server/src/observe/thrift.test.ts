import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';

const thrift = new URL('./thrift.ts', import.meta.url);

/** Makes 150 MB of objects old, lets go of them, and waits until most of the memory is free. */
const PROGRAM = `
  (await import('${thrift}')).saveMemoryWhenIdle();
  let held = [];
  for (let i = 0; i < 1_500_000; i++) held.push({ i, next: { i } });
  const full = process.memoryUsage().heapTotal;
  held = null;
  const looking = setInterval(() => {
    if (process.memoryUsage().heapTotal < full / 3) clearInterval(looking);
  }, 500);
`;

it('gives memory back when there is nothing to do, which V8 alone never does', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], { stdio: 'inherit' });
  onTestFinished(() => void child.kill('SIGKILL'));
  expect(await once(child, 'close')).toEqual([0, null]);
}, 40_000);

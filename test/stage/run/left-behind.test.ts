import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { descendantsOf, leftBehind, startedBy } from './left-behind.ts';

/** A process that does not end; `orphaned`: nor does it when the one that started it does. */
async function endless(orphaned: boolean, env = {}): Promise<number> {
  const run = `spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); //here'], { detached: true, stdio: 'ignore' })`;
  const code = `const child = require('node:child_process').${run}; console.log(child.pid); ${orphaned ? 'child.unref()' : ''}`;
  const child = spawn(process.execPath, ['-e', code], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout, 'data');
  if (orphaned) await once(child, 'exit');
  return Number(said);
}
const nothing = () => [];

test.runIf(process.platform === 'linux')('a process is found by who started it, and killed', async () => {
  const pid = await endless(false);
  const left = await leftBehind(() => descendantsOf(process.pid), nothing, 0);
  expect(left).toContainEqual(expect.stringMatching(`^process ${pid}: .*here$`));
  expect(await leftBehind(() => descendantsOf(process.pid), nothing)).toEqual([]);
});

test.runIf(process.platform === 'linux')('one whose starter has ended is found by the name of its run', async () => {
  const pid = await endless(true, { TMPDIR: '/tmp/made-up-run-7/file' });
  expect(descendantsOf(process.pid)).toEqual([]);
  expect(startedBy('made-up-run-77')).toEqual([]);
  expect(await leftBehind(() => startedBy('made-up-run-7'), nothing, 0)).toEqual([
    expect.stringMatching(`^process ${pid}: .*here$`),
  ]);
});

test('folders are named', async () => {
  expect(await leftBehind(nothing, () => ['/tmp/a'])).toEqual(['folder /tmp/a']);
});

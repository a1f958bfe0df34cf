import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';

// npm run test:properties -- [times] [part of a path ...]: the tests that have properties, each property tried that often.
const [times = '1000', ...parts] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(times)) {
  console.error('npm run test:properties -- [times] [part of a path ...]');
  process.exit(2);
}
const files = globSync('test/**/*.test.ts')
  .filter((file) => readFileSync(file, 'utf8').includes('fc.assert('))
  .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)));
if (files.length === 0) {
  console.error(`No property is tested in a file named like ${parts.join(' or ')}`);
  process.exit(2);
}
const env = { ...process.env, FAST_CHECK_RUNS: times };
const vitest = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...files], { stdio: 'inherit', env });
vitest.on('exit', (code) => process.exit(code ?? 1));

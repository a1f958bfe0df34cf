import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the demo plays from the silent pull request to the readout that names the true effect', {
  timeout: 120_000,
}, async () => {
  const { stdout } = await promisify(execFile)('npm', ['run', 'demo', '--', '--exit'], { cwd: root });
  const told = stdout.split('\n').map((line) => line.trim());
  const line = (start: string, from = 0) => told.slice(from).find((one) => one.startsWith(start)) ?? '';

  expect(line('check')).toContain('✗ No key result or hypothesis named');
  expect(
    line(
      'check',
      told.findIndex((one) => one.startsWith('2.')),
    ),
  ).toContain('✓ KR1: Visit to sign-up rate +10 %');
  expect(line('comment')).toContain('Visit to sign-up rate should rise 10 % within 14 days');
  expect(stdout).toContain('v1.4.0');
  expect(line('day 14')).toMatch(/moved/i);
  expect(line('label')).toContain('soundings:moved');
  // The figures hold +12 %, which the interval has to contain.
  const [low, high] = /\+([\d.]+) % to \+([\d.]+) %/.exec(stdout)?.slice(1).map(Number) ?? [];
  expect(low).toBeLessThan(12);
  expect(high).toBeGreaterThan(12);
});

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the demo plays from the silent pull request to the readout that names the true effect', async () => {
  const { stdout } = await promisify(execFile)('npm', ['run', 'demo', '--', '--exit'], { cwd: root });
  const told = stdout
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .map((line) => line.trim());
  /** What is said at `where` in the step of this number. */
  const said = (step: number, where: string) => {
    const from = told.findIndex((line) => line.startsWith(`${step}. `));
    return told.slice(from).find((line) => line.startsWith(where));
  };

  expect(said(1, 'check')).toContain('✗ No key result or hypothesis named');
  expect(said(2, 'check')).toContain('✓ KR1: Visit to sign-up rate +10 %');
  expect(said(2, 'comment')).toContain('Visit to sign-up rate should rise 10 % within 14 days');
  expect(said(4, 'comment')).toContain('Shipped in v1.4.0');
  expect(said(5, 'day 7')).toContain('Interim');
  expect(said(6, 'day 14')).toContain('It moved: Visit to sign-up rate up');
  expect(said(6, 'label')).toContain('soundings:moved');
  // The figures hold +12 %, which the interval has to contain.
  const interval = /95 % interval \+([\d.]+) % to \+([\d.]+) %/.exec(told.join('\n'));
  expect(Number(interval?.[1])).toBeLessThan(12);
  expect(Number(interval?.[2])).toBeGreaterThan(12);
}, 120_000);

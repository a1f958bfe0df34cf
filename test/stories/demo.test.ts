import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { inRepository } from '../stage/in-repository.ts';
import { Browser } from '../stage/pages/browser.ts';
import { spawnNode } from '../stage/process/server-process.ts';
import { within } from '../stage/run/crowding.ts';

/** With its pages: what it told, once they have been looked at and it was interrupted. */
async function playedWithPages(look: (url: string) => Promise<void>): Promise<string> {
  const demo = spawnNode('scripts/demo.ts', [], process.env as Record<string, string>, inRepository());
  let stdout = '';
  demo.stdout?.on('data', (chunk) => (stdout += chunk));
  const ended = once(demo, 'exit');
  await vi.waitUntil(() => /\(Ctrl-C ends\)/.test(stdout) || demo.exitCode !== null, within(120));
  await look(/portfolio.*: (http\S+)/.exec(stdout)?.[1] ?? '');
  demo.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  return stdout;
}

async function playedAlone(...options: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('npm', ['run', 'demo', '--', '--exit', ...options], {
    cwd: inRepository(),
  });
  return stdout;
}

/** What the demo tells, line by line, and what it says at `where` in the step of a number. */
function linesOf(stdout: string) {
  const told = stdout
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .map((line) => line.trim());
  const said = (step: number, where: string) => {
    const from = told.findIndex((line) => line.startsWith(`${step}. `));
    return told.slice(from).find((line) => line.startsWith(where));
  };
  return { told: told.join('\n'), said };
}

test('the demo plays from the silent pull request to the readout that names the true effect, and ends on the portfolio', async () => {
  let portfolio = '';
  const stdout = await playedWithPages(async (url) => {
    portfolio = await new Browser(new URL(url).origin).read(url);
  });
  expect(portfolio).toMatch(/<bdi>ann<\/bdi>[\s\S]*Concluded<\/dt><dd>34<[\s\S]*What drives what/);
  const { told, said } = linesOf(stdout);
  expect(said(1, 'check')).toContain('✗ No key result or hypothesis named');
  expect(said(2, 'check')).toContain('✓ KR1: Visit to sign-up rate +10%');
  expect(said(2, 'comment')).toContain('Visit to sign-up rate should rise 10% within 14 days');
  expect(said(4, 'comment')).toContain('Shipped in v1.4.0');
  expect(said(5, 'day 7')).toContain('Interim');
  expect(said(6, 'day 14')).toContain('It moved: Visit to sign-up rate up');
  expect(said(6, 'label')).toContain('soundings:moved');
  // The figures hold +12%, which the interval has to contain.
  const interval = /95% interval \+([\d.]+)% to \+([\d.]+)%/.exec(told);
  expect(Number(interval?.[1])).toBeLessThan(12);
  expect(Number(interval?.[2])).toBeGreaterThan(12);
});

test('the second story: the map thinks along', async () => {
  const { told, said } = linesOf(await playedAlone('--story', 'map'));
  expect(said(1, '`KR1`')).toContain('reads like a roadmap');
  expect(said(2, 'issue')).toContain('1 thing missing in the description');
  expect(said(3, 'check')).toContain('✗ #2 has not tested valid');
  expect(said(4, 'check')).toContain('✓ Discovery for #2');
  expect(said(5, 'check')).toContain('✓ KR1: Visit to sign-up rate +10%');
  expect(said(6, 'comment')).toContain('#3 (open): a before/after comparison cannot separate the two effects');
  expect(said(7, '/soundings decide')).toContain('/soundings decide keep');
  expect(said(8, 'comment')).toContain('people do not mind giving the address');
  expect(said(9, 'issue')).toContain('Challenge: projects_completed');
  expect(said(10, 'check')).toContain('✗ Hypothesis stopped on');
  expect(told).toMatch(/acme\/shop#3 +signup_rate +\+10% .*moved +keep +people do not mind/);
  expect(told).toMatch(/merged pull requests with a bet +1 +100%/);
});

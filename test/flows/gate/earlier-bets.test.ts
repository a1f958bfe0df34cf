import { expect, test } from 'vitest';
import type { PullRequest } from '../../../src/domain/gate/facts.ts';
import { betOn } from '../../stage/world/map-of.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const map = `version: 1
metrics:
  visits: { title: Visits, unit: count, good: up, source: warehouse/visits }
  signups: { title: Sign-ups, unit: count, good: up, source: warehouse/signups }
objectives:
  - id: O1
    title: Small teams find us
    key_results:
      - { id: KR0, metric: visits, from: 1000, to: 1300, by: 2027-12-31 }
      - { id: KR1, metric: signups, from: 1000, to: 1300, by: 2027-12-31 }
policy: { mode: enforce }
`;
const { stage, people } = useWorld(map);

const opens = async (number: number, body: string, part: Partial<PullRequest> = {}) => {
  const headSha = String(number % 10).repeat(40);
  stage.forge.pullRequests.set(number, pullRequest({ number, body, headSha, headRef: `change-${number}`, ...part }));
  stage.forge.paths.set(number, ['src/form.ts']);
  await people.happens({ kind: 'pull-request-changed', number });
};
const merged = {
  state: 'closed',
  merged: true,
  mergedAt: new Date('2026-11-03T09:30:00Z'),
  mergeCommitSha: 'f'.repeat(40),
} as const;
const summaryOf = (number: number) =>
  stage.forge.checks.findLast(({ headSha }) => headSha === String(number % 10).repeat(40))?.output.summary ?? '';

test('a red check begins with what a merged pull request on the same files named, and with what its forecast could see', async () => {
  await opens(12, betOn());
  await opens(13, 'Nothing');
  expect(summaryOf(13)).toMatch('Key result: KR0\n');
  expect(summaryOf(13)).not.toMatch('Merged pull requests');

  await opens(12, betOn(), merged);
  await opens(14, 'Nothing');
  const forecast = stage.forge.comments.find(({ number }) => number === 12)?.body ?? '';
  const [said] = /14 days can show changes of [\d.]+% or more/.exec(forecast) ?? [];
  expect(said).toBeDefined();
  expect(summaryOf(14)).toMatch(/```\nKey result: KR1\nExpect: signups \+\d+(\.5)?% within 14 days\n```/);
  expect(summaryOf(14)).toContain(said);
  expect(summaryOf(14)).toMatch(/named:\n\n- \*\*KR1\*\* Sign-ups .*\n\nOther open key results:\n\n- \*\*KR0\*\*/);
});
